import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { aboutAssets } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';

describe('A window that is loaded again', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, code, window } = stage);
    await window.assets.toggle(window.assets.row('General'));
    await window.assets.row('ADDISD-W10PC').click();
    await window.editor.line('"Serial Number": "GCJ1353"').waitFor();
    await window.editor.retype('GCJ1353', 'MINE99');
    await window.editor.dirtyTab(tab).waitFor();
  });

  /** Loads the window again once VS Code has backed the unsaved text up. */
  async function reload(document: string, text: string): Promise<void> {
    await code.backedUp(text);
    await window.reload(document);
  }

  it('has the unsaved text, and saves it with one read and one write', async () => {
    await reload(tab, 'MINE99');
    await window.editor.dirtyTab(tab).waitFor();
    await window.editor.line('MINE99').waitFor();
    await window.assets.row('General').waitFor();
    sandbox.wireLog.clear();
    await window.editor.lines.first().click();
    await window.press('Control+s');
    await window.editor.cleanTab(tab).waitFor();
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'MINE99');
    aboutAssets(sandbox, ['GET asset/6748', 'PUT asset/6748']);
  });

  it('finds out when saving that somebody else has changed the same field meanwhile', async () => {
    await window.editor.retype('MINE99', 'MINE100');
    await window.editor.dirtyTab(tab).waitFor();
    await reload(tab, 'MINE100');
    await window.editor.dirtyTab(tab).waitFor();
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS' } });
    sandbox.wireLog.clear();
    await window.editor.lines.getByText('MINE100').first().click();
    await window.press('Control+s');
    await window.notifications.message('Somebody else changed Serial Number too.');
    await window.editor.dirtyTab(tab).waitFor();
    await window.editor.line('MINE100').waitFor();
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'THEIRS');
  });

  it('has a draft that was never sent, and creates it once', async () => {
    const { editor, quickInput } = window;
    await window.notifications.clear();
    await window.run('HappyFox Assets: New Asset…');
    await quickInput.asked('New Asset');
    await quickInput.row('Vehicle').click();
    await editor.typeInto('display_id', 'VEH-78');
    await editor.typeInto('name', 'Red van');
    await editor.dirtyTab('New Vehicle asset.json').waitFor();
    await reload('New Vehicle asset.json', 'Red van');
    await editor.dirtyTab('New Vehicle asset.json').waitFor();
    await editor.line('Red van').click();
    sandbox.wireLog.clear();
    await window.press('Control+s');
    await editor.cleanTab('Red van.json').waitFor();
    assert.deepEqual(
      sandbox.world.assetsOf(10).map(({ name, displayId }) => [name, displayId]),
      [['Red van', 'VEH-78']],
    );
    aboutAssets(sandbox, ['POST assets asset_type=10']);
  });
});
