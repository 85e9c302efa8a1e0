import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import type { SortKey } from '../../../src/finding/sorting';
import { sortRows } from '../../../src/finding/sorting';
import { atOnce } from '../../../src/finding/steps';
import { assetWith, general } from '../assets/samples';
import { assetOf, monitor, officeIndex } from './query/office';

function sorted(
  by: SortKey,
  direction: 'ascending' | 'descending' = 'ascending',
  index = officeIndex(),
): readonly number[] {
  return atOnce(sortRows(index.rows(), by, direction, index)).map(({ id }) => id);
}

const field = (name: string): SortKey => ({ kind: 'field', name });

describe('Sorting', () => {
  it('is by numbers as numbers, those without one last in both directions', () => {
    assert.deepEqual(sorted(field('memory')), [5, 2, 1, 3, 4, 6, 7, 8]);
    assert.deepEqual(sorted(field('memory'), 'descending'), [3, 1, 2, 5, 4, 6, 7, 8]);
  });

  it('is by choices as their labels, by dates as days', () => {
    assert.deepEqual(sorted(field('category')).slice(0, 5), [4, 2, 1, 5, 3]);
    assert.deepEqual(sorted(field('Warranty Date')).slice(0, 2), [2, 1]);
  });

  it('is by names as a person would sort them, digits within by value, case aside', () => {
    const index = new AssetIndex();
    index.setDefinition(monitor);
    const names = ['PC 10', 'pc 9', 'Äpfel', 'Zebra', 'apfel', ' ', 'Pc 100'];
    index.setAll(
      names.map((name, at) => assetOf(monitor, at + 1, name, {})),
      2,
    );
    const order = atOnce(sortRows(index.rows(), { kind: 'name' }, 'ascending', index)).map(({ name }) => name);
    assert.deepEqual(order, ['apfel', 'Äpfel', 'pc 9', 'PC 10', 'Pc 100', 'Zebra', ' ']);
  });

  it('is by display ids, those without one last', () => {
    assert.equal(sorted({ kind: 'displayId' }).at(-1), 4);
    assert.equal(sorted({ kind: 'displayId' }, 'descending').at(-1), 4);
  });

  it('keeps what is alike in the order it has, in both directions', () => {
    assert.deepEqual(sorted(field('nothing of that name')), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(sorted(field('nothing of that name'), 'descending'), [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('loses nobody, and puts no asset in front of one that is less', () => {
    const value = fc.constantFrom(undefined, null, 1, '2', -1.5, 'ten', '10', '', ' ');
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), fc.boolean(), (values, isDown) => {
        const index = new AssetIndex();
        index.setDefinition(general);
        index.setAll(
          values.map((one, at) => assetWith(one === undefined ? {} : { 50: one }, { id: at + 1 })),
          1,
        );
        const rows = atOnce(sortRows(index.rows(), field('memory'), isDown ? 'descending' : 'ascending', index));
        assert.deepEqual(
          rows.map(({ id }) => id).sort((one, other) => one - other),
          values.map((_, at) => at + 1),
        );
        const numbers = rows.flatMap(({ values: [one] }) => {
          const number = typeof one === 'number' || typeof one === 'string' ? Number.parseFloat(String(one)) : NaN;
          return Number.isNaN(number) ? [] : [number];
        });
        assert.deepEqual(
          numbers,
          [...numbers].sort((one, other) => (isDown ? other - one : one - other)),
        );
      }),
    );
  });
});
