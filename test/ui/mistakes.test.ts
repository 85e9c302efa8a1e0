import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone, sent } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';

describe('A mistake in a document', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    await window.assets.toggle(window.assets.row('General'));
    await window.assets.row('ADDISD-W10PC').click();
    await window.editor.line('"Manufacturer": "Dell"').waitFor();
    await window.editor.retype('Manufacturer', 'Manufacturr');
    sandbox.wireLog.clear();
  });

  it('is explained where it stands, and listed with the others', async () => {
    const { editor, problems } = window;
    const sentence = 'This type has no custom field “Manufacturr”. Did you mean “Manufacturer”?';
    await problems.open();
    await problems.rows.getByText(sentence).waitFor();
    await editor.lines.getByText('Manufacturr').hover();
    await editor.hover.getByText(sentence).waitFor();
    await pictureInThemes(window, 'mistake');
  });

  it('keeps a save from being sent', async () => {
    const { editor, notifications } = window;
    await editor.lines.getByText('Manufacturr').click();
    await window.press('Control+s');
    await notifications.message('Not sent. Line 10: This type has no custom field “Manufacturr”.');
    await editor.dirtyTab(tab).waitFor();
    sent(sandbox, []);
    await notifications.clear();
  });

  it('is corrected by its quick fix', async () => {
    const { editor, problems } = window;
    await editor.lines.getByText('Manufacturr').click();
    await window.press('Control+.');
    await editor.quickFixes.getByText('Change to “Manufacturer”').waitFor();
    await pictureInThemes(window, 'quick fix');
    await window.press('Enter');
    await editor.line('"Manufacturer": "Dell"').waitFor();
    await gone(problems.rows);
  });
});
