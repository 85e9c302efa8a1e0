import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SchemaWords } from '../../../src/assets/documentSchema';
import { documentSchema } from '../../../src/assets/documentSchema';
import { fieldKeys } from '../../../src/assets/assetTypeDefinition';
import { definition, thousand } from './arbitraries';
import { general, serialNumber, withoutContacts } from './samples';

const words: SchemaWords = {
  schema: 'schema',
  displayId: 'display id',
  name: 'name',
  contacts: 'contacts',
  contactsSwitchedOff: 'off',
  contactId: 'id of the contact',
  contactName: 'its name',
  contactEmail: 'its e-mail',
  contactPhone: 'phone',
  contactSnippet: 'Contact by id',
  customFields: 'fields',
  field: (kind, id) => `${kind} ${id}`,
  readOnly: (key) => `Read-only: ${key}`,
  choice: (id) => `id ${id}`,
  clear: 'no choice',
  today: 'today',
};

/** What the tests look at in a schema. */
interface Schema {
  readonly properties: Record<string, Schema>;
  readonly patternProperties: Record<string, Schema>;
  readonly [keyword: string]: unknown;
}

const schemaOf = (type: typeof general): Schema => documentSchema(type, words) as unknown as Schema;

/** Keywords that could find fault with a document. */
const faultFinding = [
  ...[
    'type',
    'const',
    'required',
    'additionalProperties',
    'unevaluatedProperties',
    'propertyNames',
    'uniqueItems',
    'not',
  ],
  ...['pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'oneOf', 'allOf'],
];

/** Every schema in a schema that stands alone, which an alternative with `{}` beside it does not. */
function* standingAlone(schema: unknown): Generator<Schema> {
  if (typeof schema !== 'object' || schema === null) return;
  yield schema as Schema;
  const { properties, patternProperties, items } = schema as Partial<Schema>;
  for (const inner of [...Object.values({ ...properties }), ...Object.values({ ...patternProperties }), items]) {
    yield* standingAlone(inner);
  }
}

describe('documentSchema', () => {
  const fields = schemaOf(general).properties.custom_fields!;

  it('has the document’s keys in their order', () => {
    assert.deepEqual(Object.keys(schemaOf(general).properties), [
      ...['$schema', 'display_id', 'name', 'contacts', 'custom_fields'],
      ...['asset_type', 'id', 'created_by', 'created_at', 'updated_by', 'updated_at'],
    ]);
  });

  it('offers labels, with their ids beside them, and accepts anything', () => {
    assert.deepEqual(fields.properties.Category, {
      title: 'Category',
      description: 'dropdown 47',
      default: null,
      anyOf: [
        {
          enum: ['Laptop', 'Desktop', 'Spare (#3)', 'Spare (#4)', null],
          enumDescriptions: ['id 1', 'id 2', 'id 3', 'id 4', 'no choice'],
        },
        {},
      ],
    });
  });

  it('tells the kinds apart', () => {
    assert.equal(fields.properties['Serial Number']?.default, null);
    assert.equal(fields.properties.Memory?.default, null);
    assert.deepEqual(fields.properties['Warranty Date']?.defaultSnippets, [
      { label: 'today', body: '$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE' },
    ]);
    assert.deepEqual(fields.properties.Tags?.default, []);
    assert.equal(fields.properties.Gadget?.readOnly, true);
  });

  it('marks what is read-only', () => {
    assert.deepEqual(schemaOf(general).properties.id, {
      description: 'Read-only: id',
      readOnly: true,
      doNotSuggest: true,
    });
    assert.equal(schemaOf(withoutContacts).properties.contacts?.description, 'off');
  });

  it('finds fault with no document, whatever the type', () => {
    fc.assert(
      fc.property(definition, (type) => {
        for (const schema of standingAlone(schemaOf(type))) {
          assert.deepEqual(
            faultFinding.filter((keyword) => Object.hasOwn(schema, keyword)),
            [],
          );
          assert.ok(!Object.hasOwn(schema, 'enum'));
          const { anyOf } = schema;
          if (Array.isArray(anyOf)) assert.ok(anyOf.some((one: object) => Object.keys(one).length === 0));
        }
      }),
      thousand,
    );
  });

  it('accepts a field by its id, unless another is called so', () => {
    assert.ok(Object.hasOwn(fields.patternProperties, '^#?45$'));
    const type = { ...general, fields: [serialNumber, { ...serialNumber, id: 46, name: '45' }] };
    const patterns = schemaOf(type).properties.custom_fields!.patternProperties;
    assert.deepEqual(Object.keys(patterns), ['^#?46$']);
  });

  it('has each field once, whatever it is called, and survives JSON', () => {
    fc.assert(
      fc.property(definition, (type) => {
        const { properties } = schemaOf(type).properties.custom_fields!;
        assert.deepEqual(new Set(Object.keys(properties)), new Set(fieldKeys(type.fields).values()));
        assert.doesNotThrow(() => void JSON.parse(JSON.stringify(schemaOf(type))));
      }),
      thousand,
    );
  });
});
