import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { GroupKey } from '../../../src/finding/grouping';
import { groupBy } from '../../../src/finding/grouping';
import { assetOf, monitor, officeIndex } from './query/office';

function groups(by: GroupKey, index = officeIndex(), assetTypeId?: number): Record<string, readonly number[]> {
  const found = groupBy(index.rows(assetTypeId), by, index);
  return Object.fromEntries(found.map(({ label, rows }) => [label ?? '(empty)', rows.map(({ id }) => id)]));
}

const field = (name: string): GroupKey => ({ kind: 'field', name });

describe('Grouping', () => {
  it('is by the labels of choices, what they lack by what they hold, and last those without any', () => {
    const found = groups(field('Category'), officeIndex(), 1);
    assert.deepEqual(Object.keys(found).sort(), ['99', 'Desktop', 'Laptop', 'Server', 'Spare (#3)']);
    const all = groupBy(officeIndex().rows(), field('Category'), officeIndex());
    assert.deepEqual([all.at(-1)?.label, all.at(-1)?.rows.map(({ id }) => id)], [undefined, [6, 7, 8]]);
  });

  it('puts an asset with several choices or contacts into several groups', () => {
    assert.deepEqual(groups(field('tags'), officeIndex(), 1), {
      '5': [3],
      EU: [1, 3],
      Spare: [1],
      '(empty)': [2, 4, 5],
    });
    assert.deepEqual(groups({ kind: 'contact' }, officeIndex(), 1), {
      'Ann Łukasik': [1, 2],
      'bob@example.org': [2],
      '(empty)': [3, 4, 5],
    });
  });

  it('takes texts that differ in case, accents or white space alone for one, as the first of them is written', () => {
    assert.deepEqual(groups(field('Serial Number'), officeIndex(), 1), {
      AAA1: [1, 5],
      BBB2: [2],
      CCC3: [3],
      '(empty)': [4],
    });
  });

  it('sorts groups as a person would, numbers by value', () => {
    const labels = groupBy(officeIndex().rows(2), field('Size (in)'), officeIndex()).map(({ label }) => label);
    assert.deepEqual(labels, ['27', '34', '1000']);
  });

  it('has an asset once in a group, even where two fields of one name say the same', () => {
    const twice = {
      ...monitor,
      fields: [...monitor.fields, { id: 70, name: 'size-in', type: 'number', choices: null }],
    };
    const index = officeIndex();
    index.setDefinition(twice);
    index.setAll([assetOf(twice, 9, 'Nine', { 61: 27, 70: 27 })], 2);
    assert.deepEqual(groups(field('Size (in)'), index, 2)['27'], [6, 9]);
  });

  it('is by keys that stay while labels do, of which none is that of another', () => {
    const keys = groupBy(officeIndex().rows(), field('manufacturer'), officeIndex()).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.includes('=empty') && keys.includes(''));
  });
});
