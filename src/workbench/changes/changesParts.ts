import * as vscode from 'vscode';
import type { DocumentParts } from '../documents/documentParts';
import type { PlanParts } from '../plans/planParts';
import type { ChangeNode } from '../screen/changeNodes';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import { changeScheme } from '../screen/openEditors';
import { ChangeDocuments } from './changeDocuments';
import { ChangesTree } from './changesTree';

/** What was done from here, and what waits to be. */
export interface ChangesParts {
  readonly changesView: vscode.TreeView<ChangeNode>;
}

/** Makes the Changes view, and clears up what a window left behind that died while it wrote. */
export function changesParts(
  accounts: SessionParts,
  { heldEdits }: DocumentParts,
  { plans }: PlanParts,
): ChangesParts & Owning {
  const { sessions, journal, windows } = accounts;
  const changes = new ChangesTree(sessions, journal, plans.files, heldEdits, windows);
  const changesView = vscode.window.createTreeView('happyfoxAssets.changes', { treeDataProvider: changes });
  const states = new ChangeDocuments(sessions, journal);
  const serving = vscode.workspace.registerTextDocumentContentProvider(changeScheme, states);
  void recover(accounts);
  return { changesView, disposables: [changesView, changes, serving] };
}

/** What it takes is loaded after the window has started. */
async function recover({ sessions, journal, windows, log }: SessionParts): Promise<void> {
  const { recoverWrites } = await import('./recovery');
  await recoverWrites(sessions, { journal, windows, warn: (line) => log.warn(line) });
}
