import { fold } from './fold';
import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues } from './namedValues';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';
import { compareValues, orderedValue, type OrderedValue } from './valueOrder';

/** What assets are grouped by: the people they are linked to, or a field, named as in a query. */
export type GroupKey = { readonly kind: 'contact' } | { readonly kind: 'field'; readonly name: string };

/** Assets that have something in common. An asset with several choices or contacts is in several groups. */
export interface AssetGroup {
  /** Stays the same while labels do: for the ids of tree nodes. */
  readonly key: string;
  /** A value as its first asset has it, a choice's label, a person's name or e-mail; undefined for the assets without any. */
  readonly label: string | undefined;
  readonly rows: readonly IndexedAsset[];
}

interface Part {
  readonly key: string;
  readonly value: OrderedValue;
}

interface Group extends Part {
  readonly rows: IndexedAsset[];
}

/**
 * The groups by label, numbers in it by value, and last the assets without a value. Values that differ in case or accents alone are one group.
 * Yields now and then; see `withPauses`.
 */
export function* groupBy(rows: Iterable<IndexedAsset>, by: GroupKey, index: AssetIndex): Steps<readonly AssetGroup[]> {
  const partsOf = by.kind === 'contact' ? contactParts : fieldParts(by.name, index);
  const groups = new Map<string, Group>();
  const empty: IndexedAsset[] = [];
  let seen = 0;
  for (const row of rows) {
    const parts = partsOf(row);
    if (parts.length === 0) empty.push(row);
    for (const part of parts) {
      const { key } = part;
      const group = groups.get(key) ?? { ...part, rows: [] };
      // Two fields of one name may say the same.
      if (group.rows.at(-1) !== row) group.rows.push(row);
      groups.set(key, group);
    }
    seen += 1;
    if (seen % stride === 0) yield;
  }
  const sorted = yield* toldApart(yield* sortInSteps([...groups.values()], byValue));
  return empty.length === 0 ? sorted : [...sorted, { key: '', label: undefined, rows: empty }];
}

function byValue({ value: one }: Group, { value: other }: Group): number {
  return compareValues(one, other);
}

/** People of one name are several groups, whose labels have their ids behind. */
function* toldApart(groups: readonly Group[]): Steps<readonly AssetGroup[]> {
  const counts = new Map<string, number>();
  for (const [at, { value }] of groups.entries()) {
    counts.set(value.text, (counts.get(value.text) ?? 0) + 1);
    if (at % stride === stride - 1) yield;
  }
  const told: AssetGroup[] = [];
  for (const { key, value, rows } of groups) {
    const { text } = value;
    told.push({ key, label: key.startsWith('#') && counts.get(text) !== 1 ? `${text} (${key})` : text, rows });
    if (told.length % stride === 0) yield;
  }
  return told;
}

function contactParts({ contacts }: IndexedAsset): readonly Part[] {
  return contacts.flatMap(({ id, name, email }) => partOf(`#${id}`, name || email || `#${id}`, 'text'));
}

function fieldParts(name: string, index: AssetIndex): (row: IndexedAsset) => readonly Part[] {
  const values = new NamedValues(name, index);
  return (row) =>
    values
      .of(row)
      .flatMap(({ reader, raw }) => reader.texts(raw).flatMap((text) => partOf(`=${fold(text)}`, text, reader.form)));
}

function partOf(key: string, text: string, kind: string): readonly Part[] {
  const value = orderedValue(text, kind);
  return value ? [{ key, value }] : [];
}
