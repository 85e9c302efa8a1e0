import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CrawlProgress } from '../../../../src/finding/crawlProgress';
import { TypeWalk } from '../../../../src/finding/crawlWalk';
import { KeptType } from '../../../../src/finding/storage/keptType';
import { FakeAccount } from './fakeAccount';

describe('A walk', () => {
  it('is not over while its total is reckoned, until a page that was asked for after that has said it', () => {
    const account = new FakeAccount({ 1: 60 });
    const walk = new TypeWalk(1);
    const [first = assert.fail()] = account.ids(1);
    walk.note(account.page(1, 1), 10);
    walk.deleted(first, 20);
    account.rows.get(1)?.shift();
    // Asked for before the deletion, and perhaps answered after it.
    walk.note(account.page(1, 2), 15);
    assert.deepEqual([walk.finished, walk.consistent, walk.nextPage(() => false)], [false, false, 1]);
    walk.note(account.page(1, 1), 30);
    assert.deepEqual([walk.finished, walk.nextPage(() => false)], [true, undefined]);
  });

  it('is believed where a page is as it was when it was last read, whatever else it held before', () => {
    const account = new FakeAccount({ 1: 100 });
    const walk = new TypeWalk(1);
    walk.note(account.page(1, 1), 1);
    account.rows.get(1)?.shift();
    walk.note(account.page(1, 2), 1);
    walk.note(account.page(1, 1), 1);
    walk.readAgain(1);
    walk.note(account.page(1, 1), 1);
    assert.deepEqual([walk.shifted, walk.consistent], [false, true]);
  });

  it('is taken up with the pages that its head knows of, and knows the assets of the others', () => {
    const account = new FakeAccount({ 1: 100 });
    const walk = new TypeWalk(1);
    walk.note(account.page(1, 1), 1);
    const head = { ...walk.facts(), attempt: 1 as const, standing: undefined, deleted: [], files: [], rows: [] };
    walk.note(account.page(1, 2), 1);
    const kept = new KeptType(1);
    kept.chunks.set('1-1-0.sealed', { walk: 1, pages: [...walk.pages] });
    const { progress, known } = kept.restored(head, 2, 1);
    assert.deepEqual([progress.walk.nextPage(() => false), [...known]], [2, account.ids(1).slice(50)]);
  });

  it('reads once more a page of which what closed its border is not on disk', () => {
    const account = new FakeAccount({ 1: 100 });
    const walk = new TypeWalk(1);
    walk.note(account.page(1, 1), 1);
    const before = [...walk.pages];
    account.rows.get(1)?.shift();
    walk.note(account.page(1, 2), 1);
    walk.note(account.page(1, 1), 1);
    assert.equal(walk.consistent, true);
    const pages = [...before, ...[...walk.pages].filter(({ page }) => page === 2)];
    assert.equal(
      TypeWalk.restore(walk.facts(), pages).nextPage(() => false),
      1,
    );
  });
});

describe('A type whose rows never stop to shift', () => {
  const account = new FakeAccount({ 1: 2 });
  const [id = assert.fail()] = account.ids(1);

  function settled(): CrawlProgress {
    const read = account.page(1, 1);
    const twice = { ...read, items: [...read.items, ...read.items] };
    const progress = new CrawlProgress();
    progress.begin(1, 0, 0);
    for (const outcome of ['again', 'inconsistent']) {
      progress.noteCrawled(1, twice);
      assert.equal(progress.settle(1, 1)?.outcome, outcome);
    }
    return progress;
  }

  it('is walked anew for an asset that was written since, which is there', () => {
    const progress = settled();
    assert.ok(progress.noteUnknown(1, id, 2, progress.written.now() + 1));
    assert.deepEqual([progress.isDone(1), progress.ids(1).includes(id)], [false, true]);
    assert.equal(
      progress.nextPage(1, () => false),
      1,
    );
  });

  it('says of no asset that it is gone since its walk has not seen it, and is not walked for ever', () => {
    const progress = settled();
    progress.noteSeen(1, [7], 1);
    assert.ok(progress.noteUnknown(1, 7, 2, progress.written.now()));
    assert.deepEqual([progress.isDone(1), progress.ids(1).includes(7)], [true, true]);
  });
});
