import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { open, user, type Opened } from './open';

// Each fault with each operation: `../faults/matrix.test.ts`.
describe('A read', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article' });
    connection = open(sandbox);
  });
  afterEach(async () => {
    await connection.dispose();
    await sandbox.stop();
  });

  it('recovers from two passing faults, each in the log', async () => {
    sandbox.faults.add({ kind: 'reset', times: 1 });
    sandbox.faults.add({ kind: 'status', status: 502, times: 1 });
    assert.equal((await connection.client.getAsset(6748, user)).id, 6748);
    assert.deepEqual(
      connection.lines.map(({ status, attempt }) => [status, attempt]),
      [
        [undefined, 1],
        [502, 2],
        [200, 3],
      ],
    );
  });

  it('of a page survives one drifted row', async () => {
    const alter = (json: unknown) => {
      const page = structuredClone(json) as { data: { id: unknown; contacts: unknown }[] };
      page.data[3]!.contacts = 'none';
      return page;
    };
    sandbox.faults.add({ kind: 'drift', alter });
    const page = await connection.client.listAssets({ assetTypeId: 1, page: 1, size: 10 }, user);
    assert.deepEqual([page.items.length, page.unreadable.length], [9, 1]);
    assert.equal(typeof page.unreadable[0]!.id, 'number');
  });
});
