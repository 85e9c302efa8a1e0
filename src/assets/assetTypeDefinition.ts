import type { Asset } from '../happyfox/asset';
import type { AssetType } from '../happyfox/assetType';
import type { Choice, CustomField } from '../happyfox/customField';
import { closest } from './closest';

export { closest } from './closest';

/** A type of asset with all its custom fields, in the server's order. */
export interface AssetTypeDefinition {
  readonly assetType: AssetType;
  readonly fields: readonly CustomField[];
}

/** What a word in a document stands for. */
export type Match<Item> =
  | { readonly kind: 'found'; readonly item: Item }
  | { readonly kind: 'unknown'; readonly suggestion?: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] };

interface Named {
  readonly id: number | null;
  readonly name: string;
}

/** The document's key of each field, by id: its name, with ` (#45)` behind it where the name alone would not be unique. */
export function fieldKeys(fields: readonly CustomField[]): ReadonlyMap<number, string> {
  return uniqueKeys(fields);
}

/** The document's word for each choice that can be written, by id: its label, with ` (#45)` behind it where needed. */
export function choiceKeys(field: CustomField): ReadonlyMap<number, string> {
  return uniqueKeys((field.choices ?? []).map(namedChoice));
}

/** The field that a document's key names: by its key, its bare id (`45`) or `#45`. A key wins over an id that looks like it. */
export function fieldByKey(definition: AssetTypeDefinition, key: string): Match<CustomField> {
  return fieldLookup(definition)(key);
}

/** `fieldByKey` for many keys: the index is built once. */
export function fieldLookup({ fields }: Pick<AssetTypeDefinition, 'fields'>): (key: string) => Match<CustomField> {
  return lookup(fields, (field) => field);
}

/** The choices of a field by the words a document may use for them, which are those of `fieldByKey`. */
export function choiceLookup(field: CustomField): (key: string) => Match<Choice> {
  return lookup(field.choices ?? [], namedChoice);
}

/** The definition, and behind it the fields which the asset has but the definition lacks: a type's fields may change at any time. */
export function definitionFor(asset: Asset, definition: AssetTypeDefinition): AssetTypeDefinition {
  const known = new Set(definition.fields.map(({ id }) => id));
  const missing = asset.customFields.filter(({ id }) => !known.has(id));
  if (missing.length === 0) return definition;
  const stubs = missing.map(({ id, name, type }) => ({ id, name: name || `#${id}`, type, choices: null }));
  return { ...definition, fields: [...definition.fields, ...stubs] };
}

function namedChoice({ id, label }: Choice): Named {
  return { id, name: label };
}

/** Qualifies names until no two keys are alike; a qualified key may clash with another's plain name, hence the rounds. */
function uniqueKeys(items: readonly Named[]): ReadonlyMap<number, string> {
  const qualified = new Set<number>();
  const keyOf = ({ id, name }: Named): string => (id !== null && qualified.has(id) ? `${name} (#${id})` : name);
  for (let clashing = -1; clashing !== qualified.size;) {
    clashing = qualified.size;
    for (const alike of Map.groupBy(items, keyOf).values()) {
      if (new Set(alike.map(({ id }) => id)).size < 2) continue;
      for (const { id } of alike) if (id !== null) qualified.add(id);
    }
  }
  return new Map(items.flatMap((item) => (item.id === null ? [] : [[item.id, keyOf(item)] as const])));
}

function lookup<Item>(items: readonly Item[], nameOf: (item: Item) => Named): (key: string) => Match<Item> {
  const keys = uniqueKeys(items.map(nameOf));
  const byKey = new Map<string, Item>();
  const byId = new Map<number, Item>();
  for (const item of items) {
    const { id, name } = nameOf(item);
    if (id !== null) byId.set(id, item);
    byKey.set(id === null ? name : (keys.get(id) ?? name), item);
  }
  return (key) => {
    const named = byKey.get(key);
    if (named !== undefined) return { kind: 'found', item: named };
    const alike = items.map(nameOf).filter(({ name }) => name === key);
    if (alike.length > 0) {
      return {
        kind: 'ambiguous',
        candidates: alike.map(({ id, name }) => (id === null ? name : (keys.get(id) ?? name))),
      };
    }
    const numbered = byId.get(Number(/^#?([1-9]\d{0,15})$/.exec(key)?.[1]));
    if (numbered !== undefined) return { kind: 'found', item: numbered };
    const suggestion = closest(key, [...byKey.keys()]);
    return suggestion === undefined ? { kind: 'unknown' } : { kind: 'unknown', suggestion };
  };
}
