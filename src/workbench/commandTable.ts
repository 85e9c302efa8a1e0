import * as vscode from 'vscode';
import { CommandRefused } from './words/commandRefused';
import { addAccount } from './accounts/addAccount';
import { applyPlan } from './plans/applyPlan';
import { auditAssets } from './audit/auditAssets';
import { clearCache } from './reading/clearCache';
import { compareWithTheirs } from './documents/compareWithTheirs';
import { discardDraft } from './documents/discardDraft';
import { discardPlan } from './plans/discardPlan';
import { eraseChanges } from './changes/eraseChanges';
import { mergeFields } from './documents/mergeFields';
import { openChange } from './changes/openChange';
import { openDraft } from './documents/openDraft';
import { openPlan } from './plans/openPlan';
import { overwriteTheirs } from './documents/overwriteTheirs';
import { revertChange } from './changes/revertChange';
import { reviewDrafts } from './documents/reviewDrafts';
import { saveAsNew } from './documents/saveAsNew';
import { takeBack } from './people/takeBack';
import { takeTheirs } from './documents/takeTheirs';
import { copyAsJson } from './documents/copyAsJson';
import { copyDisplayId } from './documents/copyDisplayId';
import { copyId } from './documents/copyId';
import { copyLink } from './documents/copyLink';
import { createAsset } from './documents/createAsset';
import { deleteAsset } from './plans/deleteAsset';
import { duplicateAsset } from './documents/duplicateAsset';
import { exploreDemo } from './accounts/exploreDemo';
import { handOver } from './people/handOver';
import { importAssets } from './spreadsheets/importAssets';
import { exportTemplate } from './spreadsheets/exportTemplate';
import { exportAssets } from './spreadsheets/exportAssets';
import { isNode, isScript } from './asking/arguments';
import { indexAssets } from './reading/indexAssets';
import { loadAll } from './tree/loadAll';
import { loadMore } from './tree/loadMore';
import { openAsset } from './documents/openAsset';
import { openTable } from './table/openTable';
import { openToSide } from './documents/openToSide';
import { clearFilter } from './tree/clearFilter';
import { editFilter } from './tree/editFilter';
import { filterTree } from './tree/filterTree';
import { groupBy } from './tree/groupBy';
import { openFilter } from './tree/openFilter';
import { openQueryHelp } from './search/openQueryHelp';
import { removeFilter } from './tree/removeFilter';
import { renameFilter } from './tree/renameFilter';
import { saveFilter } from './tree/saveFilter';
import { sortBy } from './tree/sortBy';
import type { Command, Parts } from './parts';
import { refresh } from './tree/refresh';
import { removeAccount } from './accounts/removeAccount';
import { renameAccount } from './accounts/renameAccount';
import { revealAsset } from './tree/revealAsset';
import { searchAssets } from './search/searchAssets';
import { setField } from './plans/setField';
import { showHoldings } from './people/showHoldings';
import { showLog } from './reading/showLog';
import { showStatus } from './reading/showStatus';
import { switchAgent } from './accounts/switchAgent';
import { undoPlan } from './plans/undoPlan';
import { updateCredentials } from './accounts/updateCredentials';

/** Every command of the extension, by its id behind `happyfoxAssets.`; package.json declares the same. */
export const commandTable = {
  addAccount,
  applyPlan,
  auditAssets,
  clearCache,
  clearFilter,
  compareWithTheirs,
  copyAsJson,
  copyDisplayId,
  copyId,
  copyLink,
  createAsset,
  deleteAsset,
  discardDraft,
  discardPlan,
  duplicateAsset,
  editFilter,
  eraseChanges,
  exploreDemo,
  filterTree,
  groupBy,
  handOver,
  indexAssets,
  importAssets,
  exportTemplate,
  exportAssets,
  loadAll,
  loadMore,
  mergeFields,
  openAsset,
  openChange,
  openDraft,
  openPlan,
  openFilter,
  openQueryHelp,
  openTable,
  openToSide,
  overwriteTheirs,
  refresh,
  removeAccount,
  removeFilter,
  renameAccount,
  renameFilter,
  revealAsset,
  revertChange,
  reviewDrafts,
  saveAsNew,
  saveFilter,
  searchAssets,
  setField,
  showHoldings,
  showLog,
  showStatus,
  sortBy,
  switchAgent,
  takeBack,
  takeTheirs,
  undoPlan,
  updateCredentials,
} as const satisfies Record<string, Command>;

const { t } = vscode.l10n;

const commands = new Map<string, Command>(
  Object.entries(commandTable).map(([name, command]) => [`happyfoxAssets.${name}`, command]),
);

/**
 * Runs a command by its id. A person is told of an error; a script gets it as a rejection with the same sentence.
 *
 * @param isOfView whether a view has a button for it, which comes without a row where none has the focus. Such a command then asks, or is
 *   for the view as a whole; none of them writes to HappyFox
 */
export async function runCommand(
  parts: Parts,
  id: string,
  args: readonly unknown[],
  isOfView: boolean,
): Promise<unknown> {
  const [first] = args;
  try {
    if (!isOfView && isRepainted(args))
      throw new CommandRefused(t('The list was just being updated. Choose the command again.'));
    return await commands.get(id)?.(parts, ...args);
  } catch (error) {
    const session = isNode(first) ? first.session : sessionNamed(parts, first);
    if (isScript(first)) throw new Error(parts.reporter.sentence(error, session), { cause: error });
    await parts.reporter.report(error, session);
    return undefined;
  }
}

/**
 * A menu of the sidebar gives what it was opened on, and what is selected beside it. VS Code forgets rows for the moment in which those
 * around them are painted anew: what is selected, or open, must not stand in for them then, nor some of them for all.
 */
function isRepainted(args: readonly unknown[]): boolean {
  const [row, selected] = args;
  return args.length > 1 && (row === undefined || (Array.isArray(selected) && selected.includes(undefined)));
}

function sessionNamed({ sessions }: Parts, argument: unknown) {
  const named =
    typeof argument === 'object' && argument !== null && 'account' in argument ? argument.account : undefined;
  const [only, ...others] = sessions.all;
  if (typeof named === 'string') return sessions.find(named);
  return others.length === 0 ? only : undefined;
}
