import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import type { KeptBase } from '../../assets/keptBases';
import type { Arrival } from '../../assets/lineage';
import type { HeldText, Rendered } from '../../assets/openDocument';
import type { Origin } from '../../assets/origin';
import type { HeldEdits } from '../../assets/heldEdits';
import { writtenBack } from '../../assets/writtenBack';
import type { Asset } from '../../happyfox/asset';
import type { EditorTexts, FormerEdit } from './editorTexts';
import type { Editors, OpenDocuments } from './openDocuments';

/** What this window’s editors show of the assets that are open in them, and what their texts were made from. */
export class AssetDocuments {
  private readonly renewals = new vscode.EventEmitter<AssetRef>();

  /** Fires when a read for one editor, or for whoever else reads files, found a newer text of an open asset. */
  readonly onDidRenew = this.renewals.event;

  constructor(
    readonly opened: OpenDocuments,
    private readonly texts: EditorTexts,
    private readonly drafts: HeldEdits,
    private readonly editors: Editors,
  ) {}

  /** The mtime of the asset's document, from memory where it is open. */
  async mtime(ref: AssetRef): Promise<number> {
    return ((await this.opened.find(ref)) ?? (await this.opened.load(ref))).mtime;
  }

  /**
   * The text for an editor of the asset: from HappyFox, unless it has just come from there, or edits that have not been sent are in memory.
   * `isPassing`: another editor is about to take its place, and is to have the text without a request as well.
   */
  async read(ref: AssetRef, uri: vscode.Uri, isPassing = false): Promise<string> {
    const known = await this.opened.find(ref);
    const key = uri.toString();
    const isAtHand = known !== undefined && (this.editors.isDirty(ref) || known.isAtHand(key) || known.isPending);
    const before = known?.text;
    const document = isAtHand ? known : await this.opened.load(ref);
    // An unsaved text that was restored without its base must not be taken for an edit of today's state.
    const isUnsaved = this.isUnsaved(uri);
    if (!isUnsaved || this.texts.has(key)) this.texts.offer(key, document);
    if (isUnsaved) document.fallBehind();
    const text = isPassing || isUnsaved ? document.text : document.handOver(key);
    if (before !== undefined && before !== text) this.renewals.fire(ref);
    return text;
  }

  /** What the text in an editor was made from; undefined where that is not known, and then it must not be sent. Throws where it can't be read. */
  async originOf(ref: AssetRef, uri: vscode.Uri, text: string): Promise<Origin | undefined> {
    const key = uri.toString();
    const editor = this.editors.documentAt(uri);
    if (!this.texts.has(key) && editor) {
      const document = await this.opened.find(ref);
      const isShown = document?.text === editor.getText();
      if (document && isShown && !this.texts.has(key)) this.texts.offer(key, document);
      else if (!this.texts.has(key)) await this.texts.restore(key, editor.getText());
    }
    return this.texts.originOf(key, text);
  }

  /** The text of the held edit that the text in an editor goes on from. */
  heldBy(uri: vscode.Uri): string | undefined {
    return this.texts.heldBy(uri.toString());
  }

  /** The text of the held edit that other editors of the asset have. */
  heldElsewhere(ref: AssetRef, uri: vscode.Uri): string | undefined {
    const others = this.editors.documentsOf(ref).filter((other) => other.uri.toString() !== uri.toString());
    return others.map((other) => this.heldBy(other.uri)).find((held) => held !== undefined);
  }

  /** An editor of an asset, or of a draft that has become one, shows a text. */
  shows(ref: AssetRef, editor: Pick<vscode.TextDocument, 'uri' | 'isDirty'>, text: string, arrival: Arrival): void {
    const document = this.opened.peek(ref);
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
    const document = this.opened.saved(ref, now);
    const shown = { ...now, text: writtenBack(text, now) };
    document.saved(shown);
    const others = this.editors.documentsOf(ref).map((other) => other.uri.toString());
    this.texts.saved(uri.toString(), others, sent, shown);
  }

  /** A text that was saved from an editor had nothing to send. What another editor holds of the asset goes on waiting. */
  unchanged(ref: AssetRef, uri: vscode.Uri, text: string): void {
    const document = this.opened.peek(ref);
    const key = uri.toString();
    if (document && (!document.isPending || document.heldText === this.heldBy(uri))) {
      const { latest } = document;
      document.discardDraft({ ...latest, text: writtenBack(text, latest) });
      this.texts.offer(key, document);
    }
    this.texts.written(key, undefined);
  }

  /** A text that was saved from an editor is kept as a held edit. */
  held(ref: AssetRef, uri: vscode.Uri, draft: HeldText): void {
    const document = this.opened.peek(ref);
    document?.takeEdit(draft);
    if (document) this.texts.written(uri.toString(), draft.text);
  }

  /**
   * What is kept of the asset on disk may be what another window or tab has made of it: memory has the same then. Answers the draft that was in its
   * place, where there was another. Not while a save is under way. Throws where it can't be read.
   */
  async reconcile(ref: AssetRef): Promise<{ readonly former: FormerEdit | undefined } | undefined> {
    const document = this.opened.peek(ref);
    const draft = document && (await this.drafts.findEdit(ref));
    if (!document || draft?.text === document.heldText) return undefined;
    const { heldText: text } = document;
    if (draft) document.takeEdit(draft);
    else document.discardDraft();
    // Of another draft in its place nothing may have come from the one that editors go on from: they must not take it for theirs.
    return { former: draft || text === undefined ? undefined : { text } };
  }

  /** The text in an editor is made from this state from now on: the one that a conflict was resolved with. */
  rebase(ref: AssetRef, uri: vscode.Uri, theirs: Rendered): void {
    this.opened.peek(ref)?.renew(theirs);
    this.texts.rebase(uri.toString(), theirs);
  }

  /** A newer text of an asset is in memory, and its clean editors are about to show it. `former` is the draft that it takes the place of. */
  offered(ref: AssetRef, former?: FormerEdit): void {
    const document = this.opened.peek(ref);
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
    this.opened.editorClosed(uri.toString());
  }

  private isUnsaved(uri: vscode.Uri): boolean {
    const editor = this.editors.documentAt(uri);
    return editor !== undefined && this.editors.isUnsaved(editor);
  }
}
