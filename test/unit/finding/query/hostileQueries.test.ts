import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { filterAssets } from '../filterAssets';
import { compileQuery } from '../../../../src/finding/query/compileQuery';
import { parseQuery } from '../../../../src/finding/query/parseQuery';
import { QueryCompletion } from '../../../../src/finding/query/queryCompletion';
import type { QueryProblem } from '../../../../src/finding/query/syntax';
import { AssetSearch } from '../../../../src/finding/search';
import { assetOf, officeIndex, world } from './office';
import { queryText, queryUnit } from './queryTexts';
import { general } from '../../assets/samples';

const index = officeIndex();

describe('Whatever is typed for a query', () => {
  it('has an answer, and its problems are within the text, from left to right', () => {
    fc.assert(
      fc.property(fc.oneof(queryText, fc.string({ unit: 'binary' })), (text) => {
        const { rows, problems } = filterAssets(index, text, world);
        assert.ok(rows.length <= index.size);
        const ends = problems.map(({ start, length }) => start + length);
        for (const [at, { start, length }] of problems.entries()) {
          assert.ok(start >= 0 && length > 0 && (ends[at] ?? 0) <= text.length);
          assert.ok(at === 0 || start >= (problems[at - 1]?.start ?? 0));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is found by the search as by the filter', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        const search = new AssetSearch(index, world).search(text, { limit: 100 });
        const filtered = filterAssets(index, text, world);
        const ids = (rows: readonly { readonly id: number }[]) =>
          rows.map(({ id }) => id).sort((one, two) => one - two);
        assert.deepEqual(ids(search.hits.map(({ row }) => row)), ids(filtered.rows));
        assert.deepEqual(search.problems, filtered.problems);
        assert.equal(search.total, filtered.rows.length);
      }),
    );
  });

  it('without problems splits the assets in two: those it finds, and those that its opposite finds', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        const { rows, problems } = filterAssets(index, text, world);
        const opposite = filterAssets(index, `-(${text})`, world);
        fc.pre(problems.length === 0 && opposite.problems.length === 0 && !/^[\s\u0085]*$/.test(text));
        assert.equal(rows.length + opposite.rows.length, index.size);
      }),
      { numRuns: 300 },
    );
  });
});

/**
 * How much longer four times as much takes, at best: 4 where the work grows with the text, 16 where it grows with its square. A busy
 * machine makes a run longer and never shorter, so the least of several runs is near the truth, and one good look is enough to believe it.
 */
function growth(work: (size: number) => void): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 20 && best >= 8; attempt += 1) best = least(work, 8_000) / least(work, 2_000);
  return best;
}

function least(work: (size: number) => void, size: number): number {
  let shortest = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const from = process.hrtime.bigint();
    work(size);
    shortest = Math.min(shortest, Number(process.hrtime.bigint() - from));
  }
  // What takes less than a tenth of a millisecond is as good as nothing.
  return Math.max(shortest, 100_000);
}

describe('The cost of a query', () => {
  it('grows with its length at most', () => {
    fc.assert(
      fc.property(queryUnit, fc.constantFrom('', '"', '(', 'type:', 'x'), (unit, head) => {
        const text = (size: number): string => (head + unit.repeat(Math.ceil(size / unit.length))).slice(0, size);
        const completion = new QueryCompletion(index);
        const rate = growth((size) => {
          const query = text(size);
          filterAssets(index, query, world);
          completion.complete(query, size);
        });
        assert.ok(rate < 8, `${JSON.stringify(unit)} grows ${rate.toFixed(1)} times`);
      }),
      { numRuns: 40 },
    );
  });

  it('grows with the length of what assets hold at most', () => {
    const pieces = fc.constantFrom('a', 'b', 'ab', ' ', '-', 'ä', '.');
    const query = fc
      .tuple(fc.array(fc.constantFrom('a', 'b', '*', 'a*b', '-'), { minLength: 1, maxLength: 8 }), fc.boolean())
      .map(([letters, isField]) => (isField ? `manufacturer:${letters.join('')}` : letters.join('')));
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 3 }), query, (unit, query) => {
        const filled = new Map<number, ReturnType<typeof officeIndex>>();
        for (const size of [2_000, 8_000]) {
          const long = officeIndex();
          const value = unit.join('').repeat(size);
          long.setAll([assetOf(general, 1, value.slice(0, size), { 46: value.slice(0, size) })], 1);
          filled.set(size, long);
        }
        const rate = growth((size) => {
          const long = filled.get(size) ?? index;
          for (let time = 0; time < 10; time += 1) filterAssets(long, query, world);
        });
        assert.ok(rate < 8, `${query} in ${unit.join('')} grows ${rate.toFixed(1)} times`);
      }),
      { numRuns: 40 },
    );
  });

  it('is that of its parts: no condition is looked at more than once an asset', () => {
    const looks = { text: 0 };
    const counting = officeIndex();
    const textAt = counting.textAt.bind(counting);
    counting.textAt = (slot) => {
      looks.text += 1;
      return textAt(slot);
    };
    filterAssets(counting, 'ann laptop OR (buro -desktop) OR "x y" OR z*', world);
    assert.equal(looks.text, counting.size);
  });
});

describe('A query with names that mean nothing', () => {
  it('has one problem each, however many', () => {
    const problems: readonly QueryProblem[] = compileQuery(parseQuery('nope:1 '.repeat(1_000)), index, world).problems;
    assert.equal(problems.length, 1_000);
  });
});
