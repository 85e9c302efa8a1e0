import { EventEmitter } from 'node:events';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Asset } from '../../happyfox/asset';
import type { FieldList, IndexedAsset } from '../indexedAsset';
import { RowPool } from '../indexedAsset';
import type { Steps } from '../steps';
import { Completeness } from './completeness';
import { Duplicates } from './duplicates';
import type { FieldReader } from './fieldReader';
import { FieldReaders } from './fieldReaders';
import { sameRow } from './sameRow';
import { searchText } from './searchText';
import type { TypeCompleteness } from './completeness';

/** What happened to an index. */
export type IndexChange =
  /** Assets that are new or differ from what was known; those that came again unchanged are not among them. */
  | { readonly kind: 'set' | 'removed'; readonly rows: readonly IndexedAsset[] }
  | { readonly kind: 'definition' | 'completeness'; readonly assetTypeId: number }
  | { readonly kind: 'cleared' };

/** All known assets of one account, in memory, in the order in which they became known. */
export class AssetIndex {
  /** Makes the rows; whoever brings rows from elsewhere makes them with it, so that they share. */
  readonly pool = new RowPool();
  private readonly events = new EventEmitter<{ change: [IndexChange] }>();
  private readonly readers = new FieldReaders();
  private readonly complete = new Completeness();
  private slots = new Map<number, number>();
  private rowOf: (IndexedAsset | undefined)[] = [];
  private textOf: (string | undefined)[] = [];
  private counts = new Map<number, number>();
  private duplicates: Duplicates | undefined;
  private changes = 0;
  private highest = 0;

  /** Calls `listener` after each change; the returned function stops that. */
  onChange(listener: (change: IndexChange) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** How many assets are known. */
  get size(): number {
    return this.slots.size;
  }

  /** The highest id that was ever known; 0 where none was. */
  get newest(): number {
    return this.highest;
  }

  /** Differs from what it was whenever a query might find something else. */
  get version(): number {
    return this.changes;
  }

  /** How many assets of a type are known. */
  count(assetTypeId: number): number {
    return this.counts.get(assetTypeId) ?? 0;
  }

  get(id: number): IndexedAsset | undefined {
    const slot = this.slots.get(id);
    return slot === undefined ? undefined : this.rowOf[slot];
  }

  /** The rows of a type, or all of them. Don't change the index meanwhile. */
  *rows(assetTypeId?: number): Generator<IndexedAsset> {
    for (const row of this.rowOf) {
      if (row && (assetTypeId === undefined || row.assetTypeId === assetTypeId)) yield row;
    }
  }

  /** Takes an asset in, or what it is now. */
  set(asset: Asset, assetTypeId: number): IndexedAsset {
    const row = this.pool.toRow(asset, assetTypeId);
    this.setRows([row]);
    return this.get(asset.id) ?? row;
  }

  /** Takes assets of a type in, a page of them, say; announced as one change. */
  setAll(assets: readonly Asset[], assetTypeId: number): void {
    this.setRows(assets.map((asset) => this.pool.toRow(asset, assetTypeId)));
  }

  /** Takes in rows made by `pool`, but for those of which something later is known; announced as one change. */
  setRows(rows: readonly IndexedAsset[]): void {
    const changed = rows.filter((row) => this.put(row));
    if (changed.length > 0) this.announce({ kind: 'set', rows: changed });
  }

  /** Forgets an asset. Returns whether it was known. */
  remove(id: number): boolean {
    return this.removeAll([id]) > 0;
  }

  /** Forgets assets, announced as one change. Returns how many of them were known. */
  removeAll(ids: Iterable<number>): number {
    const removed: IndexedAsset[] = [];
    for (const id of ids) {
      const row = this.take(id);
      if (row) removed.push(row);
    }
    if (removed.length > 0) {
      this.closeGaps();
      this.announce({ kind: 'removed', rows: removed });
    }
    return removed.length;
  }

  /** Forgets the assets and how complete they were, but not the definitions. */
  clear(): void {
    this.slots = new Map();
    this.rowOf = [];
    this.textOf = [];
    this.counts = new Map();
    this.duplicates = undefined;
    this.complete.clear();
    this.announce({ kind: 'cleared' });
  }

  /** What is known of the types and their fields, by type id. */
  get definitions(): ReadonlyMap<number, AssetTypeDefinition> {
    return this.readers.definitions;
  }

  /** Says what a type's fields are, or are now: what they are called, and the labels of their choices. */
  setDefinition(definition: AssetTypeDefinition): void {
    const assetTypeId = definition.assetType.id;
    if (!this.readers.setDefinition(definition)) return;
    for (const [slot, row] of this.rowOf.entries()) {
      if (row?.assetTypeId === assetTypeId) this.textOf[slot] = undefined;
    }
    this.duplicates = undefined;
    this.announce({ kind: 'definition', assetTypeId });
  }

  /** Forgets a type, its assets and definition: the account has it no more. */
  removeType(assetTypeId: number): void {
    this.removeAll(Array.from(this.rows(assetTypeId), ({ id }) => id));
    this.complete.delete(assetTypeId);
    this.readers.deleteDefinition(assetTypeId);
    this.announce({ kind: 'definition', assetTypeId });
  }

  /** The field lists of all rows ever taken in, for fields that no definition has. */
  fieldLists(): Iterable<FieldList> {
    return this.pool.lists();
  }

  /** How much of a type is known; of the whole account without an argument, as far as its types have been told of. */
  completeness(assetTypeId?: number): TypeCompleteness {
    if (assetTypeId !== undefined) return this.complete.of(assetTypeId);
    return this.complete.ofAll((id) => this.count(id));
  }

  setCompleteness(assetTypeId: number, completeness: TypeCompleteness): void {
    if (this.complete.set(assetTypeId, completeness)) this.announce({ kind: 'completeness', assetTypeId });
  }

  /** The readers of a row's values, in their order. */
  readersOf = (row: IndexedAsset): readonly FieldReader[] => this.readers.of(row);

  /** Sees to it that `duplicateTest` need not count all assets in one piece. Yields now and then; see `withPauses`. */
  *countDuplicates(uniqueFields: () => readonly string[]): Steps<void> {
    for (;;) {
      const duplicates = this.duplicatesOf(uniqueFields());
      if (duplicates.isWhole) return;
      duplicates.countSome(this);
      yield;
    }
  }

  /** Whether other assets share a row's display id or the value of one of these fields. Kept up to date once it was asked for. */
  duplicateTest(uniqueFields: () => readonly string[]): (row: IndexedAsset) => boolean {
    let duplicates: Duplicates | undefined;
    return (row) => {
      duplicates ??= this.duplicatesOf(uniqueFields());
      while (!duplicates.isWhole) duplicates.countSome(this);
      return duplicates.has(row);
    };
  }

  /** Rows and their search texts have the slots 0 to `slotCount` - 1, some of them empty. Slots stay what they are while `version` does. */
  get slotCount(): number {
    return this.rowOf.length;
  }

  /** The row in a slot; undefined for an empty one. */
  rowAt(slot: number): IndexedAsset | undefined {
    return this.rowOf[slot];
  }

  /** The search text of the row in a slot, made when it is first asked for; empty for an empty slot. */
  textAt(slot: number): string {
    const known = this.textOf[slot];
    if (known !== undefined) return known;
    const row = this.rowOf[slot];
    const text = row ? searchText(row, this.readers.of(row)) : '';
    this.textOf[slot] = text;
    return text;
  }

  private put(row: IndexedAsset): boolean {
    const slot = this.slots.get(row.id);
    const known = slot === undefined ? undefined : this.rowOf[slot];
    if (known && row.knownAt < known.knownAt) return false;
    if (slot !== undefined && known && sameRow(known, row)) {
      if (row.knownAt > known.knownAt) this.rowOf[slot] = { ...known, knownAt: row.knownAt };
      return false;
    }
    if (slot !== undefined && known) this.uncount(known, slot);
    this.counts.set(row.assetTypeId, this.count(row.assetTypeId) + 1);
    this.duplicates?.add(row, slot ?? this.rowOf.length);
    if (slot === undefined) {
      this.highest = Math.max(this.highest, row.id);
      this.slots.set(row.id, this.rowOf.length);
      this.rowOf.push(row);
      this.textOf.push(undefined);
    } else {
      this.rowOf[slot] = row;
      this.textOf[slot] = undefined;
    }
    return true;
  }

  private take(id: number): IndexedAsset | undefined {
    const slot = this.slots.get(id);
    const row = slot === undefined ? undefined : this.rowOf[slot];
    if (slot === undefined || !row) return undefined;
    this.uncount(row, slot);
    this.slots.delete(id);
    this.rowOf[slot] = undefined;
    this.textOf[slot] = undefined;
    return row;
  }

  private uncount(row: IndexedAsset, slot: number): void {
    this.counts.set(row.assetTypeId, this.count(row.assetTypeId) - 1);
    this.duplicates?.remove(row, slot);
  }

  private duplicatesOf(uniqueFields: readonly string[]): Duplicates {
    if (this.duplicates?.uniqueFields.join('\n') !== uniqueFields.join('\n')) this.duplicates = undefined;
    return (this.duplicates ??= new Duplicates(uniqueFields, this.readersOf));
  }

  private closeGaps(): void {
    if (this.rowOf.length < 64 || this.slots.size > this.rowOf.length / 2) return;
    // Which slots it has counted says nothing from now on.
    if (this.duplicates?.isWhole === false) this.duplicates = undefined;
    this.textOf = this.textOf.filter((_, slot) => this.rowOf[slot] !== undefined);
    this.rowOf = this.rowOf.filter((row) => row !== undefined);
    this.slots = new Map(this.rowOf.flatMap((row, slot) => (row ? [[row.id, slot] as const] : [])));
  }

  private announce(change: IndexChange): void {
    if (change.kind !== 'completeness') this.changes += 1;
    this.events.emit('change', change);
  }
}
