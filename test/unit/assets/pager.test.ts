import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Asset } from '../../../src/happyfox/asset';
import type { Page } from '../../../src/happyfox/page';
import { AssetPager } from '../../../src/assets/pager';
import { failure, pageOf } from '../plans/fakeClient';
import { assetWith } from './samples';

const asset = (id: number, name = `Asset ${id}`): Asset => assetWith({}, { id, name });
const ids = (assets: readonly Asset[]): number[] => assets.map(({ id }) => id);
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A list on a server, in this order, and the numbers of the pages it was asked for. */
function server(rows: number[], size: number) {
  const asked: number[] = [];
  const fetchPage = (page: number): Promise<Page<Asset>> => {
    asked.push(page);
    const items = rows.slice((page - 1) * size, page * size).map((id) => asset(id));
    return Promise.resolve(pageOf(items, page, size, rows.length));
  };
  return { asked, rows, pager: new AssetPager(fetchPage, size) };
}

/** Pages that come when the test says so. */
function byHand(size: number) {
  const asked: { page: number; signal: AbortSignal | undefined; answer: PromiseWithResolvers<Page<Asset>> }[] = [];
  const pager = new AssetPager((page, signal) => {
    const answer = Promise.withResolvers<Page<Asset>>();
    signal?.addEventListener('abort', () => answer.reject(failure('cancelled')));
    asked.push({ page, signal, answer });
    return answer.promise;
  }, size);
  return { asked, pager };
}

describe('AssetPager', () => {
  it('asks for nothing before it is told to', () => {
    const { asked, pager } = server(range(1, 5), 2);
    assert.deepEqual([pager.started, pager.complete, pager.total, pager.pages], [false, false, undefined, 0]);
    assert.deepEqual([pager.assets, pager.unreadable, pager.find(1)], [[], [], undefined]);
    assert.deepEqual(asked, []);
  });

  it('reads page after page, in the order of the server, and stops', async () => {
    const { asked, pager } = server([5, 3, 1, 4, 2], 2);
    await pager.advance();
    assert.deepEqual([ids(pager.assets), pager.total, pager.complete, pager.pages], [[5, 3], 5, false, 1]);
    await pager.advance();
    await pager.advance();
    assert.deepEqual([ids(pager.assets), pager.complete], [[5, 3, 1, 4, 2], true]);
    await pager.advance();
    assert.deepEqual(asked, [1, 2, 3]);
    assert.equal(pager.find(4)?.name, 'Asset 4');
  });

  it('needs no further page where the last one is full', async () => {
    const { asked, pager } = server(range(1, 4), 2);
    for await (const step of pager.all(new AbortController().signal)) assert.equal(step.total, 4);
    assert.deepEqual([asked, pager.complete], [[1, 2], true]);
  });

  it('knows an empty list after one page', async () => {
    const { asked, pager } = server([], 2);
    await pager.advance();
    assert.deepEqual([pager.complete, pager.started, pager.total, asked], [true, true, 0, [1]]);
  });

  it('shares a page that is under way', async () => {
    const { asked, pager } = byHand(2);
    const both = Promise.all([pager.advance(), pager.advance()]);
    assert.equal(asked.length, 1);
    asked[0]!.answer.resolve(pageOf([asset(1), asset(2)], 1, 2, 3));
    await both;
    assert.deepEqual([ids(pager.assets), pager.pages, asked.length], [[1, 2], 1, 1]);
  });

  it('may try again after a failure, which moves nothing', async () => {
    const { asked, pager } = byHand(2);
    const first = pager.advance();
    asked[0]!.answer.reject(failure('server'));
    await assert.rejects(first, { name: 'HappyFoxError' });
    assert.deepEqual([pager.started, pager.complete], [false, false]);
    const second = pager.advance();
    asked[1]!.answer.resolve(pageOf([asset(1)], 1, 2, 1));
    await second;
    assert.deepEqual([asked.map(({ page }) => page), ids(pager.assets)], [[1, 1], [1]]);
  });

  it('does not let one who calls off take the page from another who waits', async () => {
    const { asked, pager } = byHand(2);
    const stop = new AbortController();
    const calledOff = pager.advance(stop.signal);
    const waiting = pager.advance();
    stop.abort();
    await assert.rejects(calledOff, { name: 'HappyFoxError' });
    while (asked.length < 2) await Promise.resolve();
    asked[1]!.answer.resolve(pageOf([asset(1)], 1, 2, 1));
    await waiting;
    assert.deepEqual(ids(pager.assets), [1]);
  });

  it('goes on where it was after an asset was created and deleted again, which no page had brought', async () => {
    const { asked, pager } = server(range(1, 6), 2);
    await pager.advance();
    pager.add(asset(99));
    pager.remove(99);
    await pager.advance();
    assert.deepEqual([asked, ids(pager.assets), pager.total], [[1, 2], [1, 2, 3, 4], 6]);
  });

  it('does not skip the row that moved up after a delete', async () => {
    const { asked, pager, rows } = server(range(1, 6), 2);
    await pager.advance();
    rows.splice(rows.indexOf(1), 1);
    pager.remove(1);
    assert.deepEqual([ids(pager.assets), pager.total], [[2], 5]);
    for await (const step of pager.all(new AbortController().signal)) assert.ok(step.loaded <= step.total);
    assert.deepEqual(ids(pager.assets), [2, 3, 4, 5, 6]);
    assert.deepEqual(asked, [1, 1, 2, 3]);
  });

  it('does not let a page that was asked for before take back what happened meanwhile', async () => {
    const { asked, pager } = byHand(2);
    const loading = pager.advance();
    pager.replace(asset(1, 'renamed'));
    pager.remove(2);
    asked[0]?.answer.resolve(pageOf([asset(1), asset(2)], 1, 2, 4));
    await loading;
    assert.deepEqual(
      pager.assets.map(({ name }) => name),
      ['renamed'],
    );
    // The rest moved up.
    void pager.advance();
    assert.equal(asked[1]?.page, 1);
    asked[1].answer.resolve(pageOf([asset(1, 'renamed again'), asset(3)], 1, 2, 3));
    await pager.advance();
    assert.deepEqual(ids(pager.assets), [1, 3]);
    assert.equal(pager.find(1)?.name, 'renamed again');
  });

  it('starts again with what happened while it did', async () => {
    const { asked, pager } = byHand(2);
    const loading = pager.advance();
    asked[0]?.answer.resolve(pageOf([asset(1), asset(2)], 1, 2, 4));
    await loading;
    const restarting = pager.restart(1);
    pager.replace(asset(1, 'renamed'));
    asked[1]?.answer.resolve(pageOf([asset(1), asset(2)], 1, 2, 4));
    assert.deepEqual((await restarting).find(1)?.name, 'renamed');
  });

  it('counts one less when an asset is gone that was not loaded', async () => {
    const { pager } = server(range(1, 6), 2);
    await pager.advance();
    pager.remove(6);
    assert.deepEqual([ids(pager.assets), pager.total], [[1, 2], 5]);
  });

  it('takes in a new asset once, and its page brings it no second time', async () => {
    const { pager, rows } = server(range(1, 4), 2);
    pager.add(asset(9));
    assert.deepEqual(ids(pager.assets), [], 'the first page will bring it');
    await pager.advance();
    rows.push(5);
    pager.add(asset(5));
    pager.add(asset(5));
    assert.deepEqual([ids(pager.assets), pager.total], [[1, 2, 5], 5]);
    for await (const step of pager.all(new AbortController().signal)) assert.equal(step.total, 5);
    assert.deepEqual([...ids(pager.assets)].sort(), [1, 2, 3, 4, 5]);
  });

  it('replaces what is loaded, and only that', async () => {
    const { pager } = server(range(1, 4), 2);
    await pager.advance();
    pager.replace(asset(2, 'New name'));
    pager.replace(asset(3, 'Not yet'));
    assert.deepEqual(
      pager.assets.map(({ name }) => name),
      ['Asset 1', 'New name'],
    );
  });

  it('does not follow a server that repeats a page for ever', async () => {
    const asked: number[] = [];
    const pager = new AssetPager((page) => {
      asked.push(page);
      return Promise.resolve({ ...pageOf([asset(1), asset(2)], page, 2, 900), last: false });
    }, 2);
    for await (const step of pager.all(new AbortController().signal)) assert.equal(step.loaded, 2);
    assert.deepEqual([asked, pager.complete], [[1, 2], true]);
  });

  it('does not follow one either whose repeated page has rows that can’t be read', async () => {
    const asked: number[] = [];
    const unreadable = [
      { id: 7, reason: 'name: no' },
      { id: null, reason: 'id: no' },
    ];
    const pager = new AssetPager((page) => {
      asked.push(page);
      return Promise.resolve({ items: [asset(1)], unreadable, page, total: 900, last: false });
    }, 3);
    for await (const step of pager.all(new AbortController().signal)) assert.equal(step.loaded, 1);
    assert.deepEqual([asked, pager.complete], [[1, 2], true]);
  });

  it('names each unreadable row once, also when its page is read again', async () => {
    const unreadable = [{ id: 7, reason: 'name: no' }];
    const pager = new AssetPager(
      (page) => Promise.resolve({ ...pageOf([asset(1), asset(2)], page, 3, 3), unreadable }),
      3,
    );
    await pager.advance();
    const again = await pager.restart(9);
    assert.deepEqual([pager.unreadable, again.unreadable], [unreadable, unreadable]);

    const overlapping = new AssetPager(
      (page) => Promise.resolve({ ...pageOf([asset(1), asset(2)], page, 3, 9), unreadable }),
      3,
    );
    await overlapping.advance();
    overlapping.remove(1);
    await overlapping.advance();
    assert.deepEqual(overlapping.unreadable, unreadable);
  });

  it('ends a walk over all pages when it is called off, and keeps what has come', async () => {
    const { asked, pager } = server(range(1, 9), 2);
    const stop = new AbortController();
    const walk = async (): Promise<void> => {
      for await (const { loaded } of pager.all(stop.signal)) if (loaded === 4) stop.abort(new Error('enough'));
    };
    await assert.rejects(walk(), { message: 'enough' });
    assert.deepEqual([asked, ids(pager.assets), pager.complete], [[1, 2], [1, 2, 3, 4], false]);
  });

  it('starts again with as many pages, and stays as it is meanwhile', async () => {
    const { asked, pager, rows } = server(range(1, 9), 2);
    await pager.advance();
    await pager.advance();
    rows.splice(0, 1);
    const fresh = await pager.restart(10);
    assert.deepEqual([ids(fresh.assets), fresh.pages, fresh.total], [[2, 3, 4, 5], 2, 8]);
    assert.deepEqual(ids(pager.assets), [1, 2, 3, 4]);
    assert.equal((await pager.restart(1)).pages, 1);
    assert.deepEqual(asked, [1, 2, 1, 2, 1]);
  });

  it('never shows an asset twice, and misses none that stood still, whatever shifts between pages', async () => {
    const edit = fc.record({
      kind: fc.constantFrom('none', 'remove', 'append', 'moveToEnd'),
      at: fc.nat({ max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(edit, { maxLength: 40 }),
        async (count, size, edits) => {
          const { asked, pager, rows } = server(range(1, count), size);
          const steady = new Set(rows);
          let nextId = 1000;
          for (let step = 0; !pager.complete; step += 1) {
            assert.ok(step < 200, 'no end');
            await pager.advance();
            const { kind, at } = edits[step] ?? { kind: 'none', at: 0 };
            const index = at % Math.max(rows.length, 1);
            const id = rows[index];
            if (kind === 'append') rows.push(nextId++);
            if (kind === 'remove' && id !== undefined) {
              rows.splice(index, 1);
              pager.remove(id);
              steady.delete(id);
            }
            if (kind === 'moveToEnd' && id !== undefined && pager.find(id) === undefined) {
              // A row that has not come yet moves behind the others: all of them are still to come.
              rows.splice(index, 1);
              rows.push(id);
            }
          }
          const shown = ids(pager.assets);
          assert.equal(new Set(shown).size, shown.length);
          assert.deepEqual(
            [...steady].filter((id) => !shown.includes(id)),
            [],
            `asked ${asked.join()}`,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
