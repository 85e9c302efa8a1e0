import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import { assetWith } from '../../assets/samples';

describe('the highest id of an index', () => {
  it('stays when the asset goes: a new one has a higher one all the same', () => {
    const index = new AssetIndex();
    assert.equal(index.newest, 0);
    index.setAll(
      [9, 7].map((id) => assetWith({}, { id })),
      1,
    );
    index.set(assetWith({}, { id: 8 }), 2);
    assert.equal(index.newest, 9);
    index.remove(9);
    index.clear();
    assert.equal(index.newest, 9);
  });
});
