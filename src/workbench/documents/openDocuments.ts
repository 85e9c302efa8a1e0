import type * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { OpenDocument, type Rendered } from '../../assets/openDocument';
import type { HeldEdits } from '../../assets/heldEdits';
import { writtenBack } from '../../assets/writtenBack';
import type { Asset } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { keyOf, readAsset, renderedAsset } from '../screen/assetText';
import type { EditorTexts } from './editorTexts';
import type { Sessions } from '../sessions/sessions';

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

/** The assets that are open as documents in this window, as they were read, saved or left with an edit before a reload. */
export class OpenDocuments {
  private readonly open = new Map<string, OpenDocument>();
  private readonly reading = new Map<string, Promise<OpenDocument>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly texts: Pick<EditorTexts, 'restore'>,
    private readonly drafts: HeldEdits,
    private readonly editors: Editors,
  ) {}

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

  /** Reads an asset that is to be shown. One read serves all who ask for it meanwhile. Throws what the client throws. */
  load(ref: AssetRef): Promise<OpenDocument> {
    const key = keyOf(ref);
    const underWay = this.reading.get(key);
    if (underWay) return underWay;
    const load = this.readNow(ref)
      .then((rendered) => this.store(ref, rendered))
      .finally(() => this.reading.delete(key));
    this.reading.set(key, load);
    return load;
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

  /** An asset was saved from an editor: what is in memory of it, or something new. */
  saved(ref: AssetRef, now: Rendered): OpenDocument {
    const document = this.peek(ref) ?? new OpenDocument(now, Date.now());
    this.open.set(keyOf(ref), document);
    return document;
  }

  /** An editor was closed: opened again, it is to read anew. */
  editorClosed(editor: string): void {
    for (const document of this.open.values()) document.closed(editor);
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
