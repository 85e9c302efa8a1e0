import fc from 'fast-check';
import type { Asset, FieldValue } from '../../../src/happyfox/asset';
import type { CustomField } from '../../../src/happyfox/customField';
import type { JsonValue } from '../../../src/happyfox/json';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { noText } from '../../../src/assets/plainText';
import { kindNameOf, type FieldKindName } from '../../../src/assets/fieldKinds';

/** A thousand cases each; fast-check prints seed and path of a failure. */
export const thousand = { numRuns: 1000 };

/** Names that have broken programs, and any other. */
export const hostileName = fc.oneof(
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '45', '#45', '46', 'X', 'X (#45)', 'X (#45) (#46)'],
    ...['', ' ', '"', '\\', 'é', 'e\u0301', 'a/b', '..', '%2F', '\u202Eabc', '$(x)', '[a](command:b)', '\ud800', '\n'],
    ...['name', 'custom_fields', '\u200b', '1', '#1', 'A', 'A (#1)'],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** By kind, so that the compiler asks for those of a new one. */
const slugs: Readonly<Record<FieldKindName, readonly string[]>> = {
  text: ['text'],
  textarea: ['textarea'],
  number: ['number'],
  date: ['date'],
  dropdown: ['dropdown', 'select'],
  multipleOptions: ['multiple_options', 'checkbox'],
  unknown: ['hologram'],
};

const choices = fc
  .uniqueArray(fc.record({ id: fc.option(fc.integer({ min: 1, max: 12 })), label: hostileName }), {
    selector: ({ id, label }) => id ?? label,
    maxLength: 8,
  })
  .filter((list) => list.length > 0);

const customField = fc
  .record({
    id: fc.integer({ min: 40, max: 60 }),
    name: hostileName,
    type: fc.constantFrom(...Object.values(slugs).flat()),
    choices,
  })
  .map((field): CustomField => (hasChoices(field) ? field : { ...field, choices: null }));

function hasChoices(field: CustomField): boolean {
  return ['dropdown', 'multipleOptions'].includes(kindNameOf(field));
}

/** A type of up to ten fields, the names of which may be alike. */
export const definition: fc.Arbitrary<AssetTypeDefinition> = fc.record({
  assetType: fc.record({
    id: fc.constant(1),
    name: hostileName,
    description: fc.constant(null),
    settings: fc.record({ enableContactAssociation: fc.boolean() }),
  }),
  fields: fc.uniqueArray(customField, { selector: ({ id }) => id, maxLength: 10 }),
});

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyText = fc.oneof(hostileName, fc.string());

/** A value that a document may hold for the field and a write may send, never empty; undefined where the field can't be written. */
export function writableValue(field: CustomField): fc.Arbitrary<string | number | readonly number[]> | undefined {
  const ids = (field.choices ?? []).flatMap(({ id }) => (id === null ? [] : [id]));
  switch (kindNameOf(field)) {
    case 'text':
    case 'textarea':
      return anyText.filter((text) => text !== '' && noText(text) === undefined);
    case 'number':
      return fc.oneof(
        fc.integer(),
        fc.integer().map((cents) => cents / 100),
      );
    case 'date':
      return day;
    case 'dropdown':
      return ids.length === 0 ? undefined : fc.constantFrom(...ids);
    case 'multipleOptions':
      return ids.length === 0 ? undefined : fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
    case 'unknown':
      return undefined;
  }
}

/** What the server might answer for the field: a good value, one in another form, or anything at all. */
function serverValue(field: CustomField): fc.Arbitrary<JsonValue> {
  const labels = (field.choices ?? []).map(({ label }) => label);
  const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
  return fc.oneof(
    writableValue(field) ?? fc.constant(null),
    fc.constantFrom(null, '', [], 0, 45, '45', '007', '12.50', 1e21, '2023-02-29', '2026-01-02T00:00:00Z', 'text'),
    anything,
    anyText,
    labels.length === 0 ? anything : fc.constantFrom(...labels),
    labels.length === 0 ? anything : fc.constantFrom(...labels).map((text) => [{ id: 3, text }, text]),
  );
}

const contacts = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 1, max: 9 }), name: fc.option(hostileName), email: fc.option(fc.string()) }),
  { selector: ({ id }) => id, maxLength: 4 },
);

const unknownKeys = fc.dictionary(
  fc.oneof(fc.constantFrom('contact_groups', '__proto__', 'id'), fc.string({ maxLength: 5 })),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
) as fc.Arbitrary<Record<string, JsonValue>>;

/** An asset of the type; fields may be missing from it, or from the type. */
export function assetOf({ fields }: AssetTypeDefinition): fc.Arbitrary<Asset> {
  const stranger: CustomField = { id: 99, name: 'X', type: 'text', choices: null };
  const values = [...fields, stranger].map((field) =>
    fc
      .record({ value: serverValue(field), order: fc.option(fc.integer({ min: 0, max: 9 })), there: fc.boolean() })
      .map(({ value, order, there }): FieldValue[] =>
        there ? [{ id: field.id, name: field.name, type: field.type, order, value }] : [],
      ),
  );
  return fc.record<Asset>({
    id: fc.integer({ min: 1 }),
    displayId: hostileName,
    name: hostileName,
    contacts,
    customFields: fc.tuple(...values).map((list) => list.flat()),
    assetType: fc.record({ id: fc.constant(1), name: hostileName }),
    createdBy: fc.option(fc.integer({ min: 1, max: 3 })),
    absent: fc.subarray(['name', 'display_id', 'contacts', 'custom_fields'] as const, { maxLength: 1 }),
    unknownKeys,
  });
}

/** A type and an asset of it. */
export const typeAndAsset = definition.chain((type) => fc.tuple(fc.constant(type), assetOf(type)));

/** A type and three assets of it. */
export const typeAndThreeAssets = definition.chain((type) =>
  fc.tuple(fc.constant(type), assetOf(type), assetOf(type), assetOf(type)),
);
