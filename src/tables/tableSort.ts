import type { IndexedAsset } from '../finding/indexedAsset';
import { orderRows, type RowKey } from '../finding/rowOrder';
import type { Steps } from '../finding/steps';
import type { CellReader } from './cellReader';
import type { TableView } from './tableView';

/** The rows in order; see `orderRows`. Yields now and then. */
export function* sortTable(
  rows: readonly IndexedAsset[],
  sort: TableView['sort'],
  readerOf: (key: string) => CellReader | undefined,
): Steps<readonly IndexedAsset[]> {
  const keys = sort.flatMap(({ key, ascending }): RowKey[] => {
    const reader = readerOf(key);
    return reader ? [{ valueOf: (row) => reader.sortValue(row), ascending }] : [];
  });
  return yield* orderRows(rows, keys);
}
