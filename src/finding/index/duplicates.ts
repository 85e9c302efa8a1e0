import { fold, foldName } from '../fold';
import type { IndexedAsset } from '../indexedAsset';
import type { FieldReader } from './fieldReader';

/** The readers of a row's values, in their order. */
export type ReadersOf = (row: IndexedAsset) => readonly FieldReader[];

/**
 * Knows which assets of an account share a display id, or the value of a field that is meant to be unique, whatever their types.
 * Case, accents and white space at the ends make no difference; empty values are never the same.
 */
export class Duplicates {
  private readonly counts = new Map<string, number>();
  private readonly uniqueNames: ReadonlySet<string>;

  /** @param uniqueFields names of the fields that are meant to be unique; each type may have a field of that name */
  constructor(
    readonly uniqueFields: readonly string[],
    private readonly readersOf: ReadersOf,
  ) {
    this.uniqueNames = new Set(uniqueFields.map(foldName));
  }

  /** Takes a row in. */
  add(row: IndexedAsset): void {
    for (const key of this.keys(row)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Forgets a row that was taken in. */
  remove(row: IndexedAsset): void {
    for (const key of this.keys(row)) {
      const left = (this.counts.get(key) ?? 0) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    }
  }

  /** Whether the row shares one of its keys with another. */
  has(row: IndexedAsset): boolean {
    return this.keys(row).some((key) => (this.counts.get(key) ?? 0) > 1);
  }

  /** Prefixed with what they are keys of, so that a serial number may be another asset's display id. */
  private keys(row: IndexedAsset): readonly string[] {
    const keys: string[] = [];
    const displayId = fold(row.displayId);
    if (displayId !== '') keys.push(`\n${displayId}`);
    if (this.uniqueNames.size === 0) return keys;
    for (const [index, reader] of this.readersOf(row).entries()) {
      if (!this.uniqueNames.has(reader.foldedName)) continue;
      for (const text of reader.texts(row.values[index] ?? null)) keys.push(`${reader.foldedName}\n${fold(text)}`);
    }
    // An asset whose multiple options repeat themselves is no duplicate of itself.
    return [...new Set(keys)];
  }
}
