import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { choiceIdIn } from '../../../src/assets/choiceKinds';
import { fieldKeys, type AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { isList } from '../../../src/assets/jsonTree';
import { filterAssets } from '../finding/filterAssets';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { FieldReader } from '../../../src/finding/index/fieldReader';
import { valueOf, type IndexedAsset } from '../../../src/finding/indexedAsset';
import { quoted } from '../../../src/finding/query/fieldNames';
import type { Asset } from '../../../src/happyfox/asset';
import type { CustomField } from '../../../src/happyfox/customField';
import { AssetTable } from '../../../src/tables/assetTable';
import { plainView } from '../../../src/tables/tableView';
import { assetOf, definition, hostileName } from '../assets/arbitraries';
import { kindNameOf } from '../../../src/assets/fieldKinds';
import { fold } from '../../../src/assets/fold';

const world = {
  today: () => '2026-11-24',
  uniqueFields: [],
  staffName: (id: number) => (id === 1 ? 'Bob' : undefined),
};

/** Labels and numbers that people have trouble with, beside whatever else there is. */
const words = [
  'Spare',
  'EU',
  'eu',
  '10:30',
  'Spare (#3)',
  '#4',
  'a; b',
  'A OR B',
  'NOT used',
  '-5',
  '>=5',
  'empty',
  '"x" y',
  '(in)',
];
const choices = fc.uniqueArray(
  fc.record({
    id: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 9 }),
    label: fc.oneof(fc.constantFrom(...words), hostileName),
  }),
  { selector: ({ id, label }) => id ?? label, minLength: 1, maxLength: 6 },
);
const values = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(
    1e-7,
    1e21,
    -0,
    0.1,
    -5,
    '007',
    '0.12345678901234567890',
    '1,234.5',
    '9007199254740993',
    '16 GB',
    '2026-12-31',
    '2026',
    'today',
  ),
  fc.integer({ min: 1, max: 12 }),
  fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...words), fc.constant({ id: 3, text: 'Gone' })), {
    maxLength: 3,
  }),
);

/** A type whose fields and choices may have namesakes, in it and in the other types, where they may be of another kind. */
const typeWith = (id: number): fc.Arbitrary<AssetTypeDefinition> =>
  fc
    .tuple(
      definition,
      fc.array(fc.tuple(fc.constantFrom('Status', 'Location', 'Location (#45)'), choices)),
      fc.boolean(),
    )
    .map(([made, more, isShared]) => ({
      assetType: { ...made.assetType, id },
      fields: [
        ...made.fields,
        ...more.map(([name, list], at): CustomField => {
          const type = ['dropdown', 'multiple_options', 'text', 'number', 'date', 'hologram'][(at + id) % 6] ?? 'text';
          const fieldId = (isShared ? 100 : 100 * id) + at;
          return { id: fieldId, name, type, choices: type === 'dropdown' || type === 'multiple_options' ? list : null };
        }),
      ],
    }));

const assetWithOddValues = (type: AssetTypeDefinition): fc.Arbitrary<Asset> =>
  fc.tuple(assetOf(type), fc.array(fc.option(values), { minLength: 12, maxLength: 12 })).map(([asset, odd]) => ({
    ...asset,
    absent: [],
    customFields: [
      ...asset.customFields.filter(({ id }) => id < 100),
      ...type.fields
        .filter(({ id }) => id >= 100)
        .map(({ id, name, type: slug }, at) => ({ id, name, type: slug, order: at, value: odd[at % 12] ?? null })),
    ],
  }));

const account = fc
  .tuple(typeWith(1), typeWith(2))
  .chain((types) =>
    fc.tuple(
      fc.constant(types),
      fc.tuple(...types.map((type) => fc.array(assetWithOddValues(type), { minLength: 1, maxLength: 3 }))),
    ),
  )
  .map(([types, assets]) => {
    const index = new AssetIndex();
    for (const type of types) index.setDefinition(type);
    let id = 0;
    for (const [at, list] of assets.entries()) {
      const own = list.map((asset) => ({ ...asset, id: (id += 1) }));
      index.setAll(own, types[at]?.assetType.id ?? 0);
    }
    return { types, index };
  });

function tableOf(index: AssetIndex): AssetTable {
  const typeName = (id: number): string => index.definitions.get(id)?.assetType.name ?? '';
  return new AssetTable({
    index,
    world,
    assetTypeId: undefined,
    words: { typeName, staffName: world.staffName, moment: (time) => `on ${time}` },
  });
}

const isSeen = (text: string): boolean => text.trim() !== '' && fold(text) !== '' && text.length < 1_000;

/** The ids of choices that a row has in a field, told without a reader. */
function choicesOf(row: IndexedAsset, field: CustomField): readonly unknown[] {
  const value = valueOf(row, field.id) ?? null;
  return isList(value) ? value : [value];
}

describe('What a table shows', () => {
  it('is found where it is typed into the filter of its column', async () => {
    await fc.assert(
      fc.asyncProperty(account, async ({ index }) => {
        const table = tableOf(index);
        for (const column of table.columns) {
          table.show([column.key]);
          const [reader] = table.shown;
          for (const row of index.rows()) {
            const text = reader?.text(row) ?? '';
            if (!isSeen(text)) continue;
            table.look({ ...plainView, filters: { [column.key]: text } });
            await table.layOut();
            const { order, problems } = table.layout;
            const about = `${column.key} ${column.editor} ${JSON.stringify(text)}`;
            assert.ok(order.includes(row.id), about);
            assert.equal(problems.size, 0, about);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is found as a condition on its field, whatever that is called', () => {
    fc.assert(
      fc.property(account, ({ types, index }) => {
        for (const { assetType, fields } of types) {
          const keys = fieldKeys(fields);
          for (const field of fields) {
            const reader = new FieldReader(field);
            for (const row of index.rows(assetType.id)) {
              const text = reader.cell(valueOf(row, field.id) ?? null);
              if (!isSeen(text)) continue;
              for (const name of [`#${field.id}`, quoted(keys.get(field.id) ?? '')]) {
                if (!isSeen(name.replace(/^"|"$/g, ''))) continue;
                const query = `${name}:${quoted(text)}`;
                const { rows, problems } = filterAssets(index, query, world);
                assert.deepEqual(problems, [], query);
                assert.ok(rows.includes(row), query);
              }
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is found by an id where one is written: that choice, and no namesake of it', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 1, max: 12 }), ({ types, index }, id) => {
        for (const field of types.flatMap(({ fields }) => fields)) {
          const all = types.flatMap(({ fields }) => fields.filter((one) => one.id === field.id));
          if (!all.every((one) => ['dropdown', 'multipleOptions'].includes(kindNameOf(one)))) continue;
          // A label that looks like an id is a label, as in a document.
          const labels = all.flatMap(({ choices: list }) => (list ?? []).map(({ label }) => label));
          if (labels.some((label) => fold(label) === `#${id}` || label === String(id))) continue;
          const { rows } = filterAssets(index, `#${field.id}:#${id}`, world);
          for (const row of index.rows()) {
            const values = choicesOf(row, field);
            const isThere = values.some((one) => choiceIdIn(one as Parameters<typeof choiceIdIn>[0]) === id);
            const byLabel = values.some((one) => typeof one !== 'number' && typeof one !== 'object');
            if (!byLabel && !values.some((one) => typeof one === 'object' && one !== null && !('id' in one)))
              assert.equal(rows.includes(row), isThere, `#${field.id}:#${id} ${JSON.stringify(values)}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
