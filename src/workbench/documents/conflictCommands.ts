import * as vscode from 'vscode';
import { safeFileName } from '../../assets/assetRef';
import type { Conflict } from '../../assets/merge';
import { CommandRefused } from '../words/errors';
import type { OpenConflict, Side } from './documentConflicts';
import { documentAt, textTabs, theirsScheme } from '../screen/openEditors';
import type { DocumentParts } from './documentParts';
import { safeText, safeLabel } from '../../assets/safeText';
import type { SessionParts } from '../sessions/sessionParts';
import { askPick, back, inOrder } from '../asking/quickInput';
import { documentOfTheirs } from './theirDocuments';

const { t } = vscode.l10n;

/** The document that a conflict command is about: the URI it was called with, else that of the active editor. */
function conflictTarget({ conflicts }: Pick<DocumentParts, 'conflicts'>, [first]: readonly unknown[]): OpenConflict {
  const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
  const conflict = uri && conflicts.of(documentOfTheirs(uri));
  if (!conflict) throw new CommandRefused(t('This document has no conflict to resolve.'));
  return conflict;
}

/** The two sides of a conflict's diff: theirs, read-only, and the document with my edits. */
function conflictSides({ theirs, uri }: OpenConflict): readonly [vscode.Uri, vscode.Uri] {
  if (!documentAt(uri)) throw new CommandRefused(t('Open the document first.'));
  // The name of theirs may be another one, so whose other side it is stands in the query.
  return [uri.with({ scheme: theirsScheme, path: withName(uri.path, theirs.asset.name), query: uri.path }), uri];
}

/** Puts the resolved text into the document, closes the diff, and saves. */
async function resolveConflict(
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

/** Opens the diff of a conflict: theirs, read-only, beside mine, with the ways to resolve it in the title bar. */
export async function compareWithTheirs(
  parts: Pick<SessionParts, 'sessions'> & Pick<DocumentParts, 'conflicts'>,
  ...args: readonly unknown[]
): Promise<void> {
  const conflict = conflictTarget(parts, args);
  const [theirs, mine] = conflictSides(conflict);
  const { name, updatedBy } = conflict.theirs.asset;
  const author =
    typeof updatedBy === 'number' ? parts.sessions.get(conflict.ref.accountId).staffName(updatedBy) : undefined;
  const title =
    author === undefined
      ? t('{0}: in HappyFox ↔ with your edits', safeText(name))
      : t('{0}: as {1} saved it ↔ with your edits', safeText(name), safeText(author));
  await vscode.commands.executeCommand('vscode.diff', theirs, mine, title);
}

/** Resolves a conflict field by field: one question for each field both sides changed. Then saves. */
export async function mergeFields(parts: Pick<DocumentParts, 'conflicts'>, ...args: readonly unknown[]): Promise<void> {
  const { uri, conflicts } = conflictTarget(parts, args);
  const chosen = new Map<Conflict['key'], Side>();
  await inOrder(conflicts.map((one, index) => () => ask(one, index, conflicts.length, chosen)));
  await resolveConflict(parts, uri, ({ key }) => chosen.get(key) ?? 'mine');
}

async function ask(
  { key, label, base, theirs, mine }: Conflict,
  index: number,
  totalSteps: number,
  chosen: Map<Conflict['key'], Side>,
): Promise<unknown> {
  const items: readonly (vscode.QuickPickItem & { readonly side: Side })[] = [
    { label: shown(mine), description: t('yours'), side: 'mine' },
    { label: shown(theirs), description: t('in HappyFox'), side: 'theirs' },
  ];
  const picked = await askPick({
    title: t('Merge field by field'),
    step: index + 1,
    totalSteps,
    placeholder: t('{0}: which value stays? It was {1}.', safeLabel(label), shown(base)),
    items,
  });
  if (picked !== back) chosen.set(key, picked.side);
  return picked;
}

function shown(value: Conflict['base']): string {
  return safeLabel(JSON.stringify(value));
}

/** Resolves a conflict with my values in the fields both sides changed; what others changed besides stays. Then saves. */
export async function overwriteTheirs(
  parts: Pick<DocumentParts, 'conflicts'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { uri } = conflictTarget(parts, args);
  await resolveConflict(parts, uri, () => 'mine');
}

/** Resolves a conflict with their values in the fields both sides changed; my other edits stay, and are saved. */
export async function takeTheirs(parts: Pick<DocumentParts, 'conflicts'>, ...args: readonly unknown[]): Promise<void> {
  const { uri } = conflictTarget(parts, args);
  await resolveConflict(parts, uri, () => 'theirs');
}
