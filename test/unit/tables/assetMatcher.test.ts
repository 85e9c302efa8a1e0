import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AssetMatcher } from '../../../src/tables/assetMatcher';
import { assetWith, general } from '../assets/samples';

describe('What says which asset is meant', () => {
  const cases: readonly (readonly [serials: readonly (string | null)[], isUnique: boolean])[] = [
    [['S-1', 'S-2'], true],
    [['S-1', null, ' ', null], true],
    [['S-1', 'S-2', ' S-1'], false],
    [[null, null], false],
    [[], false],
  ];
  for (const [serials, isUnique] of cases) {
    it(`${isUnique ? 'can be' : 'is not'} a field with ${JSON.stringify(serials)}`, async () => {
      const assets = serials.map((serial, at) => assetWith({ 45: serial }, { id: at + 1 }));
      const matcher = await AssetMatcher.of(assets, general, 45, () => Promise.resolve());
      assert.equal(matcher.isUnique, isUnique);
    });
  }
});
