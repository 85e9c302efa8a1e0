import * as vscode from 'vscode';
import { CommandRefused } from '../commandRefused';
import { addAccount } from './addAccount';
import { applyPlan } from './applyPlan';
import { auditAssets } from './auditAssets';
import { clearCache } from './clearCache';
import { compareWithTheirs } from './compareWithTheirs';
import { discardDraft } from './discardDraft';
import { discardPlan } from './discardPlan';
import { eraseChanges } from './eraseChanges';
import { mergeFields } from './mergeFields';
import { openChange } from './openChange';
import { openDraft } from './openDraft';
import { openPlan } from './openPlan';
import { overwriteTheirs } from './overwriteTheirs';
import { revertChange } from './revertChange';
import { reviewDrafts } from './reviewDrafts';
import { saveAsNew } from './saveAsNew';
import { takeBack } from './takeBack';
import { takeTheirs } from './takeTheirs';
import { copyAsJson } from './copyAsJson';
import { copyDisplayId } from './copyDisplayId';
import { copyId } from './copyId';
import { copyLink } from './copyLink';
import { createAsset } from './createAsset';
import { deleteAsset } from './deleteAsset';
import { duplicateAsset } from './duplicateAsset';
import { exploreDemo } from './exploreDemo';
import { handOver } from './handOver';
import { importAssets } from './importAssets';
import { exportTemplate } from './exportTemplate';
import { exportAssets } from './exportAssets';
import { isNode, isScript } from './arguments';
import { indexAssets } from './indexAssets';
import { loadAll } from './loadAll';
import { loadMore } from './loadMore';
import { openAsset } from './openAsset';
import { openTable } from './openTable';
import { openToSide } from './openToSide';
import { clearFilter } from './clearFilter';
import { editFilter } from './editFilter';
import { filterTree } from './filterTree';
import { groupBy } from './groupBy';
import { openFilter } from './openFilter';
import { openQueryHelp } from './openQueryHelp';
import { removeFilter } from './removeFilter';
import { renameFilter } from './renameFilter';
import { saveFilter } from './saveFilter';
import { sortBy } from './sortBy';
import type { Command, Parts } from './parts';
import { refresh } from './refresh';
import { removeAccount } from './removeAccount';
import { renameAccount } from './renameAccount';
import { revealAsset } from './revealAsset';
import { searchAssets } from './searchAssets';
import { setField } from './setField';
import { showHoldings } from './showHoldings';
import { showLog } from './showLog';
import { showStatus } from './showStatus';
import { switchAgent } from './switchAgent';
import { undoPlan } from './undoPlan';
import { updateCredentials } from './updateCredentials';

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
