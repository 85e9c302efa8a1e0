import { strict as assert } from 'node:assert';
import { platform } from 'node:process';
import { before, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { counted, requests } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

/** Two saves, caught in two states: which asset, its serial number. */
const sent = { name: 'ADDISD-W10PC', id: 6748, serial: 'GCJ1353' };
const waiting = { name: 'ALEXANDRAS-W10P', id: 6749, serial: 'CB62BT2' };
const all = [sent, waiting];

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

  it('leaves one save carried out without an answer, and one that waited for its turn, of which nothing was sent', async () => {
    const wrote = sandbox.faults.add({ kind: 'stall', method: 'PUT', when: 'after', times: 1 });
    sandbox.wireLog.clear();
    await save(sent);
    await wrote.applied;
    // Writes go one at a time, so this one waits behind the one without an answer before it reads.
    await save(waiting);
    code.killExtensionHost();
    sandbox.faults.clear();
    assert.deepEqual(
      requests(sandbox).filter((request) => request.includes(' asset/')),
      [`GET asset/${sent.id}`, `PUT asset/${sent.id}`],
    );
  });

  it('is followed by one that only reads, and says what became of the one that was sent', async () => {
    sandbox.wireLog.clear();
    await window.reload(...all.map(({ name }) => `${name}.json`));
    await window.notifications.message(`“${sent.name}” was being saved when VS Code closed. HappyFox has it.`);
    assert.deepEqual(
      requests(sandbox).filter((request) => !request.startsWith('GET ')),
      [],
    );
    const recovered = requests(sandbox).filter((request) => request.startsWith('GET asset/'));
    assert.deepEqual(recovered, [`GET asset/${sent.id}`]);
    await window.notifications.clear();
  });

  it('finds by the search what HappyFox has of it', async () => {
    const { quickInput } = window;
    await window.run('HappyFox Assets: Search Assets…');
    await quickInput.title.getByText(/^Search Assets/).waitFor();
    await window.type('mine001');
    await quickInput.row(sent.name).waitFor();
    await window.press('Escape');
    await quickInput.gone();
  });

  it('shows it in the Changes view as it is', async () => {
    const { changes } = window;
    await changes.open();
    await changes.row(sent.name).waitFor();
    await counted(changes.rows, 1); // of the save that waited, nothing
    await changes.row(sent.name).locator('.codicon-edit').waitFor();
  });

  it('has lost no text: each is saved by Ctrl+S, and the one that HappyFox has is not sent again', async () => {
    for (const [asset, expected] of [
      [sent, ['GET']],
      [waiting, ['GET', 'PUT']],
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
