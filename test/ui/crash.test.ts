import { strict as assert } from 'node:assert';
import { platform } from 'node:process';
import { before, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { requests } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

/** Three saves, caught in three states: which asset, its serial number, and what holds the save there. */
const sent = { name: 'ADDISD-W10PC', id: 6748, serial: 'GCJ1353' };
const begun = { name: 'ALEXANDRAS-W10P', id: 6749, serial: 'CB62BT2' };
const reading = { name: 'ALEXS-W10PC', id: 6750, serial: 'JYG42B3' };
const all = [reading, sent, begun];

describe('An extension host that is killed while it saves', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;

  before(function () {
    if (platform === 'win32') this.skip();
  });
  signedIn(async (stage) => {
    ({ sandbox, code, window } = stage);
    await window.assets.toggle(window.assets.row('General'));
    for (const { name, serial } of all) {
      await window.assets.row(name).dblclick();
      await window.editor.line(serial).waitFor();
      await window.editor.retype(serial, 'MINE001');
      await window.editor.dirtyTab(`${name}.json`).waitFor();
    }
    for (const { name } of all) await code.backedUp(`"name": "${name}"`);
  });

  /** Presses Ctrl+S in an asset's tab. */
  async function save({ name }: { readonly name: string }): Promise<void> {
    await window.editor.tab(`${name}.json`).click();
    await window.editor.line('MINE001').click();
    await window.press('Control+s');
  }

  it('leaves one save read, one carried out without an answer, and one on disk that was not sent', async () => {
    const read = sandbox.faults.add({ kind: 'stall', method: 'GET', path: `/asset/${reading.id}/`, times: 1 });
    const wrote = sandbox.faults.add({ kind: 'stall', method: 'PUT', when: 'after', times: 1 });
    sandbox.wireLog.clear();
    await save(reading);
    await read.applied;
    await save(sent);
    await wrote.applied;
    // Writes go one at a time, so this one waits behind the one without an answer once its line is on disk.
    const lines = code.journaled(2);
    await save(begun);
    await lines;
    code.killExtensionHost();
    sandbox.faults.clear();
    assert.deepEqual(
      requests(sandbox).filter((request) => request.startsWith('PUT')),
      [`PUT asset/${sent.id}`],
    );
  });

  it('is followed by one that only reads, and says what became of each', async () => {
    sandbox.wireLog.clear();
    await window.reload(...all.map(({ name }) => `${name}.json`));
    await window.notifications.message(`“${sent.name}” was being saved when VS Code closed. HappyFox has it.`);
    await window.notifications.message(
      `“${begun.name}” was being saved when VS Code closed. So far HappyFox does not have the change: save it again.`,
    );
    assert.deepEqual(
      requests(sandbox).filter((request) => !request.startsWith('GET ')),
      [],
    );
    const recovered = requests(sandbox)
      .filter((request) => request.startsWith('GET asset/'))
      .sort();
    assert.deepEqual(recovered, [`GET asset/${sent.id}`, `GET asset/${begun.id}`]);
    await window.notifications.clear();
  });

  it('shows them in the Changes view as they are', async () => {
    const { changes } = window;
    await changes.open();
    await changes.row(sent.name).waitFor();
    await changes.row(begun.name).waitFor();
    assert.equal(await changes.rows.count(), 2, 'of the save that was only reading, nothing');
    const icon = (name: string, codicon: string) => changes.row(name).locator(`.codicon-${codicon}`).waitFor();
    await icon(sent.name, 'edit');
    await icon(begun.name, 'error');
  });

  it('has lost no text: each is saved by Ctrl+S, and the one that HappyFox has is not sent again', async () => {
    for (const [asset, expected] of [
      [sent, ['GET']],
      [begun, ['GET', 'PUT']],
      [reading, ['GET', 'PUT']],
    ] as const) {
      sandbox.wireLog.clear();
      await save(asset);
      await window.editor.cleanTab(`${asset.name}.json`).waitFor();
      assert.equal(sandbox.world.asset(asset.id)?.values.get(45), 'MINE001');
      assert.deepEqual(
        requests(sandbox).filter((request) => /^(GET asset\/|PUT)/.test(request)),
        expected.map((verb) => `${verb} asset/${asset.id}`),
      );
    }
  });
});
