import * as vscode from 'vscode';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { OpenedIndex } from '../../finding/openedIndex';
import { CommandRefused } from '../words/errors';
import { queryProblemText } from '../words/queryProblemText';

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
