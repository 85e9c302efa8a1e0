import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import * as z from 'zod';
import { AssetType } from '../../../src/happyfox/assetType';
import { Asset } from '../../../src/happyfox/asset';
import { readPage, type Page } from '../../../src/happyfox/page';
import { walk } from '../../../src/happyfox/walk';

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const facts = (last_index: unknown, page_count: unknown, end_index: unknown) => ({ last_index, page_count, end_index });

describe('readPage', () => {
  const cases: [string, unknown, number, boolean, number][] = [
    ['the middle of a list', { page_info: facts(120, 3, 100), data: rows(50) }, 2, false, 120],
    ['its last page by count', { page_info: facts(120, 3, 120), data: rows(20) }, 3, true, 120],
    ['its last page by index alone', { page_info: facts(50, undefined, 50), data: rows(50) }, 1, true, 50],
    ['its last page by index against a wrong count', { page_info: facts(50, 9, 50), data: rows(50) }, 1, true, 50],
    ['quoted numbers', { page_info: facts('120', '3', '50'), data: rows(50) }, 1, false, 120],
    ['a page count of zero beside rows', { page_info: facts(120, 0, 50), data: rows(50) }, 1, false, 120],
    ['a page count of zero at the end', { page_info: facts(120, 0, 120), data: rows(20) }, 3, true, 120],
    ['no rows', { page_info: facts(120, 3, 120), data: [] }, 2, true, 120],
    ['no page_info', { data: rows(3) }, 1, true, 3],
    ['a page_info that is none', { page_info: 'x', data: rows(50) }, 1, false, 50],
    ['a bare array', rows(12), 1, true, 12],
    ['a bare array of just a page', rows(50), 1, false, 50],
    ['a bare array longer than asked for', rows(70), 1, true, 70],
  ];
  for (const [what, answer, page, last, total] of cases) {
    it(`reads ${what}`, () => {
      const read = readPage(answer, AssetType, { page, size: 50 });
      assert.equal(read.last, last);
      assert.equal(read.total, total);
      assert.equal(read.page, page);
    });
  }

  it('survives one unreadable row, and says where it is wrong but not what it held', () => {
    const good = { id: 1, name: 'A', display_id: 'a', contacts: [], custom_fields: [] };
    const secretive = { ...good, id: 2, contacts: [{ email: 'ann@acme.com' }] };
    const page = readPage({ data: [good, secretive, 'nonsense', { ...good, id: 4 }] }, Asset, { page: 1, size: 50 });
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [1, 4],
    );
    assert.deepEqual(
      page.unreadable.map(({ id }) => id),
      [2, null],
    );
    assert.match(page.unreadable[0]!.reason, /^contacts\.0\.id: /);
    assert.doesNotMatch(JSON.stringify(page.unreadable), /acme|nonsense/);
  });

  it('refuses what is no list', () => {
    for (const answer of [null, {}, 'x', 5, { data: {} }, { data: null }]) {
      assert.throws(() => readPage(answer, AssetType, { page: 1, size: 50 }), z.ZodError);
    }
  });
});

describe('walk', () => {
  const server =
    (ids: readonly number[], size: number, asked: number[] = []) =>
    (page: number): Promise<Page<{ id: number }>> => {
      asked.push(page);
      const items = ids.slice((page - 1) * size, page * size).map((id) => ({ id }));
      return Promise.resolve({ items, unreadable: [], page, total: ids.length, last: page * size >= ids.length });
    };

  it('reads each row once, in the server’s order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        async (ids, size) => {
          const asked: number[] = [];
          const { items } = await walk(server(ids, size, asked));
          assert.deepEqual(
            items.map(({ id }) => id),
            ids,
          );
          assert.equal(asked.length, Math.max(Math.ceil(ids.length / size), 1));
        },
      ),
    ));

  it('stops when a page brings no new id', async () => {
    const asked: number[] = [];
    const same = (page: number): Promise<Page<{ id: number }>> => {
      asked.push(page);
      return Promise.resolve({ items: rows(3), unreadable: [], page, total: 3, last: false });
    };
    const { items } = await walk(same);
    assert.equal(items.length, 3);
    assert.deepEqual(asked, [1, 2]);
  });

  it('walks once more when rows shifted, and keeps what either walk saw', async () => {
    let reads = 0;
    // A row that was inserted at the front while page 1 had been read pushes the last of page 1 to page 2, and hides nothing; a removed one hides one.
    const shifting = (page: number): Promise<Page<{ id: number }>> => {
      reads += 1;
      const ids = reads === 1 ? [1, 2, 3, 4, 5, 6] : [2, 3, 4, 5, 6];
      return server(ids, 2)(page);
    };
    const { items } = await walk(shifting);
    assert.deepEqual(items.map(({ id }) => id).sort(), [1, 2, 3, 4, 5, 6]);
  });

  it('gives up on a list without end', async () => {
    let reads = 0;
    const endless = (page: number): Promise<Page<{ id: number }>> => {
      reads += 1;
      return Promise.resolve({ items: [{ id: reads }], unreadable: [], page, total: 1_000_000, last: false });
    };
    await walk(endless);
    assert.equal(reads, 200);
  });
});
