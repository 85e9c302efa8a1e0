import { after, describe, it } from 'mocha';
import { Sandbox } from '../../src/sandbox/sandbox';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('A tab that was restored while HappyFox can’t be reached', () => {
  stepByStep();
  let sandbox: Sandbox;
  let again: Sandbox | undefined;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    await window.assets.toggle(window.assets.row('General'));
    await window.assets.row('ADDISD-W10PC').dblclick();
    await window.editor.line('GCJ1353').waitFor();
    await sandbox.stop();
    await window.reload('ADDISD-W10PC.json');
  });
  after(() => again?.stop());

  it('says why it is empty, and what to do', async () => {
    await window.notifications.message(
      /127\.0\.0\.1:\d+ can’t be reached \(ECONNREFUSED\)\. Check the network and try/,
    );
  });

  it('shows the types as they were, with the time they are of', async () => {
    const { assets } = window;
    await assets
      .description(assets.row('General'))
      .getByText(/^198, as of \d/)
      .waitFor();
    await pictureInThemes(window, 'kept types');
  });

  it('says so again when it is tried in vain', async () => {
    await window.notifications.click('can’t be reached', 'Try Again');
    await window.notifications.message('can’t be reached (ECONNREFUSED)');
  });

  it('is there once it is tried again', async () => {
    const { apiKey, authCode, url } = sandbox;
    again = await Sandbox.start({ apiKey, authCode, port: Number(new URL(url).port) });
    await window.notifications.click('can’t be reached', 'Try Again');
    await window.editor.line('GCJ1353').waitFor();
    await window.editor.cleanTab('ADDISD-W10PC.json').waitFor();
  });
});
