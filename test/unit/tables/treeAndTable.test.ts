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
import type { GroupKey } from '../../../src/finding/grouping';

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

type Groups = readonly (readonly [key: string, label: string, assets: readonly number[]])[];

function groupsOfTree(index: AssetIndex, groupBy: GroupKey): Groups {
  const sortBy = { by: { kind: 'name' }, direction: 'ascending' } as const;
  const { groups = [] } = atOnce(arrange(index, { queries: [], groupBy, sortBy }, world, 1));
  return groups.map(({ key, label = '', rows }) => [key, label, rows.map(({ id }) => id)]);
}

async function groupsOfTable(index: AssetIndex, group: string): Promise<Groups> {
  const table = new AssetTable({ index, world, assetTypeId: 1, words });
  table.look({ ...plainView, group, sort: [{ key: 'name', ascending: true }] });
  await table.layOut();
  const { order, groups } = table.layout;
  return groups.map(({ id, key, label, count }) => {
    const head = order.indexOf(id);
    return [key, label, Array.from(order.subarray(head + 1, head + 1 + count), Math.floor)];
  });
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

    it(`group alike by the field ${id}`, async () => {
      const asset = fc.record({ [id]: value[id] ?? fc.constant(null) });
      await fc.assert(
        fc.asyncProperty(fc.array(asset, { maxLength: 12 }), async (assets) => {
          const index = indexOf(assets);
          assert.deepEqual(
            await groupsOfTable(index, `#${id}`),
            groupsOfTree(index, { kind: 'field', name: `#${id}` }),
          );
        }),
        { numRuns: 50 },
      );
    });
  }

  it('group alike by people', async () => {
    const person = fc.record({
      id: fc.nat({ max: 3 }),
      name: fc.constantFrom('Bob', 'bob', null),
      email: fc.constant(null),
    });
    const contacts = fc.uniqueArray(person, { selector: ({ id }) => id });
    await fc.assert(
      fc.asyncProperty(fc.array(contacts, { maxLength: 8 }), async (all) => {
        const index = new AssetIndex();
        index.setDefinition(general);
        index.setAll(
          all.map((linked, at) => assetOf(general, at + 1, `PC ${at}`, {}, { contacts: linked })),
          1,
        );
        assert.deepEqual(await groupsOfTable(index, 'contacts'), groupsOfTree(index, { kind: 'contact' }));
      }),
      { numRuns: 50 },
    );
  });
});
