import * as vscode from 'vscode';
import { safeFileName } from '../../assets/assetRef';
import type { Conflict } from '../../assets/merge';
import { CommandRefused } from '../words/errors';
import type { OpenConflict, Side } from './documentConflicts';
import { documentAt, textTabs } from '../screen/openEditors';
import { documentScheme, theirsScheme } from '../screen/schemes';
import type { DocumentParts } from './documentParts';

const { t } = vscode.l10n;

/** The document that a conflict command is about: the URI it was called with, else that of the active editor. */
export function conflictTarget(
  { conflicts }: Pick<DocumentParts, 'conflicts'>,
  [first]: readonly unknown[],
): OpenConflict {
  const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
  const conflict = uri && conflicts.of(documentOfTheirs(uri));
  if (!conflict) throw new CommandRefused(t('This document has no conflict to resolve.'));
  return conflict;
}

/** The document that a conflict’s other side stands beside; any other URI is its own. */
export function documentOfTheirs(uri: vscode.Uri): vscode.Uri {
  return uri.scheme === theirsScheme ? uri.with({ scheme: documentScheme, path: uri.query, query: '' }) : uri;
}

/** The two sides of a conflict's diff: theirs, read-only, and the document with my edits. */
export function conflictSides({ theirs, uri }: OpenConflict): readonly [vscode.Uri, vscode.Uri] {
  if (!documentAt(uri)) throw new CommandRefused(t('Open the document first.'));
  // The name of theirs may be another one, so whose other side it is stands in the query.
  return [uri.with({ scheme: theirsScheme, path: withName(uri.path, theirs.asset.name), query: uri.path }), uri];
}

/** Puts the resolved text into the document, closes the diff, and saves. */
export async function resolveConflict(
  { conflicts }: Pick<DocumentParts, 'conflicts'>,
  uri: vscode.Uri,
  choose: (conflict: Conflict) => Side,
): Promise<void> {
  const document = documentAt(uri);
  if (!document) throw new CommandRefused(t('Open the document first.'));
  const text = await conflicts.resolve(uri, document.getText(), choose);
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(whole), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new CommandRefused(t('The document could not be changed.'));
  conflicts.resolved(uri);
  await closeDiffs(document.uri);
  await document.save();
}

async function closeDiffs(uri: vscode.Uri): Promise<void> {
  const diffs = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.toString() === uri.toString() &&
        input.original.scheme === theirsScheme,
    );
  if (diffs.length === 0) return;
  // The document itself stays on screen, so that what was saved can be seen.
  if (!textTabs().some(({ uri: open }) => open.toString() === uri.toString()))
    await vscode.window.showTextDocument(uri, { preview: false });
  await vscode.window.tabGroups.close(diffs);
}

function withName(path: string, name: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${safeFileName(name)}.json`;
}
