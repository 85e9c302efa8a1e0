import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TypeWalk } from '../../../../src/finding/crawlWalk';
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
});
