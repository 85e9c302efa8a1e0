import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { aboutAssets, gone, requests } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';
const [serialNumber, manufacturer, model] = [45, 46, 47];

describe('Two windows that edit one asset', () => {
  stepByStep();
  let sandbox: Sandbox;
  let here: Workbench;
  let there: Workbench;

  signedIn(async ({ code, ...stage }) => {
    ({ sandbox, window: here } = stage);
    await open(here);
    there = await code.openWindow();
    await there.assets.open();
    await open(there);
  });

  async function open({ assets, editor }: Workbench): Promise<void> {
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').click();
    await editor.line('"Serial Number": "GCJ1353"').waitFor();
  }

  const value = (field: number): unknown => sandbox.world.asset(6748)?.values.get(field);

  /** One window saves a value while the other has typed another one for the same field; then the other saves too. */
  async function collide(from: string, theirs: string, mine: string, also?: () => Promise<void>): Promise<void> {
    await here.page.bringToFront();
    await here.notifications.clear();
    await here.editor.retype(from, mine);
    await here.editor.dirtyTab(tab).waitFor();
    await also?.();
    await there.page.bringToFront();
    await there.editor.retype(from, theirs);
    await there.press('Control+s');
    await there.editor.cleanTab(tab).waitFor();
    await here.page.bringToFront();
    sandbox.wireLog.clear();
    await here.press('Control+s');
    // VS Code's own message about the failed save can't have these buttons.
    await here.notifications.message('Nothing was sent.');
    aboutAssets(sandbox, ['GET asset/6748']);
    await here.notifications.click('Nothing was sent.', 'Compare');
    await here.diff.before(theirs).waitFor();
    await here.diff.after(mine).waitFor();
    await here.notifications.clear();
  }

  /** One write was sent since the last look. How often a tab that comes to the front is read depends on the clock; windows read what they hear of. */
  function wroteOnce(write = 'PUT asset/6748'): void {
    const sent = requests(sandbox).filter((request) => !request.startsWith('GET '));
    sandbox.wireLog.clear();
    assert.deepEqual(sent, [write]);
  }

  /** Both windows show the same, and nothing is unsaved. */
  async function agree(text: string): Promise<void> {
    await gone(here.diff.editor);
    await here.editor.cleanTab(tab).waitFor();
    await here.editor.line(text).waitFor();
    await there.page.bringToFront();
    await there.editor.line(text).waitFor();
    await there.editor.cleanTab(tab).waitFor();
  }

  it('keep both edits where they touch different fields, and say so', async () => {
    await there.page.bringToFront();
    await there.editor.retype('Dell', 'Lenovo');
    await there.editor.dirtyTab(tab).waitFor();
    await here.page.bringToFront();
    await here.editor.retype('GCJ1353', 'FROMHERE');
    await here.press('Control+s');
    await here.editor.cleanTab(tab).waitFor();
    await there.page.bringToFront();
    sandbox.wireLog.clear();
    await there.press('Control+s');
    await there.editor.cleanTab(tab).waitFor();
    await there.notifications.message('Saved, merged with others’ changes: Serial Number is now "FROMHERE".');
    assert.deepEqual([value(serialNumber), value(manufacturer)], ['FROMHERE', 'Lenovo']);
    await there.notifications.clear();
    await here.page.bringToFront();
    await here.editor.line('Lenovo').waitFor();
    await agree('FROMHERE');
    wroteOnce();
  });

  it('show both versions where they touch the same field; “Overwrite” keeps mine', async () => {
    await collide('FROMHERE', 'THEIRS1', 'MINE001');
    await pictureInThemes(here, 'conflict');
    await here.diff.button('Overwrite with My Version').click();
    await agree('MINE001');
    assert.equal(value(serialNumber), 'MINE001');
    wroteOnce();
  });

  it('take theirs by a click, and keep my edits of other fields', async () => {
    await collide('MINE001', 'THEIRS2', 'MINE002', async () => here.editor.retype('Lenovo', 'Fujitsu'));
    await here.diff.button('Take the Version in HappyFox').click();
    await agree('THEIRS2');
    assert.deepEqual([value(serialNumber), value(manufacturer)], ['THEIRS2', 'Fujitsu']);
    wroteOnce();
  });

  it('merge field by field: each is asked for once', async () => {
    await there.page.bringToFront();
    await there.editor.line('Fujitsu').waitFor();
    await there.editor.retype('Latitude', 'Theirs');
    await collide('THEIRS2', 'THEIRS3', 'MINE003', async () => here.editor.retype('Latitude', 'Mine'));
    await here.diff.button('Merge Field by Field').click();
    const { quickInput } = here;
    await quickInput.asked('Merge field by field (1/2)');
    await quickInput.row('"MINE003"').click();
    await quickInput.asked('Merge field by field (2/2)');
    await quickInput.row('"Theirs 5500"').click();
    await agree('MINE003');
    assert.deepEqual([value(serialNumber), value(model)], ['MINE003', 'Theirs 5500']);
    wroteOnce();
  });

  it('offer the text as a new asset when the other has deleted it', async () => {
    await here.page.bringToFront();
    await here.notifications.clear();
    await here.editor.retype('MINE003', 'MINE004');
    await here.editor.dirtyTab(tab).waitFor();
    await there.page.bringToFront();
    await there.menuOf(there.assets.row('ADDISD-W10PC'));
    await there.choose('Delete Asset…');
    await there.dialogButton('Delete').click();
    await gone(there.assets.row('ADDISD-W10PC'));
    await here.page.bringToFront();
    await gone(here.assets.row('ADDISD-W10PC'));
    await here.editor.line('MINE004').click();
    sandbox.wireLog.clear();
    await here.press('Control+s');
    await here.notifications.message('Your text is still here.');
    await here.editor.dirtyTab(tab).waitFor();
    aboutAssets(sandbox, ['GET asset/6748']);
    await here.notifications.click('Your text is still here.', 'Save as New Asset');
    await here.editor.dirtyTab('New General asset.json').waitFor();
    await here.editor.line('MINE004').waitFor();
    await gone(here.editor.tab(tab));
    sandbox.wireLog.clear();
    await here.editor.line('MINE004').click();
    await here.press('Control+s');
    await gone(here.editor.tab('New General asset.json'));
    wroteOnce('POST assets asset_type=1');
    const created = sandbox.world.assetsOf(1).filter(({ name }) => name === 'ADDISD-W10PC');
    assert.deepEqual(
      created.map(({ values }) => values.get(serialNumber)),
      ['MINE004'],
    );
  });
});
