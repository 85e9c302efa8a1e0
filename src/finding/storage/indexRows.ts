import type { TypeCompleteness } from '../index/completeness';
import type { IndexedAsset, RowPool } from '../indexedAsset';

/** The index in memory, as far as it is kept. */
export interface IndexRows {
  readonly pool: RowPool;
  get(id: number): IndexedAsset | undefined;
  setRows(rows: readonly IndexedAsset[]): void;
  removeAll(ids: Iterable<number>): unknown;
  setCompleteness(assetTypeId: number, completeness: TypeCompleteness): void;
  clear(): void;
}
