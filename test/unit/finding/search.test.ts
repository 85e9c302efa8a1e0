import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { AssetSearch } from '../../../src/finding/search';
import { assetWith, general } from '../assets/samples';

const world = { today: () => '2026-11-24', uniqueFields: ['Serial Number'] };
const nobody = { contacts: [] };

/** Five assets: two Dells and a Lenovo, one without anything, one with a serial number that another has too. */
function newIndex(): AssetIndex {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.setAll(
    [
      assetWith(
        { 45: 'AAA1', 46: 'Dell', 47: 1, 49: '2026-12-31', 50: 16 },
        { id: 1, name: 'Ann’s laptop', displayId: 'LT-1' },
      ),
      assetWith(
        { 45: 'BBB2', 46: 'Dell', 47: 2, 49: '2026-01-31', 50: 8 },
        { id: 2, name: 'Büro PC', displayId: 'PC-2', ...nobody },
      ),
      assetWith(
        { 45: 'CCC3', 46: 'Lenovo', 48: [5, 6], 50: 32 },
        { id: 3, name: 'Spare one', displayId: 'LT-3', ...nobody },
      ),
      assetWith({}, { id: 4, name: 'Empty', displayId: 'E-4', ...nobody }),
      assetWith({ 45: 'AAA1', 46: 'Lenovo' }, { id: 5, name: 'Twin of the laptop', displayId: 'LT-5', ...nobody }),
    ],
    1,
  );
  return index;
}

describe('the search', () => {
  it('puts the exact display id first, then names that begin so', () => {
    const { hits, total } = new AssetSearch(newIndex(), world).search('lt-3');
    assert.deepEqual([hits[0]?.row.id, total], [3, 1]);
    const byName = new AssetSearch(newIndex(), world).search('spare').hits.map(({ row }) => row.id);
    assert.equal(byName[0], 3);
  });

  it('finds the same when letters are typed one by one as when the query comes at once', () => {
    const index = newIndex();
    const typing = new AssetSearch(index, world);
    for (const query of ['l', 'le', 'len', 'lenovo', 'lenovo t', 'lenovo tw']) {
      const ids = (search: AssetSearch): number[] => search.search(query).hits.map(({ row }) => row.id);
      assert.deepEqual(ids(typing), ids(new AssetSearch(index, world)), query);
    }
  });
});
