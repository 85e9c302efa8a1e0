import type { KeptBase, KeptBases } from '../assets/keptBases';
import { Lineage, type Arrival } from '../assets/lineage';
import type { DocumentStat, OpenDocument, Rendered } from '../assets/openDocument';
import type { Origin } from '../assets/origin';
import type { Asset } from '../happyfox/asset';

/** The text of one editor. */
interface EditorText {
  readonly lineage: Lineage;
  /** The text of the pending draft that it goes on from. */
  held: string | undefined;
  isKept: boolean;
}

/** What the texts in the editors of this window were made from, by the URIs of their documents, and kept on disk while they are unsaved. */
export class EditorTexts {
  private readonly texts = new Map<string, EditorText>();
  /** The stats that editors were last told of what they show. */
  private readonly stats = new Map<string, DocumentStat>();

  constructor(private readonly bases: KeptBases) {}

  /** What the text in an editor was made from; undefined where that is not known. */
  originOf(uri: string, text: string): Origin | undefined {
    return this.texts.get(uri)?.lineage.originOf(text);
  }

  /** Whether it is known what an editor's text was made from. */
  has(uri: string): boolean {
    return this.texts.has(uri);
  }

  /** The stat for an editor of a document that has `now`: while it has unsaved edits, it must see no other than it was told before them. */
  stat(uri: string, now: DocumentStat, isUnsaved: boolean): DocumentStat {
    const told = isUnsaved ? (this.stats.get(uri) ?? now) : now;
    this.stats.set(uri, told);
    return told;
  }

  /** An editor may show a document's text from now on. */
  offer(uri: string, { text, origin, stat }: Pick<OpenDocument, 'text' | 'origin' | 'stat'>): void {
    const known = this.texts.get(uri);
    if (known) known.lineage.offer(text, origin);
    else this.adopt(uri, text, { origin, stat });
  }

  /** An editor has this text, which was made from something. */
  adopt(uri: string, text: string, { origin, stat, held }: KeptBase): void {
    this.texts.set(uri, { lineage: new Lineage(origin, text), held, isKept: false });
    this.stats.set(uri, stat);
  }

  /** What was kept of an unsaved text that has been restored. Throws where it can't be read. */
  async restore(uri: string, text: string): Promise<KeptBase | undefined> {
    const kept = await this.bases.find(uri);
    if (!kept || this.texts.has(uri)) return kept;
    this.adopt(uri, text, kept);
    const adopted = this.texts.get(uri);
    if (adopted) adopted.isKept = true;
    return kept;
  }

  /** An editor shows a text. `isClean`: nothing in it is unsaved; `held` is the document's pending draft. */
  shows(
    uri: string,
    text: string,
    arrival: Arrival,
    { isClean, held }: { readonly isClean: boolean; readonly held: string | undefined },
  ): void {
    const known = this.texts.get(uri);
    if (!known) return;
    const moved = known.lineage.shows(text, arrival);
    if (isClean) {
      known.held = held;
      known.isKept = false;
      this.bases.drop(uri);
    } else if (moved || !known.isKept) this.keep(uri, known);
  }

  /** An editor's text was saved: it stands for `sent`, and the editor is to show `now`. Others, of the same asset, may show it too. */
  saved(uri: string, others: Iterable<string>, sent: Asset, now: Rendered, stat: DocumentStat): void {
    this.stats.set(uri, stat);
    const known = this.texts.get(uri);
    if (known) {
      known.lineage.saved(sent, now);
      if (known.isKept) this.keep(uri, known);
    }
    for (const other of others) {
      const text = other === uri ? undefined : this.texts.get(other);
      if (!text) continue;
      text.lineage.offer(now.text, { base: now, since: [] });
      if (text.isKept) this.keep(other, text);
    }
  }

  /** An editor's text is kept as a pending draft, or had nothing to send: VS Code takes it for the file's. */
  written(uri: string, stat: DocumentStat): void {
    this.stats.set(uri, stat);
  }

  /** The text in an editor is made from `base` from now on, as after a conflict that was resolved in it. */
  rebase(uri: string, base: Rendered): void {
    const known = this.texts.get(uri);
    known?.lineage.rebase(base);
    if (known?.isKept) this.keep(uri, known);
  }

  /** An editor's document was closed. */
  close(uri: string): void {
    this.texts.delete(uri);
    this.stats.delete(uri);
    this.bases.drop(uri);
  }

  private keep(uri: string, text: EditorText): void {
    text.isKept = true;
    const stat = this.stats.get(uri) ?? { mtime: 0, size: 0 };
    this.bases.keep(uri, { origin: text.lineage.origin, stat, held: text.held });
  }
}
