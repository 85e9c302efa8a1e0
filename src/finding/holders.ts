import type { LinkedContact } from '../happyfox/asset';
import type { IndexedAsset } from './indexedAsset';

/** A person, and how many assets they hold. */
export interface Holder {
  readonly person: LinkedContact;
  readonly assets: number;
}

/** Everybody who holds an asset, those with most first. */
export function holdersIn(rows: Iterable<IndexedAsset>): readonly Holder[] {
  const counts = new Map<number, { person: LinkedContact; assets: number }>();
  for (const { contacts } of rows) {
    for (const person of contacts) {
      const known = counts.get(person.id);
      if (known) known.assets += 1;
      else counts.set(person.id, { person, assets: 1 });
    }
  }
  return [...counts.values()].sort(
    (one, other) => other.assets - one.assets || nameOf(one.person).localeCompare(nameOf(other.person)),
  );
}

/** Everything that a person holds, type by type, by name. */
export function holdingsOf(rows: Iterable<IndexedAsset>, personId: number): readonly IndexedAsset[] {
  const held: IndexedAsset[] = [];
  for (const row of rows) if (row.contacts.some(({ id }) => id === personId)) held.push(row);
  return held.sort(
    (one, other) => one.assetTypeId - other.assetTypeId || one.name.localeCompare(other.name) || one.id - other.id,
  );
}

function nameOf({ name, email }: LinkedContact): string {
  return name ?? email ?? '';
}
