import type { Asset } from '../happyfox/asset';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import type { Origin } from './origin';

/** An asset as rendered for an editor. */
export interface Rendered {
  readonly asset: Asset;
  readonly definition: AssetTypeDefinition;
  readonly text: string;
}

/** A text that is kept as a held edit, with what it was made from. */
export interface HeldText extends Origin {
  readonly text: string;
}

/** One asset that is open as a document: what HappyFox has, as far as is known, and what a clean editor shows of it. */
export class OpenDocument {
  private unread = true;
  private readonly owed = new Set<string>();
  private behind = false;

  constructor(
    private rendered: Rendered,
    private moved: number,
    /** Shown in place of what HappyFox has, and not sent. */
    private heldEdit?: HeldText,
  ) {}

  /** The asset as HappyFox last answered. */
  get latest(): Rendered {
    return this.rendered;
  }

  /** What a clean editor shows: HappyFox's text, or the held edit. */
  get text(): string {
    return this.heldEdit?.text ?? this.rendered.text;
  }

  /** What that text was made from. */
  get origin(): Origin {
    const { base, since } = this.heldEdit ?? { base: this.rendered, since: [] };
    return { base, since };
  }

  /** The text of the held edit. */
  get heldText(): string | undefined {
    return this.heldEdit?.text;
  }

  /** True while an edit is held. */
  get isPending(): boolean {
    return this.heldEdit !== undefined;
  }

  /** True until the text has been handed to an editor for the first time. */
  get isFresh(): boolean {
    return this.unread;
  }

  /** A counter that moves with the text alone, for editors to see whether it has changed; it begins at the time of opening, in epoch milliseconds. */
  get mtime(): number {
    return this.moved;
  }

  /** The text for an editor that will show it. */
  handOver(editor: string): string {
    this.unread = false;
    this.owed.delete(editor);
    return this.text;
  }

  /** An editor is about to be told to read the text again. */
  owe(editor: string): void {
    this.owed.add(editor);
  }

  /** An editor was closed: opened again, it is to read anew. */
  closed(editor: string): void {
    this.owed.delete(editor);
  }

  /** Whether an editor may have the text as it is in memory: none has had one yet, or it was told to read it. */
  isAtHand(editor: string): boolean {
    return this.unread || this.owed.has(editor);
  }

  /** HappyFox may have something newer, which is not for an editor with unsaved edits: it is to be read once they are gone. */
  fallBehind(): void {
    this.behind = true;
  }

  /** True once where `fallBehind` was told, and nothing has come from HappyFox since. */
  takeBehind(): boolean {
    const { behind } = this;
    this.behind = false;
    return behind;
  }

  /** Takes in a newer state of the asset; true when its text differs, so that an editor should read it. */
  renew(rendered: Rendered): boolean {
    const before = this.text;
    this.rendered = rendered;
    this.behind = false;
    const differs = before !== this.text;
    if (differs) this.advance();
    return differs;
  }

  /** The text in the editor has been saved, and HappyFox has `rendered`, with the text that the editor is to show. */
  saved(rendered: Rendered): void {
    this.behind = false;
    this.discardDraft(rendered);
  }

  /** An edit is held: a clean editor shows it. */
  takeEdit(edit: HeldText): void {
    this.heldEdit = edit;
    this.advance();
  }

  /** Lets go of the held edit; editors show what HappyFox has. */
  discardDraft(rendered: Rendered = this.rendered): void {
    this.rendered = rendered;
    this.heldEdit = undefined;
    this.advance();
  }

  /** Moves `mtime` on, so that an editor whose text is not the document's reads it again. */
  advance(): void {
    this.moved += 1;
  }
}
