import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues, type ReadValue } from './namedValues';
import type { RowValue } from './rowOrder';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';
import { compareValues, orderedValue, type OrderedValue } from './valueOrder';
import { fold } from '../assets/fold';
import { personLabel } from '../assets/person';

/** What assets are grouped by: the people they are linked to, or a field, named as in a query. */
export type GroupKey = { readonly kind: 'contact' } | { readonly kind: 'field'; readonly name: string };

/** Assets that have something in common. An asset with several choices or contacts is in several groups. */
export interface AssetGroup {
  /** Stays the same while labels do, but for their case: for the ids of tree nodes. Empty for the assets without a value. */
  readonly key: string;
  /** A value as its first asset has it, a choice's label, a person's name or e-mail; undefined for the assets without any. */
  readonly label: string | undefined;
  readonly rows: readonly IndexedAsset[];
}

/** One of the things that an asset says where assets are grouped. */
export interface GroupPart {
  /** The same for all that belong together. */
  readonly key: string;
  readonly label: string;
  /** What the groups are sorted by. */
  readonly value: RowValue;
}

interface Group {
  readonly key: string;
  readonly label: string;
  readonly value: OrderedValue | undefined;
  readonly rows: IndexedAsset[];
}

/** The groups of the tree; see `groupRows`. */
export function* groupBy(rows: Iterable<IndexedAsset>, by: GroupKey, index: AssetIndex): Steps<readonly AssetGroup[]> {
  return yield* groupRows(rows, by.kind === 'contact' ? contactParts : fieldParts(by.name, index));
}

/**
 * The groups by their values, see `compareValues`, and last the assets without a value. Yields now and then; see `withPauses`.
 * @param partsOf what an asset says: several things put it into several groups, none among the assets without a value
 */
export function* groupRows(
  rows: Iterable<IndexedAsset>,
  partsOf: (row: IndexedAsset) => readonly GroupPart[],
): Steps<readonly AssetGroup[]> {
  const groups = new Map<string, Group>();
  const empty: IndexedAsset[] = [];
  let seen = 0;
  for (const row of rows) {
    const parts = partsOf(row);
    if (parts.length === 0) empty.push(row);
    for (const { key, label, value } of parts) {
      const group = groups.get(key) ?? { key, label, value: orderedValue(value.text, value.kind), rows: [] };
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

/** The people whom an asset is linked to. */
export function contactParts({ contacts }: IndexedAsset): readonly GroupPart[] {
  return contacts.map((person) => {
    const label = personLabel(person);
    return { key: `#${person.id}`, label, value: { text: label, kind: 'text' } };
  });
}

/** What a value of a field says. */
export function valueParts({ reader, raw }: ReadValue): readonly GroupPart[] {
  return reader.texts(raw).map((text) => textPart(text.trim(), { text, kind: reader.form }));
}

/** A text to group by: all that differ from it in case, accents or white space alone are one group. */
export function textPart(label: string, value: RowValue): GroupPart {
  return { key: `=${fold(label)}`, label, value };
}

function byValue({ value: one }: Group, { value: other }: Group): number {
  if (!one || !other) return Number(!one) - Number(!other);
  return compareValues(one, other);
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

function fieldParts(name: string, index: AssetIndex): (row: IndexedAsset) => readonly GroupPart[] {
  const values = new NamedValues(name, index);
  return (row) => values.of(row).flatMap(valueParts);
}
