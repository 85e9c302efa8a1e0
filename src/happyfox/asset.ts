import * as z from 'zod';
import { type JsonObject, type JsonValue, isList, isObject } from './json';
import { Id, idText, isoTimestamp, Json, OptionalText } from './wire';

/** The value of one custom field on an asset, as the server wrote it (article §1: an array, not the object that a write takes). */
export interface FieldValue {
  readonly id: number;
  readonly name: string;
  /** The server's own type slug, e.g. `text`; see `CustomField.type`. */
  readonly type: string;
  readonly order: number | null;
  readonly value: JsonValue;
}

/** A person linked to an asset. Only `id` is certain. */
export interface LinkedContact {
  readonly id: number;
  readonly name: string | null;
  readonly email: string | null;
}

/** What a document edits. A key the server's answer lacked is listed in `Asset.absent`, and then must not be written. */
export type EditableKey = 'name' | 'display_id' | 'contacts' | 'custom_fields';

/** One asset (article §2). Optional members are absent where the server's answer has no such key. */
export interface Asset {
  readonly id: number;
  /** Never a number, although it may look like one: leading zeros count. */
  readonly displayId: string;
  readonly name: string;
  readonly contacts: readonly LinkedContact[];
  readonly customFields: readonly FieldValue[];
  /** Absent from the answer to a create (article §3), where the client fills it in from the request; its name is then empty. */
  readonly assetType?: { readonly id: number; readonly name: string };
  readonly createdBy?: number | null;
  readonly createdAt?: string | null;
  readonly updatedBy?: number | null;
  readonly updatedAt?: string | null;
  /** Editable keys that the answer did not hold; saving such an asset is refused, for a default would be written over what is there. */
  readonly absent: readonly EditableKey[];
  /** Keys of the answer that the article does not name, e.g. `contact_groups`; shown, never sent. */
  readonly unknownKeys: JsonObject;
}

/** A number with more digits than JavaScript can hold, or spelled as no JavaScript number is. */
interface WireNumber {
  /** As JSON spells it. */
  readonly digits: string;
}

/** A value for a write, in the form of article §3's table: text, integer, choice id, list of choice ids, `YYYY-MM-DD`, or null to clear. */
export type WritableValue = string | number | null | readonly number[];

/** A value as a write sends it: one of the article's forms, or what was read and is not understood, sent back as it came. */
export type SentValue = WritableValue | boolean | WireNumber | readonly (string | number | boolean | null)[];

/** A person who does not exist yet: created and linked by the write that names them (article §3, `contacts`). */
export interface NewContact {
  /** Null where only e-mail or phone is known, which then is sent as the name that article §3's table requires. */
  readonly name: string | null;
  /** Null for somebody who is known by phone. */
  readonly email: string | null;
  /** As it was typed; without an e-mail there is always one. */
  readonly phone?: string;
}

/** The full editable state of an asset, as POST and PUT send it (article §3 and §4). */
export interface AssetContent {
  readonly name: string;
  readonly displayId: string;
  /** The whole list: whether a write replaces or adds is undocumented, so nothing is left to chance. `undefined` where the type has contacts switched off. */
  readonly contactIds?: readonly number[];
  /** Takes an agent with “Manage all Contacts”. A write with any can't be repeated without creating them twice. */
  readonly newContacts?: readonly NewContact[];
  /** By custom-field id. A field left out is not sent; null and `[]` clear. */
  readonly customFields: ReadonlyMap<number, SentValue>;
}

/**
 * The article's own form, key by key. It holds no union and hardly a check, so that zod compiles it whole, and reads the custom fields, which are
 * most of a page, by hand. Reading a page so costs less than a third of parsing its JSON. What it refuses, `AnyForm` may still take.
 */
const ArticleForm = z
  .object({
    id: z.int().positive(),
    display_id: z.string(),
    name: z.string(),
    contacts: z.array(z.object({ id: z.number(), name: z.string().nullable(), email: z.string().nullable() })),
    custom_fields: Json.transform((list, context) => {
      const values = articleValuesIn(list);
      if (values) return values;
      context.addIssue({ code: 'custom', message: 'Invalid input' });
      return z.NEVER;
    }),
    asset_type: z.object({ id: z.number(), name: z.string() }).optional(),
    created_by: z.number().nullable().optional(),
    created_at: z.string().nullable().optional(),
    updated_by: z.number().nullable().optional(),
    updated_at: z.string().nullable().optional(),
  })
  .catchall(Json);

/** By hand, for zod would make four objects of each value that is there, and the garbage cost more than the request. */
function articleValuesIn(list: JsonValue): readonly FieldValue[] | undefined {
  if (!isList(list)) return undefined;
  const values: FieldValue[] = [];
  for (const entry of list) {
    const value = articleValueIn(entry);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function articleValueIn(entry: JsonValue): FieldValue | undefined {
  if (!isObject(entry)) return undefined;
  const { id, name, type, order, value } = entry;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof type !== 'string') return undefined;
  if ((typeof order !== 'number' && order !== null) || value === undefined) return undefined;
  return { id, name, type, order, value };
}

const AnyContact = z
  .object({ id: Id, name: OptionalText, email: OptionalText })
  .transform(({ id, name, email }): LinkedContact => ({ id, name: name ?? null, email: email ?? null }));

const AnyFieldValue = z
  .object({
    id: Id,
    name: OptionalText,
    type: OptionalText,
    order: z.number().nullish(),
    value: Json.optional(),
  })
  .transform(({ id, name, type, order, value }): FieldValue => ({
    id,
    name: name ?? '',
    type: type ?? '',
    order: order ?? null,
    value: value ?? null,
  }));

/** The object form that a write takes, should an answer ever echo it: `{"45": "X"}`. A key that is no field id is refused. */
const FieldMap = z
  .record(z.string().regex(idText), Json)
  .transform((byId) =>
    Object.entries(byId).map(([id, value]): FieldValue => ({ id: Number(id), name: '', type: '', order: null, value })),
  );

const AnyType = z.union([
  z.object({ id: Id, name: OptionalText }).transform(({ id, name }) => ({ id, name: name ?? '' })),
  Id.transform((id) => ({ id, name: '' })),
]);

/** An agent's id, or a record of which only the id matters. */
const Person = z.union([Id, z.null(), z.object({ id: Id }).transform(({ id }) => id)]).optional();

const AnyForm = z
  .object({
    id: Id,
    display_id: OptionalText,
    name: OptionalText,
    contacts: z.array(AnyContact).nullish(),
    custom_fields: z.union([z.array(AnyFieldValue).readonly(), FieldMap]).nullish(),
    asset_type: AnyType.nullish(),
    created_by: Person,
    created_at: OptionalText,
    updated_by: Person,
    updated_at: OptionalText,
  })
  .catchall(Json);

/** Reads the wire's form. Only `id` is certain; what else is there must have its shape, and what is not is said in `absent`. */
export const Asset = z.union([ArticleForm, AnyForm]).transform((wire): Asset => {
  // Built step by step, for spreads would cost as much as the parsing of the whole page.
  const asset: { -readonly [Key in keyof Asset]: Asset[Key] } = {
    id: wire.id,
    displayId: wire.display_id ?? '',
    name: wire.name ?? '',
    contacts: wire.contacts ?? [],
    customFields: wire.custom_fields ?? [],
    absent: absentKeys(wire),
    unknownKeys: unknownKeys(wire),
  };
  if (wire.asset_type) asset.assetType = wire.asset_type;
  if (wire.created_by !== undefined) asset.createdBy = wire.created_by;
  if (wire.created_at !== undefined) asset.createdAt = wire.created_at && isoTimestamp(wire.created_at);
  if (wire.updated_by !== undefined) asset.updatedBy = wire.updated_by;
  if (wire.updated_at !== undefined) asset.updatedAt = wire.updated_at && isoTimestamp(wire.updated_at);
  return asset;
});

const knownKeys: ReadonlySet<string> = new Set(Object.keys(AnyForm.shape));
const noKeys: JsonObject = Object.freeze({});
const nothingAbsent: readonly EditableKey[] = Object.freeze([]);

/** zod has dropped an own `__proto__` by then, so plain assignment is safe. */
function unknownKeys(wire: z.output<typeof AnyForm>): JsonObject {
  let found: Record<string, JsonValue> | undefined;
  for (const key in wire) {
    const value = knownKeys.has(key) ? undefined : wire[key];
    if (value !== undefined) (found ??= {})[key] = value;
  }
  return found ?? noKeys;
}

/** A null list holds nothing that a write could lose; a null name would be written over with an empty one. */
function absentKeys({ name, display_id, contacts, custom_fields }: z.output<typeof AnyForm>): readonly EditableKey[] {
  if (typeof name === 'string' && typeof display_id === 'string' && contacts && custom_fields) return nothingAbsent;
  const absent: EditableKey[] = [];
  if (name === undefined || name === null) absent.push('name');
  if (display_id === undefined || display_id === null) absent.push('display_id');
  if (contacts === undefined) absent.push('contacts');
  if (custom_fields === undefined) absent.push('custom_fields');
  return absent;
}
