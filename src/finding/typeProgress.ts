import type { TypeWalk } from './crawlWalk';
import type { TypeCompleteness } from './index/completeness';

/** How the last finished walk of a type ended. */
export interface Standing {
  /** Epoch milliseconds. */
  readonly finishedAt: number;
  /** When the walk began that it is of, which tells it from all others of the type. */
  readonly walk: number;
  /** False when rows shifted in both of two walks: what is not in the index may be there all the same. */
  readonly consistent: boolean;
}

/** How far the index of one type has come. */
export interface TypeProgress {
  readonly assetTypeId: number;
  /** The walk under way, or the last one. */
  readonly walk: TypeWalk;
  /** 2 for the walk that follows an inconsistent one at once. */
  readonly attempt: 1 | 2;
  /** Of the last walk that was settled; it stands while the next one is under way. */
  readonly standing: Standing | undefined;
}

/** What settling a finished walk came to. */
export type Settled =
  { readonly outcome: 'again' } | { readonly outcome: 'complete' | 'inconsistent'; readonly gone: readonly number[] };

/** Sums over types; what has not been asked for yet counts as one page. */
export interface Totals {
  readonly loadedPages: number;
  readonly totalPages: number;
  readonly loadedAssets: number;
  readonly totalAssets: number;
}

/** How much of a type the index has. A complete one stays complete while it is walked again. */
export function completenessOf({ walk, standing }: TypeProgress): TypeCompleteness {
  if (standing?.consistent) return { kind: 'complete' };
  if (standing) return { kind: 'inconsistent', loaded: walk.size, total: walk.total ?? walk.size };
  return { kind: 'partial', loaded: walk.size, total: walk.total };
}
