import type { Asset, EditableKey, FieldValue, LinkedContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';

/** A custom field as an asset lists it, without its value. */
export type ListedField = Omit<FieldValue, 'value'>;

/** The custom fields that assets list, in the server's order. One object serves all rows that list the same. */
export interface FieldList {
  readonly fields: readonly ListedField[];
  /** Where a field's value is in `IndexedAsset.values`, by field id. */
  readonly position: ReadonlyMap<number, number>;
}

/**
 * One asset as the index keeps it, about 400 bytes: what assets have in common is one object shared by all of them, so compare
 * `fields`, contacts and `assetType` by identity freely. The keys are always there and always in this order, since rows of one shape cost least.
 */
export interface IndexedAsset {
  readonly id: number;
  readonly assetTypeId: number;
  readonly displayId: string;
  readonly name: string;
  readonly contacts: readonly LinkedContact[];
  readonly fields: FieldList;
  /** The raw values as the server gave them, in the order of `fields.fields`. */
  readonly values: readonly JsonValue[];
  /** As the asset's answer named it; undefined where it did not. */
  readonly assetType: { readonly id: number; readonly name: string } | undefined;
  /** Undefined where the answer had no such key, as for the three that follow. */
  readonly createdBy: number | null | undefined;
  readonly createdAt: string | null | undefined;
  readonly updatedBy: number | null | undefined;
  readonly updatedAt: string | null | undefined;
  /** See `Asset.absent`. */
  readonly absent: readonly EditableKey[];
  /** When the request began that read it, or the write ended that answered so; see `WrittenAssets`. */
  readonly knownAt: number;
}

/** What a row is made of: `fields` and contacts may be any objects of their shape, as they come from a file. */
type RowParts = Omit<IndexedAsset, 'fields'> & { readonly fields: FieldList | readonly ListedField[] };

/**
 * Makes rows that share what they can. One pool serves an account; dropping it frees what no row holds.
 */
export class RowPool {
  private readonly fieldLists = new Map<string, FieldList>();
  private readonly contacts = new Map<number, LinkedContact>();
  private readonly alone = new Map<LinkedContact, readonly LinkedContact[]>();
  private readonly types = new Map<string, { readonly id: number; readonly name: string }>();
  private readonly texts = new Map<number, TextPool>();

  /** The row of an asset. Keys that the article does not name (`Asset.unknownKeys`) are left behind. */
  toRow(asset: Asset, assetTypeId: number, knownAt = 0): IndexedAsset {
    const { id, displayId, name, contacts, customFields, absent } = asset;
    return this.row({
      id,
      assetTypeId,
      displayId,
      name,
      contacts,
      fields: customFields,
      values: customFields.map(({ value }) => value),
      assetType: asset.assetType,
      createdBy: asset.createdBy,
      createdAt: asset.createdAt,
      updatedBy: asset.updatedBy,
      updatedAt: asset.updatedAt,
      absent,
      knownAt,
    });
  }

  /** A row of these parts, which share from now on what they can. */
  row(parts: RowParts): IndexedAsset {
    const fields = this.fieldList(parts.fields);
    const { displayId, name, createdAt, updatedAt, assetType } = parts;
    return {
      id: parts.id,
      assetTypeId: parts.assetTypeId,
      displayId,
      name: name === displayId ? displayId : name,
      contacts: this.contactList(parts.contacts),
      fields,
      values: parts.values.map((value, index) => this.value(fields.fields[index]?.id ?? 0, value)),
      assetType: assetType && this.assetType(assetType),
      createdBy: parts.createdBy,
      createdAt,
      updatedBy: parts.updatedBy,
      updatedAt: updatedAt === createdAt ? createdAt : updatedAt,
      absent: parts.absent.length === 0 ? none : parts.absent,
      knownAt: parts.knownAt,
    };
  }

  /** The shared list for what an asset lists. */
  fieldList(listed: FieldList | readonly ListedField[]): FieldList {
    const fields = 'position' in listed ? listed.fields : listed;
    let key = '';
    for (const { id, name, type, order } of fields) key += `${id}\n${order}\n${type}\n${name}\n`;
    const known = this.fieldLists.get(key);
    if (known) return known;
    const made: FieldList = {
      fields: fields.map(({ id, name, type, order }) => ({ id, name, type, order })),
      position: new Map(fields.map(({ id }, index) => [id, index])),
    };
    this.fieldLists.set(key, made);
    return made;
  }

  /** Every list of fields that a row was made with. */
  lists(): Iterable<FieldList> {
    return this.fieldLists.values();
  }

  private contactList(list: readonly LinkedContact[]): readonly LinkedContact[] {
    const [first] = list;
    if (first === undefined) return none;
    if (list.length > 1) return list.map((contact) => this.contact(contact));
    const contact = this.contact(first);
    const known = this.alone.get(contact);
    if (known) return known;
    const made = [contact];
    this.alone.set(contact, made);
    return made;
  }

  private contact({ id, name, email }: LinkedContact): LinkedContact {
    const known = this.contacts.get(id);
    if (known?.name === name && known.email === email) return known;
    const made = { id, name, email };
    this.contacts.set(id, made);
    if (known) this.alone.delete(known);
    return made;
  }

  private assetType({ id, name }: { id: number; name: string }): { readonly id: number; readonly name: string } {
    const key = `${id}\n${name}`;
    const known = this.types.get(key);
    if (known) return known;
    const made = { id, name };
    this.types.set(key, made);
    return made;
  }

  private value(fieldId: number, value: JsonValue): JsonValue {
    if (typeof value !== 'string') return isEmptyList(value) ? none : value;
    let pool = this.texts.get(fieldId);
    if (pool === undefined) this.texts.set(fieldId, (pool = new TextPool()));
    return pool.share(value);
  }
}

/** The asset as far as the row knows it: all but the keys that the article does not name. */
export function toAsset(row: IndexedAsset): Asset {
  const { id, displayId, name, contacts, fields, values, assetType, absent } = row;
  return {
    id,
    displayId,
    name,
    contacts,
    customFields: fields.fields.map((field, index) => ({ ...field, value: values[index] ?? null })),
    ...(assetType && { assetType }),
    ...(row.createdBy !== undefined && { createdBy: row.createdBy }),
    ...(row.createdAt !== undefined && { createdAt: row.createdAt }),
    ...(row.updatedBy !== undefined && { updatedBy: row.updatedBy }),
    ...(row.updatedAt !== undefined && { updatedAt: row.updatedAt }),
    absent,
    unknownKeys: {},
  };
}

/** The raw value of a custom field; undefined where the asset does not list it. */
export function valueOf({ fields, values }: IndexedAsset, fieldId: number): JsonValue | undefined {
  const position = fields.position.get(fieldId);
  return position === undefined ? undefined : (values[position] ?? null);
}

const none: readonly never[] = Object.freeze([]);

function isEmptyList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A field of which most values differ, such as a serial number, gains nothing from sharing, and the pool would cost more than it saves. */
class TextPool {
  private texts: Map<string, string> | undefined = new Map();
  private asked = 0;

  share(text: string): string {
    if (this.texts === undefined) return text;
    const known = this.texts.get(text);
    this.asked += 1;
    if (known !== undefined) return known;
    this.texts.set(text, text);
    if (this.texts.size > 1_000 && this.texts.size > this.asked / 2) this.texts = undefined;
    return text;
  }
}
