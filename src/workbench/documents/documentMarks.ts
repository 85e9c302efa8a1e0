import * as vscode from 'vscode';
import { WriteRefused } from '../../plans/writeRefused';
import { keyOf } from '../screen/assetText';
import { assetIn, draftIn } from '../screen/openEditors';
import type { ChangedEdits, HeldEditOf, HeldEdits } from '../../assets/heldEdits';
import type { HappyFoxFileSystem } from './happyfoxFileSystem';

const { t } = vscode.l10n;

type Mark = 'failed' | 'conflict' | 'movedOn' | 'pending';

const decorations: Readonly<Record<Mark, () => vscode.FileDecoration>> = {
  failed: () =>
    new vscode.FileDecoration('!', t('The last save failed'), new vscode.ThemeColor('list.errorForeground')),
  conflict: () =>
    new vscode.FileDecoration(
      'C',
      t('Not saved: somebody else changed the same fields'),
      new vscode.ThemeColor('list.warningForeground'),
    ),
  movedOn: () =>
    new vscode.FileDecoration(
      '↓',
      t('Somebody else has changed this asset; saving merges both'),
      new vscode.ThemeColor('list.warningForeground'),
    ),
  pending: () =>
    new vscode.FileDecoration(
      '●',
      t('Not sent yet: press Ctrl+S to send'),
      new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
    ),
};

/** Marks documents in their tab and in the tree: one whose last save failed, one that others changed, one whose edit waits to be sent. */
export class DocumentMarks implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly marks = new Map<string, Mark>();
  private readonly waiting = new Map<string, HeldEditOf>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeFileDecorations = this.changed.event;

  constructor(
    files: HappyFoxFileSystem,
    private readonly drafts: HeldEdits,
    /** Waits for what nobody waits for, and logs why it failed. */
    private readonly attend: (work: Promise<unknown>) => void,
  ) {
    this.subscriptions = [
      new vscode.Disposable(drafts.onChange((changed) => attend(this.lookAt(changed)))),
      this.changed,
      files.onDidFail(({ uri, error }) => this.mark(uri, error)),
      files.onDidWrite(({ uri }) => this.clear(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!document.isDirty) this.clear(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ref = assetIn(uri);
    const draft = draftIn(uri);
    const waits =
      (ref !== undefined && this.waiting.has(keyOf(ref))) ||
      (draft !== undefined && this.waiting.has(keyOf({ accountId: draft.accountId, assetId: draft.draftId })));
    const mark = this.marks.get(uri.toString()) ?? (waits ? 'pending' : undefined);
    return mark && decorations[mark]();
  }

  /** Others have changed an asset whose document has unsaved edits. */
  movedOn(uri: vscode.Uri): void {
    if (this.marks.has(uri.toString())) return;
    this.marks.set(uri.toString(), 'movedOn');
    this.changed.fire(uri);
  }

  /** Looks up which edits wait to be sent, e.g. since before the window was reloaded. */
  begin(): void {
    this.attend(this.lookAt('any'));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Looks at those alone that were held or let go, where they are named: a plan lets go of many drafts, one after the other. Rejects, once done, with why one could not be read. */
  private async lookAt(changed: ChangedEdits): Promise<void> {
    let isSame = true;
    const unread: unknown[] = [];
    for (const one of await this.drafts.those(changed, this.waiting.values())) {
      const key = waitingKey(one);
      // One that can't be read keeps its mark, and no other from being looked at.
      const waits = await this.drafts.isHeld(one).catch((error: unknown) => {
        unread.push(error);
        return this.waiting.has(key);
      });
      if (waits === this.waiting.has(key)) continue;
      isSame = false;
      if (waits) this.waiting.set(key, one);
      else this.waiting.delete(key);
    }
    if (!isSame) this.changed.fire(undefined);
    if (unread.length > 0) throw unread[0];
  }

  private mark(uri: vscode.Uri, error: unknown): void {
    const conflict = error instanceof WriteRefused && error.refusal.reason === 'conflict';
    this.marks.set(uri.toString(), conflict ? 'conflict' : 'failed');
    this.changed.fire(uri);
  }

  private clear(uri: vscode.Uri): void {
    if (this.marks.delete(uri.toString())) this.changed.fire(uri);
  }
}

function waitingKey({ ref }: HeldEditOf): string {
  return keyOf({ accountId: ref.accountId, assetId: 'assetId' in ref ? ref.assetId : ref.draftId });
}
