import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { uriOfHeldEdit, assetIn, draftIn } from '../screen/openEditors';
import { scripted } from '../asking/arguments';
import { isChangeNode } from '../asking/changeArgument';
import type { DocumentParts } from './documentParts';
import { CommandRefused } from '../words/errors';
import type { HeldEdit } from '../../assets/heldEdits';
import { changesBetween } from '../../assets/changes';
import { stateOf } from '../../assets/editableState';
import { measured } from '../../assets/origin';
import { safeLabel } from '../../assets/safeText';
import { listed } from '../asking/unsentWork';
import { sinceText } from '../words/whenText';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.string(), kind: z.enum(['edit', 'asset']), draft: z.string() });

/** Opens a held edit. Called by the changes view. */
export async function openDraft(
  { heldEdits }: Pick<DocumentParts, 'heldEdits'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [node] = args;
  if (isChangeNode(node)) {
    if (node.kind === 'pending') await vscode.window.showTextDocument(uriOfHeldEdit(node.draft));
    return;
  }
  const given = scripted(Argument, args);
  const all = await heldEdits.all();
  const draft = all.find(
    (one) =>
      one.ref.accountId === given?.account &&
      one.kind === given.kind &&
      String(one.kind === 'edit' ? one.ref.assetId : one.ref.draftId) === given.draft,
  );
  if (draft) await vscode.window.showTextDocument(uriOfHeldEdit(draft));
}

/** Throws away an edit that auto-save kept and that was not sent; editors show what HappyFox has. Asks first. */
export async function discardDraft(
  parts: Pick<DocumentParts, 'editors' | 'heldEdits'>,
  ...args: readonly unknown[]
): Promise<void> {
  const draft = await draftOf(parts, args);
  if (!draft) throw new CommandRefused(t('This document has no edit that waits to be sent.'));
  const discard = t('Discard Edit');
  const choice = await vscode.window.showWarningMessage(
    t('Discard this edit?'),
    { modal: true, detail: t('It was never sent. The document shows what HappyFox has.') },
    discard,
  );
  if (choice !== discard) return;
  if (!(await parts.heldEdits.drop(draft, draft.text)))
    throw new CommandRefused(
      t('This edit has been changed in another window meanwhile. Look at it before you discard it.'),
    );
  if (draft.kind === 'edit') await parts.editors.discarded(draft.ref);
  else await parts.editors.closeDraft(draft.uri);
}

async function draftOf(
  { heldEdits }: Pick<DocumentParts, 'heldEdits'>,
  [first]: readonly unknown[],
): Promise<HeldEdit | undefined> {
  if (isChangeNode(first)) return first.kind === 'pending' ? first.draft : undefined;
  const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
  if (!uri) return undefined;
  const [ref, draft] = [assetIn(uri), draftIn(uri)];
  return ref ? heldEdits.findEdit(ref) : draft && heldEdits.findAsset(draft);
}

interface DraftItem extends vscode.QuickPickItem {
  readonly draft: HeldEdit;
}

/** Lists the edits that auto-save kept, with what each changes, and sends those the user ticks: the same save as Ctrl+S, one by one. */
export async function reviewDrafts({
  heldEdits,
  sessions,
}: Pick<DocumentParts, 'heldEdits'> & Pick<SessionParts, 'sessions'>): Promise<void> {
  const drafts = (await heldEdits.all()).filter(({ ref }) => sessions.find(ref.accountId));
  if (drafts.length === 0) {
    void vscode.window.showInformationMessage(t('No edit waits to be sent.'));
    return;
  }
  const items = drafts.map((draft): DraftItem => ({ ...itemOf(draft), draft, picked: true }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t('Review and Apply'),
    placeHolder: t('Which edits are to be sent to HappyFox?'),
  });
  const changed: string[] = [];
  for (const { draft, label } of chosen ?? []) {
    const { document } = await vscode.window.showTextDocument(uriOfHeldEdit(draft), { preview: false });
    // Somebody has typed on: what was ticked is what is sent, or nothing.
    if (linesOf(document.getText()) !== linesOf(draft.text)) {
      changed.push(label);
      continue;
    }
    // An explicit save also writes a document that has no unsaved edits, which is what a held edit looks like to VS Code.
    await vscode.commands.executeCommand('workbench.action.files.save');
  }
  if (changed.length > 0) {
    void vscode.window.showWarningMessage(
      t(
        'Not sent, since it says something else than what was listed: {0}. Look at it, and press Ctrl+S.',
        listed(changed),
      ),
    );
  }
}

/** VS Code gives all lines of a document one ending. */
function linesOf(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function itemOf(draft: HeldEdit): vscode.QuickPickItem {
  if (draft.kind === 'asset') return { label: t('New asset'), description: sinceText(draft.time) };
  const wanted = measured(draft.text, draft);
  const changes = wanted.ok
    ? changesBetween(stateOf(wanted.base, wanted.definition), wanted.mine, wanted.definition)
    : [];
  const detail = wanted.ok
    ? changes.map(({ label, before, after }) => `${safeLabel(label)}: ${shown(before)} → ${shown(after)}`).join(' · ')
    : t('Has a problem that has to be corrected first');
  return { label: safeLabel(draft.base.asset.name), description: sinceText(draft.time), detail };
}

function shown(value: unknown): string {
  return safeLabel(JSON.stringify(value), 60);
}
