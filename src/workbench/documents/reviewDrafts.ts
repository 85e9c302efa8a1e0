import * as vscode from 'vscode';
import { changesBetween } from '../../assets/changes';
import { stateOf } from '../../assets/editableState';
import { measured } from '../../assets/origin';
import { safeLabel } from '../../assets/safeText';
import type { PendingDraft } from '../../assets/pendingDrafts';
import { listed } from '../asking/unsentWork';
import { uriOfPending } from '../screen/pendingUri';
import { sinceText } from '../words/sinceText';
import type { DocumentParts } from './documentParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

interface DraftItem extends vscode.QuickPickItem {
  readonly draft: PendingDraft;
}

/** Lists the edits that auto-save kept, with what each changes, and sends those the user ticks: the same save as Ctrl+S, one by one. */
export async function reviewDrafts({
  pending,
  sessions,
}: Pick<DocumentParts, 'pending'> & Pick<SessionParts, 'sessions'>): Promise<void> {
  const drafts = (await pending.all()).filter(({ ref }) => sessions.find(ref.accountId));
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
    const { document } = await vscode.window.showTextDocument(uriOfPending(draft), { preview: false });
    // Somebody has typed on: what was ticked is what is sent, or nothing.
    if (linesOf(document.getText()) !== linesOf(draft.text)) {
      changed.push(label);
      continue;
    }
    // An explicit save also writes a document that has no unsaved edits, which is what a pending draft looks like to VS Code.
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

function itemOf(draft: PendingDraft): vscode.QuickPickItem {
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
