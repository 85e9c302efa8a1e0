import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { aboutAssets } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';
const [serialNumber, manufacturer] = [45, 46];

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

  it('takes the own edits back by Ctrl+Z after a merged save, and nothing of the others’', async () => {
    const { assets, editor } = window;
    const other = { id: 6750, name: 'ALEXS-W10PC', tab: 'ALEXS-W10PC.json' };
    const values = (): unknown[] =>
      [serialNumber, manufacturer].map((field) => sandbox.world.asset(other.id)?.values.get(field));
    // The tree is folded up where a window is loaded again.
    await assets.toggle(assets.row('General'));
    await assets.row(other.name).dblclick();
    await editor.line('JYG42B3').waitFor();
    await editor.retype('JYG42B3', 'MINE001');
    sandbox.world.editAsset(other.id, { values: { [manufacturer]: 'Lenovo' } });
    const caret = editor.position.getByText('Ln 7, Col 30', { exact: true });
    await caret.waitFor();
    await window.press('Control+s');
    await editor.line('Lenovo').waitFor();
    await editor.cleanTab(other.tab).waitFor();
    await caret.waitFor();

    await window.press('Control+z');
    await editor.line('Dell').waitFor();
    await editor.line('MINE001').waitFor();
    await window.press('Control+s');
    await editor.line('Lenovo').waitFor();
    await editor.cleanTab(other.tab).waitFor();
    assert.deepEqual(values(), ['MINE001', 'Lenovo']);

    // More often than there are steps.
    for (let step = 0; step < 10; step += 1) await window.press('Control+z');
    await editor.line('JYG42B3').waitFor();
    await editor.line('Dell').waitFor();
    await window.press('Control+s');
    await editor.line('Lenovo').waitFor();
    await editor.cleanTab(other.tab).waitFor();
    assert.deepEqual(values(), ['JYG42B3', 'Lenovo']);
  });

  it('has what was typed while a save and a create ran, and takes back nothing that others have done since', async () => {
    const { assets, changes, editor, quickInput } = window;
    const other = { id: 6749, name: 'ALEXANDRAS-W10P', tab: 'ALEXANDRAS-W10P.json' };
    const draft = 'New General asset.json';
    /** Presses Ctrl+S, and types on before the answer has come. */
    const typeDuring = async (method: 'PUT' | 'POST', before: string, after: string): Promise<void> => {
      const typed = Promise.withResolvers<undefined>();
      sandbox.faults.add({ kind: 'delay', method, when: 'after', until: typed.promise, times: 1 });
      const sending = sandbox.wireLog.nextRequest((request) => request.method === method);
      await window.press('Control+s');
      await sending;
      await editor.retype(before, after);
      typed.resolve(undefined);
    };
    await assets.row(other.name).dblclick();
    await editor.line('CB62BT2').waitFor();
    await changes.open();
    await editor.retype('CB62BT2', 'FIRST01');
    await editor.dirtyTab(other.tab).waitFor();
    sandbox.world.editAsset(other.id, { values: { [manufacturer]: 'Lenovo' } });
    await typeDuring('PUT', 'FIRST01', 'SECOND1');
    await changes.row(other.name).locator('.codicon-edit').waitFor();
    await editor.dirtyTab(other.tab).waitFor();

    await window.run('HappyFox Assets: New Asset…');
    await quickInput.row('General').click();
    await editor.typeInto('display_id', 'GEN-78');
    await editor.typeInto('name', 'Tablet');
    await editor.dirtyTab(draft).waitFor();
    await typeDuring('POST', 'Tablet', 'Bigtablet');
    await changes.row('Tablet').locator('.codicon-add').waitFor();
    await editor.dirtyTab(draft).waitFor();
    const created = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'GEN-78');
    assert.ok(created);
    sandbox.world.editAsset(created.id, { values: { [manufacturer]: 'Apple' } });

    await code.backedUp('SECOND1');
    await reload(draft, 'Bigtablet');
    await editor.tab(draft).click();
    await editor.line('Bigtablet').click();
    await window.press('Control+s');
    await editor.cleanTab('Bigtablet.json').waitFor();
    await editor.tab(other.tab).click();
    await editor.line('SECOND1').click();
    await window.press('Control+s');
    await editor.cleanTab(other.tab).waitFor();
    await editor.line('Lenovo').waitFor();
    const held = (id: number): unknown[] => {
      const asset = sandbox.world.asset(id);
      return [asset?.name, asset?.values.get(serialNumber), asset?.values.get(manufacturer)];
    };
    assert.deepEqual(held(other.id), [other.name, 'SECOND1', 'Lenovo']);
    assert.deepEqual(held(created.id), ['Bigtablet', null, 'Apple']);
    assert.equal(sandbox.world.assetsOf(1).filter(({ displayId }) => displayId === 'GEN-78').length, 1);
  });
});
