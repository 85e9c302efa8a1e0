import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { filtering } from '../../../src/finding/filter';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { AssetSearch } from '../../../src/finding/search';
import { overSlots, stride } from '../../../src/finding/steps';
import { CountingPause } from '../happyfox/countingPause';
import { assetWith } from '../assets/samples';

const world = { today: () => '2026-01-15', uniqueFields: [] };
const size = 1_000;

function known(): AssetIndex {
  const index = new AssetIndex();
  const assets = Array.from({ length: size }, (_, at) => assetWith({ 45: `S${at}` }, { id: at + 1, name: `PC ${at}` }));
  index.setAll(assets, 1);
  return index;
}

/** An index that tells of each row that is looked at. */
function watched(counted: CountingPause): AssetIndex {
  const index = known();
  const rowAt = index.rowAt.bind(index);
  index.rowAt = (slot) => {
    counted.note();
    return rowAt(slot);
  };
  return index;
}

describe('work over all assets', () => {
  it('pauses while it filters, and finds what it finds in one go', async () => {
    const counted = new CountingPause();
    const index = watched(counted);
    const { rows } = await overSlots(index, () => filtering(index, 'pc', world), counted.pause);
    assert.equal(rows.length, size);
    assert.ok(counted.most <= stride, String(counted.most));
  });

  it('pauses while it searches, also the first time, when the texts are made', async () => {
    const counted = new CountingPause();
    const { total } = await new AssetSearch(watched(counted), world).searchAsync('pc', {}, counted.pause);
    assert.equal(total, size);
    assert.ok(counted.most <= stride, String(counted.most));
  });

  it('begins afresh where assets have moved up meanwhile, so that each is seen once', async () => {
    const index = known();
    let turns = 0;
    const pause = (): Promise<void> => {
      turns += 1;
      if (turns === 2) index.removeAll(Array.from({ length: size / 2 }, (_, at) => at + 1));
      return Promise.resolve();
    };
    const { rows } = await overSlots(index, () => filtering(index, '', world), pause);
    assert.equal(rows.length, size / 2);
    assert.equal(new Set(rows.map(({ id }) => id)).size, size / 2);
  });

  it('ends with what the pause throws', async () => {
    const index = known();
    const pause = () => Promise.reject(new Error('enough'));
    await assert.rejects(
      overSlots(index, () => filtering(index, '', world), pause),
      /enough/,
    );
  });
});
