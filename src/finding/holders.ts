import type { LinkedContact } from '../happyfox/asset';
import { inStretches, pausing, type Pause } from '../happyfox/pause';
import type { IndexedAsset } from './indexedAsset';
import { sortInSteps } from './steppedSort';
import { withPauses } from './steps';
import { compareNames } from '../assets/nameOrder';
import { personLabel } from '../assets/person';

/** A person, and how many assets they hold. */
interface Holder {
  readonly person: LinkedContact;
  readonly assets: number;
}

/** Everybody who holds an asset, those with most first. In stretches; throws what `pause` throws. */
export async function holdersIn(rows: Iterable<IndexedAsset>, pause: Pause = pausing()): Promise<readonly Holder[]> {
  const counts = new Map<number, { person: LinkedContact; assets: number }>();
  for (const { contacts } of rows) {
    await pause();
    for (const person of contacts) {
      const known = counts.get(person.id);
      if (known) known.assets += 1;
      else counts.set(person.id, { person, assets: 1 });
    }
  }
  const byMost = (one: Holder, other: Holder): number =>
    other.assets - one.assets || compareNames(personLabel(one.person), personLabel(other.person));
  return withPauses(sortInSteps([...counts.values()], byMost), pause);
}

/** Everything that a person holds, type by type, by name. In stretches; throws what `pause` throws. */
export async function holdingsOf(
  rows: Iterable<IndexedAsset>,
  personId: number,
  pause: Pause = pausing(),
): Promise<readonly IndexedAsset[]> {
  const held = await inStretches(rows, pause, (row) => (row.contacts.some(({ id }) => id === personId) ? [row] : []));
  const byTypeAndName = (one: IndexedAsset, other: IndexedAsset): number =>
    one.assetTypeId - other.assetTypeId || compareNames(one.name, other.name) || one.id - other.id;
  return withPauses(sortInSteps(held, byTypeAndName), pause);
}
