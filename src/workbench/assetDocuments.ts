import * as vscode from 'vscode';
import { schemaPath, type AssetRef } from '../assets/assetRef';
import { definitionFor, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { OpenDocument, type DocumentStat, type Rendered } from '../assets/openDocument';
import { renderAsset } from '../assets/renderDocument';
import type { Asset } from '../happyfox/asset';
import type { AccountSession } from './accountSession';
import type { KeptBases } from './keptBases';
import type { PendingDrafts } from './pendingDrafts';
import { schemaScheme } from './schemes';
import type { Sessions } from './sessions';

/** Tells whether an editor holds unsaved edits of an asset. */
export type IsDirty = (ref: AssetRef) => boolean;

/** The assets that are open as documents in this window, and what each was read as. */
export class AssetDocuments {
  private readonly open = new Map<string, OpenDocument>();
  private readonly reading = new Map<string, Promise<OpenDocument>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly bases: KeptBases,
    private readonly drafts: PendingDrafts,
    private readonly isDirty: IsDirty,
  ) {}

  /** The document's stat, from memory where it is open. */
  async stat(ref: AssetRef): Promise<DocumentStat> {
    const dirty = this.isDirty(ref);
    const document = await this.find(ref);
    return (document ?? (await this.load(ref))).stat(dirty);
  }

  /** The document's text: from the server, unless it has just come from there, or edits are measured against what is in memory. */
  async read(ref: AssetRef): Promise<string> {
    const document = await this.find(ref);
    if (this.isDirty(ref)) return document ? document.lend() : (await this.fetch(ref)).text;
    if (document && (document.isFresh || document.isPending)) return document.handOver();
    return (await this.load(ref)).handOver();
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
    this.open.set(keyOf(ref), found);
    return found;
  }

  /** Puts an asset that has just been read or made into memory, so that opening it needs no second read. True when an open document's text differs. */
  async take(session: AccountSession, assetTypeId: number, asset: Asset): Promise<boolean> {
    const ref = { accountId: session.accountId, assetTypeId, assetId: asset.id };
    if (this.isDirty(ref) || (await this.find(ref))?.isPending === true) return false;
    const rendered = await this.render(session, assetTypeId, asset);
    const before = this.peek(ref)?.text;
    this.store(ref, rendered);
    return before !== undefined && before !== rendered.text;
  }

  /** An asset in the form of its document, without opening it. */
  async textOf(session: AccountSession, assetTypeId: number, asset: Asset): Promise<string> {
    return (await this.render(session, assetTypeId, asset)).text;
  }

  /** Reads an open document again; true when its text differs. Does nothing for one with edits that have not been sent. */
  async refresh(ref: AssetRef): Promise<boolean> {
    const document = this.peek(ref);
    if (!document || !this.isClean(ref)) return false;
    const rendered = await this.fetch(ref);
    return this.isClean(ref) && document.renew(rendered);
  }

  /** The asset as the server has it now, rendered; no open document changes. */
  async fetch(ref: AssetRef): Promise<Rendered> {
    const session = this.session(ref);
    const { store } = session;
    // Both at once, so that opening takes the time of one request.
    const [asset] = await Promise.all([store.read(ref.assetId), store.catalogue.definition(ref.assetTypeId)]);
    const assetTypeId = asset.assetType?.id ?? ref.assetTypeId;
    const rendered = await this.render(session, assetTypeId, asset);
    store.announce({ kind: 'read', asset, assetTypeId });
    return rendered;
  }

  /** Renders an asset. With `known`, fields that serve where they can't be read again, this never throws. */
  async render(
    session: AccountSession,
    assetTypeId: number,
    asset: Asset,
    known?: AssetTypeDefinition,
  ): Promise<Rendered> {
    const definition = await currentDefinition(session, assetTypeId, asset, known);
    await session.learnStaff([asset.createdBy, asset.updatedBy]);
    return { asset, definition, text: textFor(session, definition, asset) };
  }

  /** The first unsaved edit of a document: keeps what it began with. */
  editBegan(ref: AssetRef): void {
    const document = this.peek(ref);
    if (document) this.bases.keep(ref, { rendered: document.base, stat: document.stat(true) });
  }

  /** What the unsaved edits of a document are measured against has changed. */
  editMovedOn(ref: AssetRef): void {
    this.bases.drop(ref);
    if (this.isDirty(ref)) this.editBegan(ref);
  }

  /** The document has no unsaved edits any more. */
  editEnded(ref: AssetRef): void {
    this.bases.drop(ref);
  }

  /** The document was closed. */
  close(ref: AssetRef): void {
    this.open.delete(keyOf(ref));
    this.bases.drop(ref);
  }

  /** The session of a document's account. Throws `CommandRefused` where there is no such account. */
  session({ accountId }: AssetRef): AccountSession {
    return this.sessions.get(accountId);
  }

  /** Asked anew after each wait: somebody may have typed meanwhile. */
  private isClean(ref: AssetRef): boolean {
    return !this.isDirty(ref) && this.peek(ref)?.isPending !== true;
  }

  private async restored(ref: AssetRef): Promise<OpenDocument | undefined> {
    const kept = this.isDirty(ref) ? await this.bases.find(ref) : undefined;
    if (!kept) return undefined;
    // What was typed since may go on from an edit that auto-save had kept.
    const draft = await this.drafts.findEdit(ref);
    const text = draft?.base.text === kept.rendered.text ? draft.text : undefined;
    return new OpenDocument(kept.rendered, kept.stat.mtime, text);
  }

  private async pending(ref: AssetRef): Promise<OpenDocument | undefined> {
    const draft = await this.drafts.findEdit(ref);
    return draft && new OpenDocument(draft.base, draft.time, draft.text);
  }

  private load(ref: AssetRef): Promise<OpenDocument> {
    const key = keyOf(ref);
    const underWay = this.reading.get(key);
    if (underWay) return underWay;
    const load = this.fetch(ref)
      .then((rendered) => this.store(ref, rendered))
      .finally(() => this.reading.delete(key));
    this.reading.set(key, load);
    return load;
  }

  private store(ref: AssetRef, rendered: Rendered): OpenDocument {
    const known = this.peek(ref);
    if (known) known.renew(rendered);
    const document = known ?? new OpenDocument(rendered, Date.now());
    this.open.set(keyOf(ref), document);
    return document;
  }
}

/** The text of an asset's document. */
export function textFor(session: AccountSession, definition: AssetTypeDefinition, asset: Asset): string {
  const schemaUri = schemaUriOf(session.accountId, definition.assetType.id);
  return renderAsset(asset, definition, { schemaUri, staffName: session.staffName });
}

/** The URI of the JSON schema of a type's documents. */
export function schemaUriOf(accountId: string, assetTypeId: number): string {
  return vscode.Uri.from({ scheme: schemaScheme, path: schemaPath(accountId, assetTypeId) }).toString();
}

/** Names an asset across the types of an account, or, by its own id, a draft. */
export function keyOf({
  accountId,
  assetId,
}: {
  readonly accountId: string;
  readonly assetId: number | string;
}): string {
  return `${accountId}/${assetId}`;
}

/**
 * The type's fields; read again when the asset has one they lack, for then they have changed. With `known`, which serves where
 * that fails, this never throws: a save that was carried out must not look failed.
 */
async function currentDefinition(
  { store }: AccountSession,
  assetTypeId: number,
  asset: Asset,
  known: AssetTypeDefinition | undefined,
): Promise<AssetTypeDefinition> {
  try {
    const definition = await store.catalogue.definition(assetTypeId);
    if (definitionFor(asset, definition) === definition) return definition;
    store.catalogue.forgetDefinition(assetTypeId);
    return await store.catalogue.definition(assetTypeId);
  } catch (error) {
    if (known) return known;
    throw error;
  }
}
