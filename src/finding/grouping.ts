import { fold } from './fold';
import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues } from './namedValues';
import { compareDecimals, decimalOf, type Decimal } from './query/decimal';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';

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
  readonly label: string;
  /** Of a field of numbers. */
  readonly number?: Decimal | undefined;
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
  const sorted = yield* toldApart(yield* sortInSteps([...groups.values()], compareGroups));
  return empty.length === 0 ? sorted : [...sorted, { key: '', label: undefined, rows: empty }];
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compareGroups(one: Group, other: Group): number {
  if (one.number && other.number) return compareDecimals(one.number, other.number);
  if (one.number || other.number) return one.number ? -1 : 1;
  return collator.compare(one.label, other.label);
}

/** People of one name are several groups, whose labels have their ids behind. */
function* toldApart(groups: readonly Group[]): Steps<readonly AssetGroup[]> {
  const counts = new Map<string, number>();
  for (const [at, { label }] of groups.entries()) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    if (at % stride === stride - 1) yield;
  }
  const told: AssetGroup[] = [];
  for (const { key, label, rows } of groups) {
    told.push({ key, label: key.startsWith('#') && counts.get(label) !== 1 ? `${label} (${key})` : label, rows });
    if (told.length % stride === 0) yield;
  }
  return told;
}

function contactParts({ contacts }: IndexedAsset): readonly Part[] {
  return contacts.map(({ id, name, email }) => ({ key: `#${id}`, label: name || email || `#${id}` }));
}

function fieldParts(name: string, index: AssetIndex): (row: IndexedAsset) => readonly Part[] {
  const values = new NamedValues(name, index);
  return (row) =>
    values.of(row).flatMap(({ reader, raw }) =>
      reader.texts(raw).map((text) => ({
        key: `=${fold(text)}`,
        label: text.trim(),
        number: reader.form === 'number' ? decimalOf(text) : undefined,
      })),
    );
}
