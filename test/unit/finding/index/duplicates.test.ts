import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { filtering } from '../../../../src/finding/filter';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import { overSlots, stride } from '../../../../src/finding/steps';
import type { Asset } from '../../../../src/happyfox/asset';
import { assetWith, general } from '../../assets/samples';
import { CountingPause } from '../../happyfox/countingPause';
import { assetOf, monitor } from '../query/office';

const unique = ['serial number', 'Memory'];

function duplicatesIn(index: AssetIndex, fields: readonly string[] = unique): readonly number[] {
  const isDuplicate = index.duplicateTest(() => fields);
  return Array.from(index.rows())
    .filter(isDuplicate)
    .map(({ id }) => id);
}

function given(...assets: readonly Asset[]): AssetIndex {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.setAll(assets, 1);
  return index;
}

const laptop = (id: number, serial: string, displayId = `D-${id}`): Asset =>
  assetWith({ 45: serial }, { id, displayId });

describe('Duplicates', () => {
  it('share a display id or a value of a field meant to be unique; case, accents and white space aside', () => {
    const index = given(
      laptop(1, 'É1'),
      laptop(2, ' e1 '),
      laptop(3, 'E2', 'x'),
      laptop(4, 'E3', 'X'),
      laptop(5, 'E4'),
    );
    assert.deepEqual(duplicatesIn(index), [1, 2, 3, 4]);
  });

  it('are those of several fields, and of types that have a field of that name', () => {
    const index = given(
      assetWith({ 50: 16 }, { id: 1, displayId: 'A' }),
      assetWith({ 50: '16' }, { id: 2, displayId: 'B' }),
    );
    index.setDefinition(monitor);
    index.setAll([assetOf(monitor, 3, 'Three', { 61: 16 })], 2);
    assert.deepEqual(duplicatesIn(index), [1, 2]);
    assert.deepEqual(duplicatesIn(index, ['Memory', 'Size (in)']), [1, 2]);
  });

  it('are never made by what is empty, nor by one asset’s serial number being another’s display id', () => {
    const index = given(
      laptop(1, '', ''),
      laptop(2, ' ', ''),
      laptop(3, 'D-4'),
      laptop(4, 'S'),
      assetWith({ 48: [5, 5] }, { id: 5, displayId: '5' }),
    );
    assert.deepEqual(duplicatesIn(index, [...unique, 'Tags']), []);
  });

  it('are no more when the other one has changed or gone', () => {
    const index = given(laptop(1, 'S1'), laptop(2, 'S1'), laptop(3, 'S1'));
    assert.deepEqual(duplicatesIn(index), [1, 2, 3]);
    index.set(laptop(1, 'S2'), 1);
    assert.deepEqual(duplicatesIn(index), [2, 3]);
    index.remove(2);
    assert.deepEqual(duplicatesIn(index), []);
    index.set(laptop(2, 's2'), 1);
    assert.deepEqual(duplicatesIn(index), [1, 2]);
  });

  it('are known by today’s definition', () => {
    const index = given(laptop(1, 'S1'), laptop(2, 'S1'));
    assert.deepEqual(duplicatesIn(index, ['Serial Number']), [1, 2]);
    assert.deepEqual(duplicatesIn(index, ['Code']), []);
    const renamed = general.fields.map((field) => (field.id === 45 ? { ...field, name: 'Code' } : field));
    index.setDefinition({ ...general, fields: renamed });
    assert.deepEqual(duplicatesIn(index, ['Serial Number']), []);
    assert.deepEqual(duplicatesIn(index, ['Code']), [1, 2]);
  });

  it('are counted with a pause after some assets, before anybody asks which they are', async () => {
    const size = 1_000;
    const index = given(...Array.from({ length: size }, (_, at) => laptop(at + 1, `S${at >> 1}`)));
    const counted = new CountingPause();
    const readersOf = index.readersOf;
    index.readersOf = (row) => {
      counted.note();
      return readersOf(row);
    };
    const world = { today: () => '2026-01-15', uniqueFields: unique };
    const { rows } = await overSlots(index, () => filtering(index, 'is:duplicate', world), counted.pause);
    assert.equal(rows.length, size);
    // Some are counted, then some are asked for.
    assert.ok(counted.most <= 2 * stride, String(counted.most));
  });

  it('counted as assets come and go are those counted afresh', () => {
    const asset = fc.record({
      id: fc.nat(200),
      serial: fc.constantFrom('', 'a', 'A', 'b'),
      displayId: fc.constantFrom('', 'x', 'y'),
    });
    const event = fc.oneof(asset, fc.nat(200), fc.constant('count' as const), fc.constant('shrink' as const));
    fc.assert(
      fc.property(fc.nat(200), fc.array(event, { maxLength: 20 }), (size, story) => {
        const index = given(...Array.from({ length: size }, (_, id) => laptop(id, 'b')));
        const counting = index.countDuplicates(() => unique);
        for (const next of story) {
          if (next === 'count') counting.next();
          else if (next === 'shrink') index.removeAll(Array.from({ length: 150 }, (_, id) => id));
          else if (typeof next === 'number') index.remove(next);
          else index.set(laptop(next.id, next.serial, next.displayId), 1);
        }
        const fresh = new AssetIndex();
        fresh.setDefinition(general);
        fresh.setRows([...index.rows()]);
        assert.deepEqual(duplicatesIn(index), duplicatesIn(fresh));
      }),
    );
  });
});
