import type { IndexedAsset } from '../indexedAsset';
import { stride } from '../steps';
import type { AssetIndex } from './assetIndex';
import type { FieldReader } from './fieldReader';
import { fold, foldName } from '../../assets/fold';

/** The readers of a row's values, in their order. */
type ReadersOf = (row: IndexedAsset) => readonly FieldReader[];

/**
 * Knows which assets of an account share a display id, or the value of a field that is meant to be unique, whatever their types.
 * Case, accents and white space at the ends make no difference; empty values are never the same.
 */
export class Duplicates {
  private readonly counts = new Map<string, number>();
  private readonly uniqueNames: ReadonlySet<string>;
  /** The rows in the slots before it are counted. */
  private next = 0;

  /** @param uniqueFields names of the fields that are meant to be unique; each type may have a field of that name */
  constructor(
    readonly uniqueFields: readonly string[],
    private readonly readersOf: ReadersOf,
  ) {
    this.uniqueNames = new Set(uniqueFields.map(foldName));
  }

  /** Whether every row is counted, and each that comes is counted at once. */
  get isWhole(): boolean {
    return this.next === Infinity;
  }

  /** Counts some of the rows that are not counted yet: a few milliseconds' work. */
  countSome(index: Pick<AssetIndex, 'slotCount' | 'rowAt'>): void {
    const end = Math.min(this.next + stride, index.slotCount);
    for (let slot = this.next; slot < end; slot += 1) {
      const row = index.rowAt(slot);
      if (row) this.count(row);
    }
    this.next = end === index.slotCount ? Infinity : end;
  }

  /** A row comes into a slot; it is counted now, or when its turn comes. */
  add(row: IndexedAsset, slot: number): void {
    if (slot < this.next) this.count(row);
  }

  /** A row leaves its slot. */
  remove(row: IndexedAsset, slot: number): void {
    if (slot >= this.next) return;
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

  private count(row: IndexedAsset): void {
    for (const key of this.keys(row)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
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
