import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { arrange } from '../../../src/finding/arrangement';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { atOnce } from '../../../src/finding/steps';
import type { JsonValue } from '../../../src/happyfox/json';
import { AssetTable } from '../../../src/tables/assetTable';
import { plainView } from '../../../src/tables/tableView';
import { general } from '../assets/samples';
import { assetOf } from '../finding/query/office';

const world = { today: () => '2026-06-01', uniqueFields: [] };
const words = { typeName: () => '', staffName: () => undefined, moment: (timestamp: string) => timestamp };

function indexOf(assets: readonly Readonly<Record<number, JsonValue>>[]): AssetIndex {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.setAll(
    assets.map((values, at) => assetOf(general, at + 1, `PC ${at}`, values)),
    1,
  );
  return index;
}

describe('Tree and table', () => {
  /** Fields of the type, and what assets may have in them. */
  const value: Readonly<Record<number, fc.Arbitrary<JsonValue>>> = {
    45: fc.constantFrom('PC 10', 'pc 9', 'Äpfel', ' ', 'apfel', '-', '16/01/2026'),
    47: fc.constantFrom<JsonValue>(1, 2, 3, 4, 99, 'Server', null),
    48: fc.constantFrom<JsonValue>([5], [6, 5], [5, 6, 7], [], null),
    49: fc.constantFrom('2026-01-31', '2025-12-01', '16/01/2026', 'unknown', ''),
    50: fc.constantFrom<JsonValue>(8, '16', '007', 'ten', '1e-7', -3, '', null),
  };

  for (const id of Object.keys(value).map(Number)) {
    it(`sort alike by the field ${id}, in both directions`, async () => {
      const asset = fc.record({ [id]: value[id] ?? fc.constant(null) });
      await fc.assert(
        fc.asyncProperty(fc.array(asset, { maxLength: 12 }), fc.boolean(), async (assets, ascending) => {
          const index = indexOf(assets);
          const table = new AssetTable({ index, world, assetTypeId: 1, words });
          table.look({ ...plainView, sort: [{ key: `#${id}`, ascending }] });
          await table.layOut();
          const direction = ascending ? 'ascending' : 'descending';
          const sortBy = { by: { kind: 'field', name: `#${id}` }, direction } as const;
          const { rows } = atOnce(arrange(index, { queries: [], sortBy }, world, 1));
          assert.deepEqual(
            rows.map((row) => row.id),
            [...table.layout.order],
          );
        }),
        { numRuns: 50 },
      );
    });
  }
});
