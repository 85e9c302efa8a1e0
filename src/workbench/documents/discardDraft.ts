import * as vscode from 'vscode';
import { CommandRefused } from '../words/errors';
import { assetIn, draftIn } from '../screen/openEditors';
import type { PendingDraft } from '../../assets/pendingDrafts';
import { isChangeNode } from '../asking/changeArgument';
import type { DocumentParts } from './documentParts';

const { t } = vscode.l10n;

/** Throws away an edit that auto-save kept and that was not sent; editors show what HappyFox has. Asks first. */
export async function discardDraft(
  parts: Pick<DocumentParts, 'editors' | 'pending'>,
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
  if (!(await parts.pending.drop(draft, draft.text)))
    throw new CommandRefused(
      t('This edit has been changed in another window meanwhile. Look at it before you discard it.'),
    );
  if (draft.kind === 'edit') await parts.editors.discarded(draft.ref);
  else await parts.editors.closeDraft(draft.uri);
}

async function draftOf(
  { pending }: Pick<DocumentParts, 'pending'>,
  [first]: readonly unknown[],
): Promise<PendingDraft | undefined> {
  if (isChangeNode(first)) return first.kind === 'pending' ? first.draft : undefined;
  const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
  if (!uri) return undefined;
  const [ref, draft] = [assetIn(uri), draftIn(uri)];
  return ref ? pending.findEdit(ref) : draft && pending.findAsset(draft);
}
