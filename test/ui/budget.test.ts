import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { requests } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const name = 'ADDISD-W10PC';
const tab = `${name}.json`;

describe('The request budget', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;
  signedIn(
    async (stage) => {
      ({ sandbox, code, window } = stage);
      await window.assets.toggle(window.assets.row('General'));
      await window.assets.row(name).dblclick();
      await window.editor.line('GCJ1353').waitFor();
    },
    { settings: { 'happyfoxAssets.rateLimit.writesPerMinute': 5 } },
  );

  async function save(from: string, to: string): Promise<void> {
    await window.editor.retype(from, to);
    await window.editor.dirtyTab(tab).waitFor();
    await window.press('Control+s');
  }

  const writes = (): number => requests(sandbox).filter((request) => request.startsWith('PUT')).length;

  it('is used up by what is saved', async () => {
    sandbox.wireLog.clear();
    for (const [from, to] of [
      ['GCJ1353', 'SAVED001'],
      ['SAVED001', 'SAVED002'],
      ['SAVED002', 'SAVED003'],
    ] as const) {
      await save(from, to);
      await window.editor.cleanTab(tab).waitFor();
    }
    assert.equal(writes(), 3);
    await window.status.says('2 writes');
  });

  it('is not filled up by loading the window again, nor by opening another', async () => {
    await window.reload();
    await window.editor.line('SAVED003').waitFor();
    await window.status.says('2 writes');
    const other = await code.openWindow();
    await other.assets.open();
    await other.signedIn();
    await other.assets.toggle(other.assets.row('General'));
    await other.assets.row(name).waitFor();
    await other.status.says('2 writes');
    await window.page.bringToFront();
  });

  it('stays locked over a reload: no request goes out', async () => {
    sandbox.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '600' }, times: 1 });
    await save('SAVED003', 'SAVED004');
    await window.notifications.message(/Failed to save/);
    await code.backedUp('SAVED004');
    sandbox.wireLog.clear();
    await window.reload(tab);
    await window.editor.dirtyTab(tab).waitFor();
    await window.editor.line('SAVED004').click();
    await window.press('Control+s');
    await window.notifications.message(/Requests are possible again at/);
    assert.deepEqual(requests(sandbox), []);
  });
});
