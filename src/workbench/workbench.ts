import * as vscode from 'vscode';
import { accountParts } from './sessions/sessionParts';
import { AssetLinks } from './documents/assetLinks';
import { ChangesTree } from './changes/changesTree';
import { registerCommands } from './registerCommands';
import { documentParts } from './documents/documentParts';
import { gridParts } from './table/tableParts';
import { indexParts } from './reading/readingParts';
import { planParts } from './plans/planParts';
import { offerPlans } from './plans/offerPlans';
import { recoverWrites } from './changes/recovery';
import { tableParts } from './spreadsheets/spreadsheetParts';
import { treeParts } from './tree/treeParts';
import { viewHeading } from './tree/viewHeading';
import { ViewSelection } from './screen/viewSelection';

/** Builds the extension from its parts and registers them with VS Code. Sends nothing: requests begin with what a person does. */
export function openWorkbench(context: vscode.ExtensionContext): vscode.Disposable {
  const log = vscode.window.createOutputChannel('Assets for HappyFox', { log: true });
  const accounts = accountParts(context, log);
  const { sessions, windows, journal } = accounts;
  const documents = documentParts(context, accounts);
  const indexing = indexParts(context, accounts);
  const { plans } = planParts(context, accounts, documents);

  const trees = treeParts(context, accounts);
  const { tree, memory, totals } = trees;
  const changes = new ChangesTree(sessions, journal, plans.files, documents.pending, windows);
  const view = vscode.window.createTreeView('happyfoxAssets.assets', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const selection = new ViewSelection(view);
  const grids = gridParts(context, accounts, documents, plans);
  const changesView = vscode.window.createTreeView('happyfoxAssets.changes', { treeDataProvider: changes });

  const tables = tableParts(context);
  void windows.listen();
  documents.marks.begin();
  void recoverWrites(sessions, { journal, windows, warn: (line) => log.warn(line) });
  const offers = offerPlans(sessions, plans, (line) => log.warn(line));
  const { id: extensionId } = context.extension;
  const parts = {
    extensionId,
    ...accounts,
    ...documents,
    ...indexing,
    plans,
    tree,
    memory,
    view,
    selection,
    totals,
    changesView,
    tables,
    grids,
  };
  const links = new AssetLinks(sessions, accounts.reporter, async (account, id) => {
    const { openAsset } = await import('./documents/openAsset');
    return openAsset(parts, { account, id });
  });
  return vscode.Disposable.from(
    registerCommands(context.extension, parts),
    vscode.window.registerUriHandler(links),
    viewHeading(view, sessions, memory, tree),
    ...[selection, grids, view, changesView, changes, offers, plans],
    tables,
    ...trees.disposables,
    ...indexing.disposables,
    ...documents.disposables,
    ...accounts.disposables,
    log,
  );
}
