import { fold } from './fold';
import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues } from './namedValues';

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
}

/** The groups by label, numbers in it by value, and last the assets without a value. Values that differ in case or accents alone are one group. */
export function groupBy(rows: Iterable<IndexedAsset>, by: GroupKey, index: AssetIndex): readonly AssetGroup[] {
  const partsOf = by.kind === 'contact' ? contactParts : fieldParts(by.name, index);
  const groups = new Map<string, { readonly label: string; readonly rows: IndexedAsset[] }>();
  const empty: IndexedAsset[] = [];
  for (const row of rows) {
    const parts = partsOf(row);
    if (parts.length === 0) empty.push(row);
    for (const { key, label } of parts) {
      const group = groups.get(key) ?? { label, rows: [] };
      // Two fields of one name may say the same.
      if (group.rows.at(-1) !== row) group.rows.push(row);
      groups.set(key, group);
    }
  }
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sorted = Array.from(groups, ([key, group]) => ({ key, ...group })).sort((one, other) =>
    collator.compare(one.label, other.label),
  );
  return empty.length === 0 ? sorted : [...sorted, { key: '', label: undefined, rows: empty }];
}

function contactParts({ contacts }: IndexedAsset): readonly Part[] {
  return contacts.map(({ id, name, email }) => ({ key: `#${id}`, label: name || email || `#${id}` }));
}

function fieldParts(name: string, index: AssetIndex): (row: IndexedAsset) => readonly Part[] {
  const values = new NamedValues(name, index);
  return (row) =>
    values
      .of(row)
      .flatMap(({ reader, raw }) => reader.texts(raw).map((text) => ({ key: `=${fold(text)}`, label: text.trim() })));
}
