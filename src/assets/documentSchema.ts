import type { CustomField } from '../happyfox/customField';
import type { JsonObject } from '../happyfox/json';
import { type AssetTypeDefinition, fieldKeys } from './assetTypeDefinition';
import { type ReadOnlyKey, readOnlyKeys } from './documentKeys';
import { contactsAllowed } from './editableState';
import { type FieldKindName, kindOf, kindNameOf } from './fieldKinds';
import type { FieldWords } from './fieldKind';

/** The sentences of a schema, in the user's language. Those of `FieldWords` are about fields' values. */
export interface SchemaWords extends FieldWords {
  readonly schema: string;
  readonly displayId: string;
  readonly name: string;
  readonly contacts: string;
  /** Where the type has contacts switched off. */
  readonly contactsSwitchedOff: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly contactPhone: string;
  /** Label of the snippet that links a contact. */
  readonly contactSnippet: string;
  readonly customFields: string;
  readonly field: (kind: FieldKindName, id: number) => string;
  /** Why a key of the read-only block can't be changed, e.g. "Read-only: …". */
  readonly readOnly: (key: ReadOnlyKey) => string;
}

/**
 * JSON Schema (draft 7, with VS Code's additions) of the documents of one type: what is suggested, and what hovers say. It finds no
 * fault with any document, since `parseDocument` does, and knows better: one mistake is to be told once.
 */
export function documentSchema(definition: AssetTypeDefinition, words: SchemaWords): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: definition.assetType.name,
    properties: {
      $schema: { description: words.schema, doNotSuggest: true },
      display_id: { description: words.displayId, default: '' },
      name: { description: words.name, default: '' },
      contacts: contactsSchema(definition, words),
      custom_fields: fieldsSchema(definition, words),
      ...Object.fromEntries(
        readOnlyKeys.map((key) => [key, { description: words.readOnly(key), readOnly: true, doNotSuggest: true }]),
      ),
    },
  };
}

/** Fields by their keys, which are suggested, and by their ids, which are only accepted. */
function fieldsSchema({ fields }: AssetTypeDefinition, words: SchemaWords): JsonObject {
  const keys = fieldKeys(fields);
  const described = fields.map((field) => [keys.get(field.id) ?? field.name, fieldSchema(field, words)] as const);
  return {
    description: words.customFields,
    default: {},
    // Unlike assignment, this makes a field called __proto__ a property like any other.
    properties: Object.fromEntries(described),
    patternProperties: Object.fromEntries(
      fields.filter(({ id }) => !keyIsId(keys, id)).map((field) => [`^#?${field.id}$`, fieldSchema(field, words)]),
    ),
  };
}

/** Whether some field's key looks like this id: then the key counts, and a pattern would demand both fields' values of it. */
function keyIsId(keys: ReadonlyMap<number, string>, id: number): boolean {
  const values = new Set(keys.values());
  return values.has(`${id}`) || values.has(`#${id}`);
}

function fieldSchema(field: CustomField, words: SchemaWords): JsonObject {
  return {
    title: field.name,
    description: words.field(kindNameOf(field), field.id),
    ...kindOf(field).jsonSchema(field, words),
  };
}

function contactsSchema(definition: AssetTypeDefinition, words: SchemaWords): JsonObject {
  if (!contactsAllowed(definition)) {
    return { description: words.contactsSwitchedOff, readOnly: true, doNotSuggest: true };
  }
  return {
    description: words.contacts,
    default: [],
    items: {
      defaultSnippets: [{ label: words.contactSnippet, body: { name: '$1' } }],
      properties: {
        id: { description: words.contactId },
        name: { description: words.contactName },
        email: { description: words.contactEmail },
        phone: { description: words.contactPhone },
      },
    },
  };
}
