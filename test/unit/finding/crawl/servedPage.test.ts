import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { CrawlProgress } from '../../../../src/finding/crawlProgress';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import { servedPage } from '../../../../src/finding/servedPage';
import type { Asset } from '../../../../src/happyfox/asset';
import type { Page } from '../../../../src/happyfox/page';
import { assetOf, FakeAccount } from './fakeAccount';

const minute = 60_000;

describe('a page served from the index', () => {
  let account: FakeAccount;
  let progress: CrawlProgress;
  let index: AssetIndex;
  beforeEach(() => {
    account = new FakeAccount({ 1: 120 });
    progress = new CrawlProgress();
    index = new AssetIndex();
    progress.begin(1, 0, minute);
    for (const page of [1, 2]) read(account.page(1, page));
  });

  function read(page: Page<Asset>): void {
    progress.noteCrawled(1, page);
    index.setAll(page.items, 1);
  }
  const served = (page: number, now = minute): Page<Asset> | undefined => servedPage(progress, index, 1, page, now);

  it('is what HappyFox gave, for the pages that were read', () => {
    assert.deepEqual(
      served(2)?.items.map(({ id }) => id),
      account.page(1, 2).items.map(({ id }) => id),
    );
    assert.deepEqual([served(2)?.total, served(2)?.last], [120, false]);
    assert.equal(served(3), undefined);
    read(account.page(1, 3));
    assert.deepEqual([served(3)?.items.length, served(3)?.last], [20, true]);
  });

  it('says what was saved since', () => {
    progress.noteWrite('saved', 1, 100_051, minute);
    assert.equal(served(2), undefined, 'what it is now is not known yet');
    index.setRows([index.pool.toRow(assetOf(100_051, 1, 'renamed'), 1, progress.written.now())]);
    assert.equal(served(2)?.items[1]?.name, 'renamed');
  });

  it('is asked for again once an asset of it is gone, or another has come', () => {
    progress.noteWrite('deleted', 1, 100_000, minute);
    index.remove(100_000);
    assert.equal(served(1), undefined);
    progress.noteWrite('created', 1, 999, minute);
    assert.equal(served(2), undefined);
  });

  it('grows old, also by a clock that was set back', () => {
    assert.notEqual(served(1, 10 * minute), undefined);
    assert.equal(served(1, 10 * minute + 1), undefined);
    assert.equal(served(1, -10 * minute - 1), undefined);
  });

  it('is not made up where the list was shifting', () => {
    account.rows.get(1)?.shift();
    read(account.page(1, 3));
    assert.equal(served(2), undefined);
  });
});
