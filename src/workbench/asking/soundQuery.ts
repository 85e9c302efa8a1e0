import * as vscode from 'vscode';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { OpenedIndex } from '../../finding/openedIndex';
import { CommandRefused } from '../words/errors';
import { queryProblemText } from '../words/queryProblemText';
import type { AccountSession } from '../sessions/accountSession';

const { t } = vscode.l10n;

/**
 * The assets that a query finds among those that are known, of one type where one is named; all of them where it is empty. Throws `CommandRefused` with all
 * that is wrong with the query.
 */
export async function matchesOf(
  index: OpenedIndex,
  query: string,
  assetTypeId: number | undefined,
): Promise<readonly IndexedAsset[]> {
  const { rows, problems } = await index.filter(query, assetTypeId);
  if (problems.length === 0) return rows;
  throw new CommandRefused(
    t('The query is wrong. {0}', problems.map((problem) => queryProblemText(problem)).join(' ')),
  );
}

/** What a query finds, and how much of the account it was looked for in. */
interface QueryAnswer {
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

/** An asset as scripts get it. */
export interface ScriptedAsset {
  readonly account: string;
  readonly id: number;
  readonly display_id: string;
  readonly name: string;
  readonly asset_type: string;
}

/** A row of the index for a script. */
export function scriptedAsset({ accountId, account }: AccountSession, row: IndexedAsset): ScriptedAsset {
  return {
    account: accountId,
    id: row.id,
    display_id: row.displayId,
    name: row.name,
    asset_type: account.assetTypes.find(({ id }) => id === row.assetTypeId)?.name ?? row.assetType?.name ?? '',
  };
}
