import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { writeLine } from '../../../src/assets/writeLine';
import { SharedOrder } from '../../../src/disk/sharedOrder';
import type { OpenedIndex } from '../../../src/finding/openedIndex';
import { settledAfter } from '../../../src/happyfox/limits';
import { FakeClock } from '../happyfox/fakeClock';
import { assetOf, FakeAccount } from './crawl/fakeAccount';
import { indexOver } from './crawl/indexOver';

const asset = 100_007;

describe('A write of which nobody knows the end, and which a slow server carries out after its asset was read again', () => {
  let folder: string;
  let clock: FakeClock;
  let account: FakeAccount;
  let here: OpenedIndex;
  let gone: SharedOrder;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'late-'));
    clock = new FakeClock();
    account = new FakeAccount({ 1: 160 });
    gone = new SharedOrder({ path: join(folder, 'writes') });
    here = window();
    await read();
    account.requests.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function window(): OpenedIndex {
    const order = new SharedOrder({ path: join(folder, 'writes') });
    const index = indexOver(account, { clock, order, isAlive: () => false });
    index.setTypes([{ id: 1 }]);
    return index;
  }

  async function read(index = here): Promise<void> {
    await index.catchUp();
    await index.crawl.read({ assetTypeIds: [1], notBefore: 0 }, new AbortController().signal);
  }

  /** Begins a write in a window that dies. */
  const begin = (assetId: number): number =>
    gone.add(writeLine({ told: 'begun', assetTypeId: 1, assetId, entry: 'entry', sender: 1 }));
  const isComplete = (): boolean => here.assets.completeness(1).kind === 'complete';

  it('is known once nothing more can come of it: its page is read once more then, and never after that', async () => {
    begin(asset);
    await read();
    assert.deepEqual(account.requests, ['1/1']);
    account.rows.get(1)?.splice(7, 1, assetOf(asset, 1, 'Late'));
    await clock.advance(settledAfter - 1);
    await read();
    assert.deepEqual(account.requests, ['1/1'], 'not asked again and again meanwhile');
    await clock.advance(1);
    await here.catchUp();
    assert.equal(isComplete(), false);
    await read();
    assert.deepEqual([here.assets.get(asset)?.name, isComplete(), account.requests], ['Late', true, ['1/1', '1/1']]);
    await clock.advance(2 * settledAfter);
    await read();
    await read(window());
    assert.deepEqual(account.requests, ['1/1', '1/1', '1/1', '1/2', '1/3', '1/4'], 'a new window reads what it has to');
  });

  it('has nothing read again where its end was told before', async () => {
    begin(asset);
    await read();
    gone.add(writeLine({ told: 'failed', assetTypeId: 1, assetId: asset, entry: 'entry' }));
    await clock.advance(settledAfter);
    await read();
    assert.deepEqual([account.requests, isComplete()], [['1/1'], true]);
  });

  it('is known as well where it was a create', async () => {
    begin(0);
    await read();
    account.rows.get(1)?.push(assetOf(100_500, 1, 'Late'));
    await clock.advance(settledAfter);
    await read();
    assert.deepEqual([here.assets.get(100_500)?.name, isComplete()], ['Late', true]);
  });
});
