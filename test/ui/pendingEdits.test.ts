import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { aboutAssets, gone, requests } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';

describe('Edits that auto-save kept', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(
    async (stage) => {
      ({ sandbox, window } = stage);
      await window.changes.open();
      await window.assets.toggle(window.assets.row('General'));
    },
    { settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 } },
  );

  /** Opens an asset by its row and types another serial number. */
  async function edit(name: string, from: string, to: string): Promise<void> {
    await window.assets.row(name).click();
    await window.editor.retype(from, to);
    await window.changes.row(name).waitFor();
    await window.editor.cleanTab(`${name}.json`).waitFor();
  }

  it('are not sent; tab, tree and list show them', async () => {
    const { assets, changes, editor } = window;
    await edit('ADDISD-W10PC', 'GCJ1353', 'PENDING1');
    await edit('ALEXS-W10PC', 'JYG42B3', 'PENDING2');
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'GCJ1353');
    assert.equal(
      sandbox.wireLog.entries.some(({ method }) => method !== 'GET'),
      false,
    );
    await changes.description(changes.row('Not sent yet')).getByText('2', { exact: true }).waitFor();
    for (const name of ['ADDISD-W10PC', 'ALEXS-W10PC']) {
      await editor.marked(editor.tab(`${name}.json`), '●');
      await editor.marked(assets.row(name), '●');
    }
    assert.equal(await editor.badge(assets.row('AMYK-VDI')), '');
    await pictureInThemes(window, 'pending edits');
  });

  it('are there after a reload, in the list and in their tabs', async () => {
    const { assets, changes, editor } = window;
    sandbox.wireLog.clear();
    await window.reload(tab, 'ALEXS-W10PC.json');
    await editor.line('PENDING2').waitFor();
    await changes.row('ADDISD-W10PC').waitFor();
    await editor.tab(tab).click();
    await editor.line('PENDING1').waitFor();
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').waitFor();
    await editor.marked(editor.tab(tab), '●');
    await editor.marked(assets.row('ADDISD-W10PC'), '●');
    assert.equal(
      sandbox.wireLog.entries.some(({ method }) => method !== 'GET'),
      false,
    );
  });

  it('are opened from the list', async () => {
    const { changes, editor } = window;
    await changes.row('ALEXS-W10PC').click();
    await editor.line('PENDING2').waitFor();
  });

  it('are sent by “Review and Apply”, those that are ticked', async () => {
    const { changes, editor, quickInput } = window;
    await (await changes.rowButton(changes.row('Not sent yet'), 'Review and Apply')).click();
    const row = quickInput.rows.filter({ hasText: 'ADDISD-W10PC' });
    await row.getByText('Serial Number: "GCJ1353" → "PENDING1"').waitFor();
    await quickInput.rows.filter({ hasText: 'ALEXS-W10PC' }).click();
    sandbox.wireLog.clear();
    await window.press('Enter');
    await quickInput.gone();
    await changes.description(changes.row('Not sent yet')).getByText('1', { exact: true }).waitFor();
    const writes = requests(sandbox).filter((request) => !request.startsWith('GET '));
    assert.deepEqual(writes, ['PUT asset/6748']);
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'PENDING1');
    assert.equal(sandbox.world.asset(6750)?.values.get(45), 'JYG42B3');
    await editor.marked(editor.tab(tab), '');
  });

  it('are thrown away after a question, and the tab shows what HappyFox has', async () => {
    const { changes, editor } = window;
    await editor.tab('ALEXS-W10PC.json').click();
    await editor.line('PENDING2').waitFor();
    const [row] = await changes.row('ALEXS-W10PC').all();
    assert.ok(row);
    sandbox.wireLog.clear();
    await (await changes.rowButton(row, 'Discard Pending Edit')).click();
    await window.dialogButton('Discard Edit').click();
    await editor.line('JYG42B3').waitFor();
    await gone(changes.row('Not sent yet'));
    assert.equal(
      sandbox.wireLog.entries.some(({ method }) => method !== 'GET'),
      false,
    );
  });
});

describe('An edit in a window that loses the focus', () => {
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(
    async (stage) => {
      ({ sandbox, window } = stage);
      await window.changes.open();
      await window.assets.toggle(window.assets.row('General'));
    },
    { settings: { 'files.autoSave': 'onWindowChange' } },
  );

  it('is kept and not sent, with files.autoSave set to onWindowChange', async () => {
    const { assets, changes, editor } = window;
    await assets.row('ADDISD-W10PC').click();
    await editor.retype('GCJ1353', 'PENDING');
    await editor.dirtyTab(tab).waitFor();
    sandbox.wireLog.clear();
    await window.loseFocus();
    await editor.cleanTab(tab).waitFor();
    await changes.row('ADDISD-W10PC').waitFor();
    await editor.marked(editor.tab(tab), '●');
    aboutAssets(sandbox, []);
    await window.getFocus();
    await editor.line('PENDING').click();
    await window.press('Control+s');
    await gone(changes.row('Not sent yet'));
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'PENDING');
  });
});
