import type { IndexedAsset } from '../../finding/indexedAsset';
import type { AccountSession } from '../sessions/accountSession';
import { matchesOf } from './matchesOf';

/** What a query finds, and how much of the account it was looked for in. */
export interface QueryAnswer {
  readonly rows: readonly IndexedAsset[];
  /** How many assets were looked at. */
  readonly known: number;
  /** False while assets may be missing. */
  readonly complete: boolean;
}

/** Answers a script's query from what is known, without a request. Throws `CommandRefused` with all that is wrong with it. */
export async function soundQuery(
  session: AccountSession,
  query: string,
  assetTypeId: number | undefined,
): Promise<QueryAnswer> {
  const index = await session.index.open();
  const rows = await matchesOf(index, query, assetTypeId);
  const { assets } = index;
  return {
    rows,
    known: assetTypeId === undefined ? assets.size : assets.count(assetTypeId),
    complete: assets.completeness(assetTypeId).kind === 'complete',
  };
}
