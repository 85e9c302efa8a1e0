import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { arrange, type Arrangement } from '../../../src/finding/arrangement';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import type { IndexedAsset } from '../../../src/finding/indexedAsset';
import { atOnce, overSlots, stride } from '../../../src/finding/steps';
import { assetWith, general } from '../assets/samples';
import { CountingPause } from '../happyfox/countingPause';
import { filterAssets } from './filterAssets';
import { officeIndex, world } from './query/office';

const index = officeIndex();

function ids(arrangement: Arrangement, assetTypeId?: number): readonly number[] {
  return atOnce(arrange(index, arrangement, world, assetTypeId)).rows.map(({ id }) => id);
}

describe('An arrangement', () => {
  it('without queries has every asset of a type by its id, in whatever order they became known', () => {
    assert.deepEqual(ids({ queries: [] }, 1), [1, 2, 3, 4, 5]);
    const late = officeIndex();
    const [first] = late.rows(1);
    late.remove(1);
    if (first) late.setRows([first]);
    assert.deepEqual(
      atOnce(arrange(late, { queries: [] }, world, 1)).rows.map(({ id }) => id),
      [1, 2, 3, 4, 5],
    );
  });

  it('has what all of its queries find, and no problem that they do not have', () => {
    assert.deepEqual(ids({ queries: ['lt', 'type:general'] }), [1, 3, 5]);
    assert.deepEqual(ids({ queries: ['lt OR buro', '-spare'] }), [2, 5, 6, 7]);
    const one = filterAssets(index, 'colour:red', world);
    const arranged = atOnce(arrange(index, { queries: ['lt', 'colour:red'] }, world));
    assert.deepEqual([arranged.rows, arranged.problems], [[], one.problems]);
  });

  it('has its groups sorted within', () => {
    const arrangement: Arrangement = {
      queries: ['manufacturer:dell OR lenovo'],
      groupBy: { kind: 'field', name: 'Manufacturer' },
      sortBy: { by: { kind: 'name' }, direction: 'descending' },
    };
    const { groups } = atOnce(arrange(index, arrangement, world));
    assert.deepEqual(
      groups?.map(({ label, rows }) => [label, rows.map(({ id }) => id)]),
      [
        ['Dell', [1]],
        ['Dell Inc.', [2]],
        ['Lenovo', [3]],
      ],
    );
  });

  it('gives way after some rows of each thing that it does with all of them', async () => {
    const size = 1_000;
    const many = new AssetIndex();
    many.setDefinition(general);
    const assets = Array.from({ length: size }, (_, at) => assetWith({ 45: `S${at}` }, { id: at + 1 }));
    many.setAll(assets, 1);
    const counted = new CountingPause();
    let reads = 0;
    const look = (): void => {
      reads += 1;
      counted.note();
    };
    const rowAt = many.rowAt.bind(many);
    many.rowAt = (slot) => {
      const row = rowAt(slot);
      return row && watched(row, look);
    };
    const name = 'Serial Number';
    const arrangement: Arrangement = {
      queries: [`-"${name}":empty`],
      groupBy: { kind: 'field', name },
      sortBy: { by: { kind: 'field', name }, direction: 'descending' },
    };
    const { groups } = await overSlots(many, () => arrange(many, arrangement, world), counted.pause);
    assert.equal(groups?.length, size);
    // It finds, sorts and groups by the rows' values.
    assert.ok(reads >= 3 * size, String(reads));
    // What is left of one of them and the beginning of the next may come together.
    assert.ok(counted.most < 2 * stride, String(counted.most));
  });
});

/** A row that tells of each look at its values. */
function watched(row: IndexedAsset, look: () => void): IndexedAsset {
  const { values } = row;
  return Object.defineProperty({ ...row }, 'values', {
    get: () => {
      look();
      return values;
    },
  });
}
