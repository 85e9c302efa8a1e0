import * as vscode from 'vscode';
import type { AssetRef, DraftRef } from '../../assets/assetRef';
import type { Arrival } from '../../assets/lineage';
import type { Asset } from '../../happyfox/asset';
import { isGone } from '../../happyfox/errors';
import type { AccountSession } from '../sessions/accountSession';
import type { AssetDocuments } from './assetDocuments';
import { Carets } from './carets';
import type { DocumentConflicts } from './documentConflicts';
import type { DocumentSaves } from './documentSaves';
import type { DraftDocuments } from './draftDocuments';
import type { FormerEdit } from './editorTexts';
import type { HappyFoxFileSystem } from './happyfoxFileSystem';
import {
  assetIn,
  documentAt,
  documentsOf,
  draftIn,
  isDirty,
  isUnsaved,
  tabsOf,
  textTabs,
  uriOfAsset,
} from '../screen/openEditors';

/** Keeps editors in step with the assets they show: after a save, a revert, a delete, and what other windows did. */
export class DocumentEvents implements vscode.Disposable {
  private readonly dirty = new Set<string>();
  /** Documents that were written in a save that VS Code is about to end. */
  private readonly ending = new Set<string>();
  private readonly carets: Carets;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly documents: AssetDocuments,
    private readonly drafts: DraftDocuments,
    private readonly files: HappyFoxFileSystem,
    private readonly saves: DocumentSaves,
    private readonly conflicts: Pick<DocumentConflicts, 'forget'>,
    /** Hears of what an event has set off. Where that fails the tab stays as it is, and whoever opens or saves it is told why. */
    private readonly attend: (work: Promise<unknown>) => void,
  ) {
    this.carets = new Carets();
    this.subscriptions = [
      this.carets,
      documents.onDidRenew((ref) => void this.showAgain(ref)),
      files.onDidWrite(({ uri }) => this.ending.add(uri.toString())),
      vscode.workspace.onDidOpenTextDocument((document) => this.shown(document, 'new')),
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        this.shown(document, arrivalOf(reason));
        this.attend(this.edited(document));
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.attend(this.saved(document))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)),
      vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
        for (const { input } of opened) if (input instanceof vscode.TabInputText) this.attend(this.opened(input.uri));
      }),
    ];
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty) this.dirty.add(document.uri.toString());
  }

  /** An asset has changed elsewhere: clean editors read it again, others find out when they save. True where there was something new. */
  async changed(ref: AssetRef): Promise<boolean> {
    if (documentsOf(ref).length === 0) return false;
    await this.reconcile(ref);
    if (!(await this.documents.opened.refresh(ref))) return this.showAgain(ref);
    this.renewed(ref);
    return true;
  }

  /** Another window, or the table, may have changed what is held of an asset: its editors show that, or stay as they are where it can't be read. */
  async reconcile(ref: AssetRef): Promise<void> {
    const work = this.saves.reconcile(ref);
    this.attend(work);
    const reconciled = await work.catch(() => undefined);
    if (reconciled) this.renewed(ref, reconciled.former);
    if (reconciled) await this.catchUp(ref);
  }

  /** What is in memory may be older than what the server has: as `changed`, and what has been deleted goes. Fails silently: false. */
  async lookAgain(ref: AssetRef): Promise<boolean> {
    try {
      return await this.changed(ref);
    } catch (error) {
      if (isGone(error)) await this.deleted(ref);
      // Anything else is told by the next open or save.
      return false;
    }
  }

  /** An asset was written by other means than its editor: clean editors show what HappyFox answered, without asking again. */
  async written(session: AccountSession, assetTypeId: number, asset: Asset): Promise<void> {
    const ref = { accountId: session.accountId, assetTypeId, assetId: asset.id };
    if (documentsOf(ref).length > 0 && (await this.documents.opened.take(session, assetTypeId, asset)))
      this.renewed(ref);
  }

  /** A newer text of an asset is in memory: clean editors show it. `former` is the draft that it takes the place of. */
  renewed(ref: AssetRef, former?: FormerEdit): void {
    this.documents.offered(ref, former);
    this.files.announceChange(documentsOf(ref).map(({ uri }) => uri));
  }

  /** An asset has been deleted: its tabs close, but one with edits that were not sent stays, marked as deleted by VS Code. */
  async deleted(ref: AssetRef): Promise<void> {
    const clean = isDirty(ref) || this.documents.opened.peek(ref)?.isPending === true ? [] : tabsOf(ref);
    if (clean.length > 0) await vscode.window.tabGroups.close(clean.map(({ tab }) => tab));
    this.files.announceDeleted(documentsOf(ref).map(({ uri }) => uri));
  }

  /** A held edit was thrown away: editors show the asset as HappyFox has it. */
  async discarded(ref: AssetRef): Promise<void> {
    const text = this.documents.opened.peek(ref)?.heldText;
    this.documents.opened.peek(ref)?.discardDraft();
    await this.documents.opened.refresh(ref).catch(() => false);
    this.renewed(ref, text === undefined ? undefined : { text });
  }

  /** The draft of a new asset was thrown away. */
  async closeDraft(uri: string): Promise<void> {
    await vscode.window.tabGroups.close(tabsAt(uri));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The tab of a draft that has become an asset long since, such as one that “Reopen Closed Editor” brings back. */
  private async opened(uri: vscode.Uri): Promise<void> {
    const draft = draftIn(uri);
    if (!draft || !(await this.drafts.createdFrom(draft))) return;
    const document = await vscode.workspace.openTextDocument(uri);
    await this.replaceDraft(document, draft);
  }

  private shown(document: vscode.TextDocument, arrival: Arrival): void {
    const draft = draftIn(document.uri);
    const ref = draft ? this.drafts.knownToBe(draft) : assetIn(document.uri);
    if (ref) this.documents.shows(ref, document, document.getText(), arrival);
  }

  private async edited(document: vscode.TextDocument): Promise<void> {
    const { uri, isDirty: dirtyNow } = document;
    const ref = assetIn(uri);
    if (!ref) return;
    const key = uri.toString();
    if (dirtyNow === this.dirty.has(key)) return;
    if (dirtyNow) {
      this.dirty.add(key);
      return;
    }
    this.dirty.delete(key);
    if (this.documents.opened.peek(ref)?.isPending !== true) this.conflicts.forget(uri);
    if (!(await this.catchUp(ref))) this.showAgain(ref);
  }

  /** Clean editors that show something else than what is in memory, as after undo or another reader of the file, read that. */
  private showAgain(ref: AssetRef): boolean {
    const open = this.documents.opened.peek(ref);
    if (open?.isPending !== false) return false;
    const settled = documentsOf(ref).filter((one) => !one.isDirty && !this.ending.has(one.uri.toString()));
    if (settled.every((one) => one.getText() === open.text)) return false;
    open.advance();
    this.renewed(ref);
    return true;
  }

  /** What could not be shown while there were edits is read once there are none. */
  private async catchUp(ref: AssetRef): Promise<boolean> {
    const open = this.documents.opened.peek(ref);
    return open?.isPending === false && open.takeBehind() && this.lookAgain(ref);
  }

  private async saved(document: vscode.TextDocument): Promise<void> {
    this.ending.delete(document.uri.toString());
    const draft = draftIn(document.uri);
    if (draft) await this.replaceDraft(document, draft);
    const ref = assetIn(document.uri) ?? (draft && (await this.drafts.createdFrom(draft)));
    const open = ref && this.documents.opened.peek(ref);
    if (!ref || !open) return;
    this.documents.shows(ref, document, document.getText(), 'new');
    await this.reconcile(ref);
    if ((await this.catchUp(ref)) || document.isDirty || document.getText() === open.text) return;
    // The tab that has taken the draft's place shows it already.
    if (draft && !open.isFresh) return;
    // Only now, after the save: VS Code takes its own text for the server's until the stat moves.
    open.advance();
    this.carets.keep(document, open.text);
    this.renewed(ref);
  }

  /** The draft has become an asset: its tab makes way for the asset's own, unless somebody has typed on in it. */
  private async replaceDraft(document: vscode.TextDocument, draft: DraftRef): Promise<void> {
    const created = await this.drafts.createdFrom(draft);
    const tabs = tabsAt(document.uri.toString());
    if (!created || isUnsaved(document) || tabs.length === 0) return;
    const name = this.documents.opened.peek(created)?.latest.asset.name ?? String(created.assetId);
    for (const tab of tabs) {
      await vscode.window.showTextDocument(uriOfAsset(created, name), {
        viewColumn: tab.group.viewColumn,
        preserveFocus: !tab.isActive,
        preview: false,
      });
    }
    // Looked up anew: the user may have closed one meanwhile.
    if (!isUnsaved(document)) await vscode.window.tabGroups.close(tabsAt(document.uri.toString()), true);
  }

  private closed(uri: vscode.Uri): void {
    // VS Code closes and opens a document whose language is changed, and its text stays what it is.
    if (documentAt(uri)) return;
    this.dirty.delete(uri.toString());
    this.ending.delete(uri.toString());
    this.documents.closeText(uri);
    this.conflicts.forget(uri);
    const draft = draftIn(uri);
    if (draft) this.drafts.close(draft);
    const ref = assetIn(uri);
    if (ref && documentsOf(ref).length === 0) this.documents.opened.close(ref);
  }
}

function tabsAt(uri: string): readonly vscode.Tab[] {
  return textTabs().flatMap((open) => (open.uri.toString() === uri ? [open.tab] : []));
}

function arrivalOf(reason: vscode.TextDocumentChangeReason | undefined): Arrival {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo';
  return reason === vscode.TextDocumentChangeReason.Redo ? 'redo' : 'new';
}
