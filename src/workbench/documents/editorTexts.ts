import type { KeptBase, KeptBases } from '../../assets/keptBases';
import { Lineage, type Arrival } from '../../assets/lineage';
import type { OpenDocument, Rendered } from '../../assets/openDocument';
import type { Origin } from '../../assets/origin';
import type { Asset } from '../../happyfox/asset';

/** What a document shows. */
type Shown = Pick<OpenDocument, 'text' | 'origin' | 'heldText' | 'latest'>;

/** The text of one editor. */
interface EditorText {
  readonly lineage: Lineage;
  /** The text of the held edit that it goes on from. */
  held: string | undefined;
  isKept: boolean;
}

/** A held edit that has made way in this window, otherwise than by a save of its editor: to another one, or to what HappyFox has. */
export interface FormerEdit {
  readonly text: string;
  /** What it stands for, where it was sent. */
  readonly left?: Asset;
}

/** What the texts in the editors of this window were made from, by the URIs of their documents, and kept on disk while they are unsaved. */
export class EditorTexts {
  private readonly texts = new Map<string, EditorText>();

  constructor(private readonly bases: KeptBases) {}

  /** What the text in an editor was made from; undefined where that is not known. */
  originOf(uri: string, text: string): Origin | undefined {
    return this.texts.get(uri)?.lineage.originOf(text);
  }

  /** Whether it is known what an editor's text was made from. */
  has(uri: string): boolean {
    return this.texts.has(uri);
  }

  /** The text of the held edit that an editor's text goes on from. One that another editor holds, or the table, is not its own. */
  heldBy(uri: string): string | undefined {
    return this.texts.get(uri)?.held;
  }

  /** An editor may show a document's text from now on. `former` is the draft that it takes the place of. */
  offer(uri: string, { text, origin, heldText, latest }: Shown, former?: FormerEdit): void {
    const known = this.texts.get(uri);
    if (!known) {
      this.adopt(uri, text, { origin, held: heldText });
      return;
    }
    // What was typed on in the editor goes on from what is in its place.
    if (former && known.held === former.text) known.held = heldText;
    const isOurs = former?.left && known.lineage.hasShown(former.text);
    known.lineage.offer(text, origin, { latest, ...(isOurs && { left: former.left }) });
    if (former && known.isKept) this.keep(uri, known);
  }

  /** An editor has this text, which was made from something. */
  adopt(uri: string, text: string, { origin, held }: KeptBase): void {
    this.texts.set(uri, { lineage: new Lineage(origin, text), held, isKept: false });
  }

  /** What was kept of an unsaved text that has been restored. Throws where it can't be read. */
  async restore(uri: string, text: string): Promise<KeptBase | undefined> {
    const kept = await this.bases.find(uri, text);
    if (!kept || this.texts.has(uri)) return kept;
    this.adopt(uri, text, kept);
    const adopted = this.texts.get(uri);
    if (adopted) adopted.isKept = true;
    return kept;
  }

  /** An editor shows a text. `isClean`: nothing in it is unsaved; `held` is the document's held edit. */
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
  saved(uri: string, others: Iterable<string>, sent: Asset, now: Rendered): void {
    const known = this.texts.get(uri);
    if (known) {
      known.lineage.saved(sent, now);
      known.held = undefined;
      if (known.isKept) this.keep(uri, known);
    }
    for (const other of others) {
      const text = other === uri ? undefined : this.texts.get(other);
      if (!text) continue;
      text.lineage.offer(now.text, { base: now, since: [] }, { latest: now });
      if (text.isKept) this.keep(other, text);
    }
  }

  /** An editor's text is kept as the held edit `held`, or had nothing to send: VS Code takes it for the file's. */
  written(uri: string, held: string | undefined): void {
    const known = this.texts.get(uri);
    if (!known) return;
    known.held = held;
    if (known.isKept) this.keep(uri, known);
  }

  /** The text in an editor is made from `base` from now on, as after a conflict that was resolved in it. */
  rebase(uri: string, base: Rendered): void {
    const known = this.texts.get(uri);
    known?.lineage.rebase(base);
    if (known?.isKept) this.keep(uri, known);
  }

  /** Waits until what unsaved texts were made from is on disk. */
  settled(): Promise<void> {
    return this.bases.settled();
  }

  /** An editor's document was closed. */
  close(uri: string): void {
    this.texts.delete(uri);
    this.bases.drop(uri);
  }

  private keep(uri: string, text: EditorText): void {
    text.isKept = true;
    this.bases.keep(uri, { origin: text.lineage.origin, held: text.held });
  }
}
