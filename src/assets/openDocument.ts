import type { Asset } from '../happyfox/asset';
import type { AssetTypeDefinition } from './assetTypeDefinition';

/** What an editor compares to see whether a file has changed. */
export interface DocumentStat {
  /** A counter that moves with the content alone; it begins at the time of opening, in epoch milliseconds. */
  readonly mtime: number;
  /** Bytes of UTF-8. */
  readonly size: number;
}

/** An asset as rendered for an editor. */
export interface Rendered {
  readonly asset: Asset;
  readonly definition: AssetTypeDefinition;
  readonly text: string;
}

/**
 * One asset that is open as a document: what the server has, and the base of the next save. The base moves only with the text in the
 * editor, never ahead of it: what an editor has not been shown must not count as the user's own change. VS Code compares stats to
 * detect conflicts, badly (an edit of the same length slips through), so the stat an editor with unsaved edits sees never moves;
 * conflicts are found when saving.
 */
export class OpenDocument {
  private measuredAgainst: Rendered;
  private known: DocumentStat;
  private current: DocumentStat;
  private unread = true;
  private lent: string | undefined;
  /** True once an editor may have the text. */
  private handedOver = false;
  /** What was read for an editor that is open already, until it shows it. */
  private offered: { readonly rendered: Rendered; readonly stat: DocumentStat } | undefined;

  constructor(
    private rendered: Rendered,
    mtime: number,
    /** The text of a pending draft: it is shown in place of the base's, and has not been sent. */
    private draft?: string,
  ) {
    this.measuredAgainst = rendered;
    this.current = { mtime, size: this.size() };
    this.known = this.current;
  }

  /** The asset as it was when the edit began: what the text in the editor is measured against. */
  get base(): Rendered {
    return this.measuredAgainst;
  }

  /** What a clean editor shows: the server's text, or the pending draft. */
  get text(): string {
    return this.draft ?? this.rendered.text;
  }

  /** True while a draft is pending. */
  get isPending(): boolean {
    return this.draft !== undefined;
  }

  /** True while the newest text has not been handed to an editor. */
  get isFresh(): boolean {
    return this.unread;
  }

  /** The stat to show: `dirty` editors are shown the one that came with their text. */
  stat(dirty: boolean): DocumentStat {
    return dirty ? this.known : this.current;
  }

  /**
   * The text for an editor that will show it. One that is open already may be typed into before it does, and then VS Code drops what it
   * read: the base moves when the editor shows the text, and not before.
   */
  handOver(): string {
    this.unread = false;
    this.lent = undefined;
    const shown = !this.handedOver || this.text === this.measuredAgainst.text;
    this.handedOver = true;
    this.offered = { rendered: this.isPending ? this.measuredAgainst : this.rendered, stat: this.current };
    if (shown || this.isPending) this.takeOffered();
    return this.text;
  }

  /** An editor without unsaved edits shows this text. */
  shows(text: string): void {
    if (this.offered?.rendered.text === text) this.takeOffered();
  }

  /** The text for a reader beside an editor with unsaved edits, which are measured against the base all the same. */
  lend(): string {
    this.lent = this.text;
    return this.text;
  }

  /** True once, when an editor that now shows `text` has gone back to what was lent, which may be older than what the server has. */
  takeReverted(text: string): boolean {
    const reverted = this.lent === text;
    this.lent = undefined;
    if (!reverted) return false;
    this.offered = undefined;
    if (!this.isPending) this.measuredAgainst = this.rendered;
    return true;
  }

  /** Takes in a newer state of the asset; true when its text differs, so that an editor should read it. */
  renew(rendered: Rendered): boolean {
    const before = this.text;
    this.rendered = rendered;
    const differs = before !== this.text;
    if (differs) this.advance();
    this.unread = true;
    return differs;
  }

  /** Measures the edits in the editor against another state from now on: the one a conflict was resolved with. */
  rebase(rendered: Rendered): void {
    this.rendered = rendered;
    this.measuredAgainst = rendered;
    this.offered = undefined;
  }

  /**
   * The text in the editor has been saved, and became `rendered` on the server; `sent` is that text with what it says. Whoever types
   * on before the editor shows the server's text edits the one that was sent.
   */
  saved(rendered: Rendered, sent: Rendered): void {
    this.rendered = rendered;
    this.measuredAgainst = sent;
    this.draft = undefined;
    this.written();
  }

  /** The text in the editor says what the base says, so there was nothing to send. */
  unchanged(): void {
    this.draft = undefined;
    this.written();
  }

  /** The text in the editor is kept as a pending draft. */
  hold(text: string): void {
    this.draft = text;
    this.written();
  }

  /** An edit that was made elsewhere is kept as the pending draft; an editor, which must be clean, shows it. */
  takeDraft(text: string): void {
    this.draft = text;
    this.advance();
    this.unread = true;
  }

  /**
   * The pending draft has been saved by other means than its editor, and became `rendered`; `sent` is its text with what it says. Unlike after
   * `saved`, an editor may hold what was typed since: it is measured against what was sent, and its stat does not move.
   */
  draftSaved(rendered: Rendered, sent: Rendered): void {
    this.rendered = rendered;
    this.measuredAgainst = sent;
    this.offered = undefined;
    this.discardDraft();
  }

  /** Lets go of the pending draft; editors show the base again. */
  discardDraft(): void {
    this.draft = undefined;
    this.advance();
    this.unread = true;
  }

  /** Moves the stat on, so that an editor whose text is not the server's reads it again. */
  advance(): void {
    this.current = { mtime: this.current.mtime + 1, size: this.size() };
  }

  private takeOffered(): void {
    if (!this.offered) return;
    this.measuredAgainst = this.offered.rendered;
    this.known = this.offered.stat;
    this.offered = undefined;
  }

  private written(): void {
    this.handedOver = true;
    this.lent = undefined;
    this.offered = undefined;
    this.advance();
    this.known = this.current;
    this.unread = true;
  }

  private size(): number {
    return Buffer.byteLength(this.text);
  }
}
