import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { groundOf, unsettledTypes } from '../../../src/finding/ground';
import type { OpenedIndex } from '../../../src/finding/openedIndex';
import { FakeClock } from '../happyfox/fakeClock';
import { FakeAccount } from './crawl/fakeAccount';
import { indexOver } from './crawl/indexOver';

describe('What is concluded from what is missing', () => {
  let clock: FakeClock;
  let account: FakeAccount;
  let index: OpenedIndex;
  beforeEach(() => {
    clock = new FakeClock();
    account = new FakeAccount({ 1: 60, 2: 3 });
    index = indexOver(account, { clock });
    index.setTypes([{ id: 1 }, { id: 2 }]);
  });
  const read = (types: readonly number[]): Promise<void> =>
    index.crawl.read({ assetTypeIds: types, notBefore: 0 }, new AbortController().signal);

  it('stands on nothing before anything was read, and on a type once that was', async () => {
    assert.deepEqual(
      [groundOf(index), groundOf(index, [1])],
      [
        { complete: false, readAt: 0 },
        { complete: false, readAt: 0 },
      ],
    );
    await read([1]);
    const readAt = clock.now();
    assert.deepEqual(groundOf(index, [1]), { complete: true, readAt });
    assert.deepEqual(groundOf(index, [1, 2]), { complete: false, readAt: 0 });
    await clock.advance(1_000);
    await read([2]);
    assert.deepEqual(groundOf(index), { complete: true, readAt });
  });

  it('does not stand where rows never stopped to shift, nor where nobody knows what became of a write', async () => {
    account.before = () => {
      const rows = account.rows.get(1) ?? [];
      const last = rows.pop();
      if (last) rows.unshift(last);
    };
    await read([1]);
    assert.equal(groundOf(index, [1]).complete, false);
    await read([2]);
    assert.equal(groundOf(index, [2]).complete, true);
    assert.deepEqual(unsettledTypes(index), [1]);
    index.progress.noteUnknown(2, 200_001, clock.now(), index.progress.written.now() + 1);
    index.kept.take({ kind: 'again', assetTypeId: 2 });
    assert.equal(groundOf(index, [2]).complete, false);
  });
});
