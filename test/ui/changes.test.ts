import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { aboutAssets, counted, gone, requests } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';

describe('The Changes view', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    await window.changes.open();
  });

  it('says what it is for while there is none', async () => {
    await window.changes.pane.getByText('Every change you make to an asset from here is listed here').waitFor();
  });

  it('lists a save with the fields it changed', async () => {
    const { assets, changes, editor } = window;
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').click();
    await editor.retype('GCJ1353', 'CHANGED1');
    await window.press('Control+s');
    await editor.cleanTab(tab).waitFor();
    const row = changes.row('ADDISD-W10PC');
    await changes
      .description(row)
      .getByText(/^\d?\d:\d\d\s[AP]M · Serial Number$/)
      .waitFor();
  });

  it('opens the asset before and after it, without a request', async () => {
    const { changes, diff } = window;
    sandbox.wireLog.clear();
    await changes.row('ADDISD-W10PC').click();
    await diff.before('GCJ1353').waitFor();
    await diff.after('CHANGED1').waitFor();
    await pictureInThemes(window, 'changes');
    aboutAssets(sandbox, []);
    await window.press('Control+w');
    await gone(diff.editor);
  });

  it('undoes it by a click, and keeps what others changed since', async () => {
    const { changes, editor } = window;
    sandbox.world.editAsset(6748, { values: { 46: 'Lenovo' } });
    await (await changes.rowButton(changes.row('ADDISD-W10PC'), 'Undo Change')).click();
    await window.dialog.getByText('Undo this change to “ADDISD-W10PC”').waitFor();
    sandbox.wireLog.clear();
    await window.dialogButton('Undo Change').click();
    await window.notifications.message('Undone.');
    const values = sandbox.world.asset(6748)?.values;
    assert.deepEqual([values?.get(45), values?.get(46)], ['GCJ1353', 'Lenovo']);
    await editor.line('GCJ1353').waitFor();
    await editor.line('Lenovo').waitFor();
    await counted(changes.row('ADDISD-W10PC'), 2);
    const sent = requests(sandbox).filter((request) => !request.startsWith('GET '));
    assert.deepEqual(sent, ['PUT asset/6748']);
    await window.notifications.clear();
  });

  it('creates a deleted asset again, and says before and after that its id is new', async () => {
    const { assets, changes } = window;
    await assets.row('ALEXS-W10PC').click();
    await window.editor.line('JYG42B3').waitFor();
    await assets.row('ALEXS-W10PC').click();
    await window.press('Delete');
    await window.dialogButton('Delete').click();
    await gone(assets.row('ALEXS-W10PC'));
    assert.equal(sandbox.world.asset(6750), undefined);
    await (await changes.rowButton(changes.row('ALEXS-W10PC'), 'Undo Change')).click();
    await window.dialog.getByText('It gets a new id.').waitFor();
    sandbox.wireLog.clear();
    await window.dialogButton('Create Again').click();
    const message = await window.notifications.message('“ALEXS-W10PC” exists again. Its new id is ');
    const created = sandbox.world.assetsOf(1).find(({ name }) => name === 'ALEXS-W10PC');
    assert.ok(created && created.id !== 6750);
    assert.equal(created.values.get(45), 'JYG42B3');
    assert.ok(message.includes(`${created.id}.`), message);
    aboutAssets(sandbox, ['POST assets asset_type=1']);
    await window.notifications.clear();
  });

  it('does not create it twice', async () => {
    const { changes } = window;
    await (await changes.rowButton(changes.row('ALEXS-W10PC').last(), 'Undo Change')).click();
    sandbox.wireLog.clear();
    await window.notifications.message('This asset has been created again already.');
    aboutAssets(sandbox, []);
  });
});
