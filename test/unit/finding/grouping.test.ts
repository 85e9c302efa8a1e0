import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { GroupKey } from '../../../src/finding/grouping';
import { groupBy } from '../../../src/finding/grouping';
import { atOnce } from '../../../src/finding/steps';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { general } from '../assets/samples';
import { assetOf, monitor, officeIndex } from './query/office';

function groups(by: GroupKey, index = officeIndex(), assetTypeId?: number): Record<string, readonly number[]> {
  const found = atOnce(groupBy(index.rows(assetTypeId), by, index));
  return Object.fromEntries(found.map(({ label, rows }) => [label ?? '(empty)', rows.map(({ id }) => id)]));
}

const field = (name: string): GroupKey => ({ kind: 'field', name });

describe('Grouping', () => {
  it('is by the labels of choices, what they lack by what they hold, and last those without any', () => {
    const found = groups(field('Category'), officeIndex(), 1);
    assert.deepEqual(Object.keys(found).sort(), ['99', 'Desktop', 'Laptop', 'Server', 'Spare (#3)']);
    const all = atOnce(groupBy(officeIndex().rows(), field('Category'), officeIndex()));
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
    const labels = atOnce(groupBy(officeIndex().rows(2), field('Size (in)'), officeIndex())).map(({ label }) => label);
    assert.deepEqual(labels, ['27', '34', '1000']);
  });

  it('tells people and choices of one name apart, and fields too', () => {
    const index = officeIndex();
    const bob = (id: number) => ({ contacts: [{ id, name: 'Bob', email: null }] });
    index.setAll(
      [21, 22].map((id) => assetOf(general, id, 'PC', { 47: id - 18, 45: 'X' }, bob(id))),
      1,
    );
    const people = Object.keys(groups({ kind: 'contact' }, index, 1));
    assert.deepEqual(
      people.filter((name) => name.startsWith('Bob')),
      ['Bob (#21)', 'Bob (#22)'],
    );
    const found = groups(field('Category'), index, 1);
    assert.deepEqual([found['Spare (#3)'], found['Spare (#4)']], [[3, 21], [22]]);
    assert.deepEqual(groups(field('Serial Number (#45)'), index, 1).X, [21, 22]);
    assert.deepEqual(Object.keys(groups(field('Serial Number (#46)'), index, 1)), [
      'Dell',
      'Dell Inc.',
      'empty',
      'Lenovo',
      '(empty)',
    ]);
  });

  it('is by numbers in the order of their values, whatever their form', () => {
    const index = new AssetIndex();
    index.setDefinition(general);
    const values = [10, -10, -3, '1e-7', 1e-7, '007', 'many', '0.5'];
    index.setAll(
      values.map((value, at) => assetOf(general, at + 1, 'PC', { 50: value })),
      1,
    );
    const labels = atOnce(groupBy(index.rows(), field('memory'), index)).map(({ label }) => label);
    assert.deepEqual(labels, ['-10', '-3', '1e-7', '0.5', '007', '10', 'many']);
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
    const keys = atOnce(groupBy(officeIndex().rows(), field('manufacturer'), officeIndex())).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.includes('=empty') && keys.includes(''));
  });
});
