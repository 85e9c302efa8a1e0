import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone } from './support/expect';
import { freshCode } from './support/stage';
import { stepByStep } from './support/stepByStep';
import { addAccount } from './support/wizard';
import type { Workbench } from './support/workbench';

describe('Two windows', () => {
  stepByStep();
  let sandbox: Sandbox;
  let here: Workbench;
  let there: Workbench;

  freshCode(async ({ code, ...stage }) => {
    ({ sandbox, window: here } = stage);
    there = await code.openWindow();
  });

  it('show an account that was added in either', async () => {
    await there.assets.open();
    await there.assets.welcomeButton('Add Account').waitFor();
    await here.page.bringToFront();
    await addAccount(here, sandbox);
    await here.assets.row('General').waitFor();
    await there.page.bringToFront();
    await there.signedIn();
    await there.assets.toggle(there.assets.row('General'));
    await there.assets.row('ADDISD-W10PC').waitFor();
  });

  it('let a clean tab and the tree follow a save and a new name', async () => {
    await there.assets.row('ADDISD-W10PC').click();
    await there.editor.line('GCJ1353').waitFor();
    await here.page.bringToFront();
    await here.assets.toggle(here.assets.row('General'));
    await here.assets.row('ADDISD-W10PC').click();
    await here.editor.retype('GCJ1353', 'FROMHERE');
    await here.editor.setValue('name', '"Renamed here"');
    await here.press('Control+s');
    await here.editor.cleanTab('ADDISD-W10PC.json').waitFor();
    await here.assets.row('Renamed here').waitFor();
    await there.page.bringToFront();
    await there.editor.line('FROMHERE').waitFor();
    await there.assets.row('Renamed here').waitFor();
    await there.editor.cleanTab('ADDISD-W10PC.json').waitFor();
  });

  it('let go of an asset that was deleted in the other', async () => {
    await here.page.bringToFront();
    await here.assets.row('Renamed here').click();
    await here.press('Delete');
    await here.dialogButton('Delete').click();
    await gone(here.assets.row('Renamed here'));
    await there.page.bringToFront();
    await gone(there.assets.row('Renamed here'));
    await gone(there.editor.tab('ADDISD-W10PC.json'));
    assert.equal(sandbox.world.asset(6748), undefined);
  });

  it('forget an account that was removed in either', async () => {
    await there.run('HappyFox Assets: Remove Account…');
    await there.dialogButton('Remove Account').click();
    await there.assets.welcomeButton('Add Account').waitFor();
    await here.page.bringToFront();
    await here.assets.welcomeButton('Add Account').waitFor();
  });
});
