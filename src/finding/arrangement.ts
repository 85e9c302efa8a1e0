import type { AssetGroup, GroupKey } from './grouping';
import { groupBy } from './grouping';
import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import type { QueryWorld } from './query/compileQuery';
import { compileQuery } from './query/compileQuery';
import { parseQuery } from './query/parseQuery';
import type { QueryProblem } from './query/syntax';
import type { SortKey } from './sorting';
import { sortRows } from './sorting';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';

/** What assets are sorted by, and which way. */
export interface Sorting {
  readonly by: SortKey;
  readonly direction: 'ascending' | 'descending';
}

/** Which assets to show, together with what, and in which order. */
export interface Arrangement {
  /** All of them have to find an asset. */
  readonly queries: readonly string[];
  readonly groupBy?: GroupKey | undefined;
  /** By id where it is left out, as HappyFox lists them. */
  readonly sortBy?: Sorting | undefined;
}

/** Assets as an arrangement has them. */
export interface Arranged {
  readonly rows: readonly IndexedAsset[];
  /** Where they are grouped. */
  readonly groups: readonly AssetGroup[] | undefined;
  /** What is wrong with the queries. */
  readonly problems: readonly QueryProblem[];
}

/** Arranges the assets of an index, or those of one type, step by step; see `overSlots`. */
export function* arrange(
  index: AssetIndex,
  { queries, groupBy: group, sortBy }: Arrangement,
  world: QueryWorld,
  assetTypeId?: number,
): Steps<Arranged> {
  const { rows, problems } = yield* found(index, queries, world, assetTypeId);
  const sorted = sortBy
    ? yield* sortRows(rows, sortBy.by, sortBy.direction, index)
    : yield* sortInSteps(rows, (one, other) => one.id - other.id);
  return { rows: sorted, groups: group && (yield* groupBy(sorted, group, index)), problems };
}

function* found(
  index: AssetIndex,
  queries: readonly string[],
  world: QueryWorld,
  assetTypeId: number | undefined,
): Steps<{ readonly rows: readonly IndexedAsset[]; readonly problems: readonly QueryProblem[] }> {
  const compiled = queries.map((query) => compileQuery(parseQuery(query), index, world));
  for (const { prepare } of compiled) yield* prepare();
  const needsText = compiled.some((query) => query.needsText);
  const rows: IndexedAsset[] = [];
  for (let slot = 0; slot < index.slotCount; slot += 1) {
    if (slot % stride === stride - 1) yield;
    const row = index.rowAt(slot);
    if (!row || (assetTypeId !== undefined && row.assetTypeId !== assetTypeId)) continue;
    const text = needsText ? index.textAt(slot) : '';
    if (compiled.every(({ matches }) => matches(row, text))) rows.push(row);
  }
  return { rows, problems: compiled.flatMap(({ problems }) => problems) };
}
