import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import type { QueryWorld } from './query/compileQuery';
import { compileQuery } from './query/compileQuery';
import { parseQuery } from './query/parseQuery';
import type { QueryProblem } from './query/syntax';
import { stride, type Steps } from './steps';

/** All assets that a query wants, in the index's order, and what is wrong with the query. */
export interface Filtered {
  readonly rows: readonly IndexedAsset[];
  /** Whoever is to change assets, or to tell numbers, refuses a query that has any. */
  readonly problems: readonly QueryProblem[];
}

/** Filters an index, or one type of it, step by step. An empty query wants everything. */
export function* filtering(index: AssetIndex, text: string, world: QueryWorld, assetTypeId?: number): Steps<Filtered> {
  const { matches, needsText, problems, prepare } = compileQuery(parseQuery(text), index, world);
  yield* prepare();
  const rows: IndexedAsset[] = [];
  for (let slot = 0; slot < index.slotCount; slot += 1) {
    if (slot % stride === stride - 1) yield;
    const row = index.rowAt(slot);
    if (!row || (assetTypeId !== undefined && row.assetTypeId !== assetTypeId)) continue;
    if (matches(row, needsText ? index.textAt(slot) : '')) rows.push(row);
  }
  return { rows, problems };
}
