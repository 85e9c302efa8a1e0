import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { filterAssets } from '../filterAssets';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import { AssetSearch } from '../../../../src/finding/search';
import type { Asset } from '../../../../src/happyfox/asset';
import type { JsonValue } from '../../../../src/happyfox/json';
import { assetWith, general } from '../../assets/samples';
import { naiveQuery, today } from './naiveQuery';

const world = { today: () => today, uniqueFields: ['Serial Number'] };

const contacts = fc.subarray([
  { id: 1, name: 'Ann Lee', email: 'ann@example.com' },
  { id: 2, name: null, email: 'büro@example.com' },
]);
const maybe = (...values: JsonValue[]): fc.Arbitrary<JsonValue | undefined> =>
  fc.constantFrom(undefined, null, ...values);

const asset = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }),
    name: fc.constantFrom('Büro PC', 'Spare', 'Ann’s laptop', 'PC'),
    displayId: fc.constantFrom('', 'D-1', 'd-1', 'D-2', 'D-3'),
    contacts,
    serial: maybe('SN1', ' sn1 ', 'SN2', '', ' '),
    maker: maybe('Dell', 'Dell Inc', 'Lenovo'),
    kind: maybe(1, 2, 3),
    tags: maybe([], [5], [5, 6]),
    warranty: maybe('2026-12-31', '2026-11-24', '2025-02-28', ''),
    memory: maybe(8, 16, '16', 16.5, -3),
  })
  .map(({ id, name, displayId, contacts, serial, maker, kind, tags, warranty, memory }): Asset => {
    const values = { 45: serial, 46: maker, 47: kind, 48: tags, 49: warranty, 50: memory };
    const there = Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    return assetWith(Object.fromEntries(there), { id, name, displayId, contacts });
  });

/** What happens to an account: assets come, change and go, alone or by the page, and in any order; now and then somebody looks. */
const happening = fc.oneof(
  asset.map((one) => ({ kind: 'set' as const, assets: [one] })),
  fc.array(asset, { maxLength: 6 }).map((assets) => ({ kind: 'set' as const, assets })),
  fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }).map((ids) => ({ kind: 'remove' as const, ids })),
  fc.constant({ kind: 'look' as const }),
);

describe('A filter of the index', () => {
  it('finds what looking at every asset of the world finds, whatever has happened to them before', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), naiveQuery, (story, { text, wanted }) => {
        const index = new AssetIndex();
        index.setDefinition(general);
        const search = new AssetSearch(index, world);
        const assets = new Map<number, Asset>();
        for (const event of story) {
          if (event.kind === 'set') {
            index.setAll(event.assets, 1);
            for (const one of event.assets) assets.set(one.id, one);
          } else if (event.kind === 'remove') {
            index.removeAll(event.ids);
            for (const id of event.ids) assets.delete(id);
          } else {
            search.search(text);
          }
        }
        const all = [...assets.values()];
        const expected = all.filter((one) => wanted(one, all)).map(({ id }) => id);
        const { rows, problems } = filterAssets(index, text, world);
        const sorted = (ids: readonly number[]): readonly number[] => [...ids].sort((one, other) => one - other);
        assert.deepEqual(problems, [], text);
        assert.deepEqual(sorted(rows.map(({ id }) => id)), sorted(expected), text);
        assert.deepEqual(sorted(search.search(text).hits.map(({ row }) => row.id)), sorted(expected), text);
      }),
      { numRuns: 1_000 },
    );
  });
});
