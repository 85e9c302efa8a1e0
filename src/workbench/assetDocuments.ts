import * as vscode from 'vscode';
import type { AssetRef } from '../assets/assetRef';
import type { KeptBase } from '../assets/keptBases';
import type { Arrival } from '../assets/lineage';
import { OpenDocument, type HeldText, type Rendered } from '../assets/openDocument';
import type { Origin } from '../assets/origin';
import type { PendingDrafts } from '../assets/pendingDrafts';
import { writtenBack } from '../assets/writtenBack';
import type { Asset } from '../happyfox/asset';
import type { AccountSession } from './accountSession';
import { keyOf } from './assetText';
import type { EditorTexts, FormerDraft } from './editorTexts';
import { readAsset, renderedAsset } from './renderedAsset';
import type { Sessions } from './sessions';

/** What is asked of the editors of this window. */
export interface Editors {
  /** Whether one holds unsaved edits of an asset. */
  readonly isDirty: (ref: AssetRef) => boolean;
  /** Whether what is in a document is unsaved. */
  readonly isUnsaved: (document: Pick<vscode.TextDocument, 'uri' | 'isDirty'>) => boolean;
  /** The documents of an asset that are in memory: a name that changed since may have given it more than one URI. */
  readonly documentsOf: (ref: AssetRef) => readonly vscode.TextDocument[];
  /** The document of a URI, where it is in memory. */
  readonly documentAt: (uri: vscode.Uri) => vscode.TextDocument | undefined;
}

/** The assets that are open as documents in this window, and what each was read as. */
export class AssetDocuments {
  private readonly open = new Map<string, OpenDocument>();
  private readonly reading = new Map<string, Promise<OpenDocument>>();
  private readonly renewals = new vscode.EventEmitter<AssetRef>();

  /** Fires when a read for one editor, or for whoever else reads files, found a newer text of an open asset. */
  readonly onDidRenew = this.renewals.event;

  constructor(
    private readonly sessions: Sessions,
    private readonly texts: EditorTexts,
    private readonly drafts: PendingDrafts,
    private readonly editors: Editors,
  ) {}

  /** The mtime of the asset's document, from memory where it is open. */
  async mtime(ref: AssetRef): Promise<number> {
    return ((await this.find(ref)) ?? (await this.load(ref))).mtime;
  }

  /**
   * The text for an editor of the asset: from HappyFox, unless it has just come from there, or edits that have not been sent are in memory.
   * `isPassing`: another editor is about to take its place, and is to have the text without a request as well.
   */
  async read(ref: AssetRef, uri: vscode.Uri, isPassing = false): Promise<string> {
    const known = await this.find(ref);
    const key = uri.toString();
    const isAtHand = known !== undefined && (this.editors.isDirty(ref) || known.isAtHand(key) || known.isPending);
    const before = known?.text;
    const document = isAtHand ? known : await this.load(ref);
    // An unsaved text that was restored without its base must not be taken for an edit of today's state.
    const isUnsaved = this.isUnsaved(uri);
    if (!isUnsaved || this.texts.has(key)) this.texts.offer(key, document);
    if (isUnsaved) document.fallBehind();
    const text = isPassing || isUnsaved ? document.text : document.handOver(key);
    if (before !== undefined && before !== text) this.renewals.fire(ref);
    return text;
  }

  /** The open document of an asset, without a request. */
  peek(ref: AssetRef): OpenDocument | undefined {
    return this.open.get(keyOf(ref));
  }

  /** The open document of an asset, or what is left of an edit that began before the window was reloaded. */
  async find(ref: AssetRef): Promise<OpenDocument | undefined> {
    const known = this.peek(ref);
    if (known) return known;
    const found = (await this.restored(ref)) ?? (await this.pending(ref));
    const meanwhile = this.peek(ref);
    if (meanwhile || !found) return meanwhile;
    found.fallBehind();
    this.open.set(keyOf(ref), found);
    return found;
  }

  /** What the text in an editor was made from; undefined where that is not known, and then it must not be sent. Throws where it can't be read. */
  async originOf(ref: AssetRef, uri: vscode.Uri, text: string): Promise<Origin | undefined> {
    const key = uri.toString();
    const editor = this.editors.documentAt(uri);
    if (!this.texts.has(key) && editor) {
      const document = await this.find(ref);
      const isShown = document?.text === editor.getText();
      if (document && isShown && !this.texts.has(key)) this.texts.offer(key, document);
      else if (!this.texts.has(key)) await this.texts.restore(key, editor.getText());
    }
    return this.texts.originOf(key, text);
  }

  /** The text of the pending draft that the text in an editor goes on from. */
  heldBy(uri: vscode.Uri): string | undefined {
    return this.texts.heldBy(uri.toString());
  }

  /** The text of the pending draft that other editors of the asset have. */
  heldElsewhere(ref: AssetRef, uri: vscode.Uri): string | undefined {
    const others = this.editors.documentsOf(ref).filter((other) => other.uri.toString() !== uri.toString());
    return others.map((other) => this.heldBy(other.uri)).find((held) => held !== undefined);
  }

  /** Puts an asset that has just been read or made into memory, so that opening it needs no second read. True when an open document's text differs. */
  async take(session: AccountSession, assetTypeId: number, asset: Asset): Promise<boolean> {
    const ref = { accountId: session.accountId, assetTypeId, assetId: asset.id };
    if (this.editors.isDirty(ref) || (await this.find(ref))?.isPending === true) {
      this.peek(ref)?.fallBehind();
      return false;
    }
    if (session.store.isOutdated(asset)) return false;
    const rendered = await renderedAsset(session, assetTypeId, asset);
    const before = this.peek(ref)?.text;
    const { text } = this.store(ref, rendered);
    return before !== undefined && before !== text;
  }

  /** Reads an open document again; true when its text differs. One with edits that have not been sent falls behind instead. */
  async refresh(ref: AssetRef): Promise<boolean> {
    const document = this.peek(ref);
    let isNew: boolean | undefined;
    try {
      const rendered = document && this.isClean(ref) ? await readAsset(this.session(ref), ref) : undefined;
      // What was written meanwhile is in memory already, or about to be read.
      if (rendered && this.isOutdated(ref, rendered)) isNew = false;
      else if (rendered && this.isClean(ref)) isNew = document?.renew(inLayoutOf(document, rendered));
    } finally {
      if (isNew === undefined) document?.fallBehind();
    }
    return isNew ?? false;
  }

  /** An editor of an asset, or of a draft that has become one, shows a text. */
  shows(ref: AssetRef, editor: Pick<vscode.TextDocument, 'uri' | 'isDirty'>, text: string, arrival: Arrival): void {
    const document = this.peek(ref);
    const isClean = !this.editors.isUnsaved(editor) && document?.text === text;
    const key = editor.uri.toString();
    if (isClean && !this.texts.has(key)) this.texts.offer(key, document);
    this.texts.shows(key, text, arrival, { isClean, held: document?.heldText });
  }

  /** An editor has a text that was made from something else than this class has handed out, such as the draft of a new asset. */
  adopt(uri: vscode.Uri, text: string, base: KeptBase): void {
    this.texts.adopt(uri.toString(), text, base);
  }

  /** A text was saved from an editor: it stands for `sent`, and HappyFox has `now`. Editors of the asset are to show that. */
  saved(ref: AssetRef, uri: vscode.Uri, text: string, sent: Asset, now: Rendered): void {
    const document = this.peek(ref) ?? new OpenDocument(now, Date.now());
    this.open.set(keyOf(ref), document);
    const shown = { ...now, text: writtenBack(text, now) };
    document.saved(shown);
    const others = this.editors.documentsOf(ref).map((other) => other.uri.toString());
    this.texts.saved(uri.toString(), others, sent, shown);
  }

  /** A text that was saved from an editor had nothing to send. What another editor holds of the asset goes on waiting. */
  unchanged(ref: AssetRef, uri: vscode.Uri, text: string): void {
    const document = this.peek(ref);
    const key = uri.toString();
    if (document && (!document.isPending || document.heldText === this.heldBy(uri))) {
      const { latest } = document;
      document.discardDraft({ ...latest, text: writtenBack(text, latest) });
      this.texts.offer(key, document);
    }
    this.texts.written(key, undefined);
  }

  /** A text that was saved from an editor is kept as a pending draft. */
  held(ref: AssetRef, uri: vscode.Uri, draft: HeldText): void {
    const document = this.peek(ref);
    document?.takeDraft(draft);
    if (document) this.texts.written(uri.toString(), draft.text);
  }

  /**
   * What is kept of the asset on disk may be what another window or tab has made of it: memory has the same then. Answers the draft that was in its
   * place, where there was another. Not while a save is under way. Throws where it can't be read.
   */
  async reconcile(ref: AssetRef): Promise<{ readonly former: FormerDraft | undefined } | undefined> {
    const document = this.peek(ref);
    const draft = document && (await this.drafts.findEdit(ref));
    if (!document || draft?.text === document.heldText) return undefined;
    const { heldText: text } = document;
    if (draft) document.takeDraft(draft);
    else document.discardDraft();
    // Of another draft in its place nothing may have come from the one that editors go on from: they must not take it for theirs.
    return { former: draft || text === undefined ? undefined : { text } };
  }

  /** The text in an editor is made from this state from now on: the one that a conflict was resolved with. */
  rebase(ref: AssetRef, uri: vscode.Uri, theirs: Rendered): void {
    this.peek(ref)?.renew(theirs);
    this.texts.rebase(uri.toString(), theirs);
  }

  /** A newer text of an asset is in memory, and its clean editors are about to show it. `former` is the draft that it takes the place of. */
  offered(ref: AssetRef, former?: FormerDraft): void {
    const document = this.peek(ref);
    if (!document) return;
    for (const { uri } of this.editors.documentsOf(ref)) {
      const key = uri.toString();
      document.owe(key);
      if (this.texts.has(key)) this.texts.offer(key, document, former);
    }
  }

  /** An editor's document was closed. */
  closeText(uri: vscode.Uri): void {
    this.texts.close(uri.toString());
    for (const document of this.open.values()) document.closed(uri.toString());
  }

  /** The last document of an asset was closed. */
  close(ref: AssetRef): void {
    this.open.delete(keyOf(ref));
  }

  /** The session of a document's account. Throws `CommandRefused` where there is no such account. */
  session({ accountId }: AssetRef): AccountSession {
    return this.sessions.get(accountId);
  }

  /** Asked anew after each wait: somebody may have typed meanwhile. */
  private isClean(ref: AssetRef): boolean {
    // Not by the tab, which may be told a moment later that its document is clean again.
    const isDirty = this.editors.documentsOf(ref).some((document) => document.isDirty);
    return !isDirty && this.peek(ref)?.isPending !== true;
  }

  private async restored(ref: AssetRef): Promise<OpenDocument | undefined> {
    for (const editor of this.editors.documentsOf(ref)) {
      const kept = this.editors.isUnsaved(editor)
        ? await this.texts.restore(editor.uri.toString(), editor.getText())
        : undefined;
      if (!kept) continue;
      const { origin, held } = kept;
      // What was typed since may go on from an edit that auto-save had kept; one of another window is that window's.
      const draft = held === undefined ? undefined : await this.drafts.findEdit(ref);
      const latest = origin.since.at(-1)?.now ?? origin.base;
      return new OpenDocument(latest, Date.now(), draft?.text === held ? draft : undefined);
    }
    return undefined;
  }

  private async pending(ref: AssetRef): Promise<OpenDocument | undefined> {
    const draft = await this.drafts.findEdit(ref);
    return draft && new OpenDocument(draft.since.at(-1)?.now ?? draft.base, draft.time, draft);
  }

  private isUnsaved(uri: vscode.Uri): boolean {
    const editor = this.editors.documentAt(uri);
    return editor !== undefined && this.editors.isUnsaved(editor);
  }

  private load(ref: AssetRef): Promise<OpenDocument> {
    const key = keyOf(ref);
    const underWay = this.reading.get(key);
    if (underWay) return underWay;
    const load = this.readNow(ref)
      .then((rendered) => this.store(ref, rendered))
      .finally(() => this.reading.delete(key));
    this.reading.set(key, load);
    return load;
  }

  /** Nothing in memory is newer than what is being opened: it must not be older than the last write that is known. */
  private async readNow(ref: AssetRef): Promise<Rendered> {
    for (;;) {
      const rendered = await readAsset(this.session(ref), ref);
      if (!this.isOutdated(ref, rendered)) return rendered;
    }
  }

  private isOutdated(ref: AssetRef, { asset }: Rendered): boolean {
    return this.session(ref).store.isOutdated(asset);
  }

  private store(ref: AssetRef, rendered: Rendered): OpenDocument {
    const known = this.peek(ref);
    known?.renew(inLayoutOf(known, rendered));
    const document = known ?? new OpenDocument(rendered, Date.now());
    this.open.set(keyOf(ref), document);
    return document;
  }
}

/** The asset as an editor shows it that has saved its own layout: what differs in that alone is no news. */
function inLayoutOf({ latest }: OpenDocument, rendered: Rendered): Rendered {
  return latest.text === rendered.text ? rendered : { ...rendered, text: writtenBack(latest.text, rendered) };
}
