import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AssetRef, DraftRef } from '../assets/assetRef';
import { stateOf } from '../assets/editableState';
import type { DocumentStat } from '../assets/openDocument';
import { parseDocument } from '../assets/parseDocument';
import { renderDraft } from '../assets/renderDocument';
import { safeText } from '../assets/safeText';
import { createAsset, type CreateOutcome } from '../plans/createAsset';
import { WriteRefused } from '../plans/writeRefused';
import type { AccountSession } from './accountSession';
import { schemaUriOf, type AssetDocuments } from './assetDocuments';
import { CommandRefused } from './commandRefused';
import { DocumentProblems } from './documentProblems';
import type { DocumentSaves } from './documentSaves';
import { withDoubt } from './doubtNotice';
import type { ConfirmPeople, NewPeople } from './newPeople';
import type { PendingDrafts } from './pendingDrafts';
import type { OtherWindows } from './otherWindows';
import type { Sessions } from './sessions';
import { tellLeftOut } from './tellLeftOut';

const { t } = vscode.l10n;

/** Asks whether a draft whose first answer was lost is to be sent again. */
export type ConfirmSecondCreate = (name: string) => Promise<boolean>;

/** What drafts are made with. */
export interface DraftParts {
  readonly sessions: Sessions;
  readonly documents: AssetDocuments;
  readonly saves: DocumentSaves;
  readonly pending: PendingDrafts;
  readonly people: NewPeople;
  readonly windows: OtherWindows;
  readonly state: vscode.Memento;
  readonly holdsAutoSave: () => boolean;
}

const Sent = z.record(z.string(), z.object({ assetId: z.nullable(z.number()) }));
const stateKey = 'sentDrafts';
const mostRemembered = 100;

/** New assets that are still documents of their own. Each is sent once; what was sent is remembered, also across a reload. */
export class DraftDocuments {
  private readonly texts = new Map<string, { readonly text: string; readonly stat: DocumentStat }>();
  private readonly underWay = new Map<string, Promise<AssetRef | undefined>>();

  constructor(
    private readonly parts: DraftParts,
    private readonly confirmSecondCreate: ConfirmSecondCreate,
  ) {}

  /** The stat of a draft; rendered if need be, which reads the type's fields. */
  async stat(ref: DraftRef): Promise<DocumentStat> {
    return (await this.rendered(ref)).stat;
  }

  /** The text a draft begins with: every field of the type, or a copy of the asset it duplicates. */
  async read(ref: DraftRef): Promise<string> {
    return (await this.rendered(ref)).text;
  }

  /**
   * Creates the asset, or saves it if this draft has created it before. Resolves with the asset that the draft became; with undefined
   * where the save was not the user's own, and the text is kept as a pending draft.
   */
  save(ref: DraftRef, text: string, uri: vscode.Uri, own: boolean): Promise<AssetRef | undefined> {
    // A second Ctrl+S while the first is on its way must not make a second asset.
    const before = this.underWay.get(ref.draftId) ?? Promise.resolve();
    const next = (): Promise<AssetRef | undefined> =>
      own || !this.parts.holdsAutoSave() ? this.saveNow(ref, text) : this.hold(ref, text, uri);
    const save = before.then(next, next);
    this.underWay.set(ref.draftId, save);
    return save.finally(() => {
      if (this.underWay.get(ref.draftId) === save) this.underWay.delete(ref.draftId);
    });
  }

  /** The asset that a draft has become; undefined while it has not. */
  createdFrom(ref: DraftRef): AssetRef | undefined {
    const assetId = this.sent()[ref.draftId]?.assetId;
    return typeof assetId === 'number'
      ? { accountId: ref.accountId, assetTypeId: ref.assetTypeId, assetId }
      : undefined;
  }

  /** Creates an asset from text in the form of a document. Throws `DocumentProblems`, `WriteRefused` or `HappyFoxError`. */
  async create(
    session: AccountSession,
    assetTypeId: number,
    text: string,
    confirmPeople?: ConfirmPeople,
  ): Promise<CreateOutcome> {
    const definition = await session.store.catalogue.definition(assetTypeId);
    const parsed = parseDocument(text, { definition });
    if (!parsed.ok) throw new DocumentProblems(parsed.problems, text);
    const { mine, newContacts } = await this.parts.people.settle(
      session,
      parsed.mine,
      parsed.newContacts,
      confirmPeople,
    );
    const known = [...session.store.allLoaded()].flatMap(({ asset }) =>
      asset.displayId === mine.displayId ? [asset.id] : [],
    );
    const outcome = await withDoubt((onDoubt) =>
      session.writer(onDoubt).then((writer) => createAsset(writer, { definition, mine, newContacts, known })),
    );
    const { asset } = outcome;
    session.store.announce({ kind: 'created', asset, assetTypeId });
    this.parts.windows.tell({
      kind: 'asset',
      change: 'created',
      accountId: session.accountId,
      assetTypeId,
      assetId: asset.id,
    });
    return outcome;
  }

  private async saveNow(ref: DraftRef, text: string): Promise<AssetRef> {
    const created = this.createdFrom(ref);
    if (created) {
      if (!this.parts.documents.peek(created)) await this.parts.documents.read(created);
      await this.parts.saves.save(created, text, true);
      await this.parts.pending.drop({ kind: 'asset', ref }).catch(() => undefined);
      return created;
    }
    const session = this.parts.sessions.get(ref.accountId);
    const wasInDoubt = this.sent()[ref.draftId] !== undefined;
    if (this.sent()[ref.draftId] && !(await this.confirmSecondCreate(nameIn(text)))) {
      throw new CommandRefused(t('Not sent again. Look for the asset in the list before you create it a second time.'));
    }
    await this.remember(ref.draftId, null);
    let outcome: CreateOutcome;
    try {
      outcome = await this.create(session, ref.assetTypeId, text);
    } catch (error) {
      // An earlier one may still have been carried out, whatever became of this.
      const isInDoubt = error instanceof WriteRefused && error.refusal.reason === 'outcomeUnknown';
      if (!wasInDoubt && !isInDoubt) await this.forget(ref.draftId);
      throw error;
    }
    await this.remember(ref.draftId, outcome.asset.id);
    await this.parts.pending.drop({ kind: 'asset', ref }).catch(() => undefined);
    // What is in memory has the answer to the create; a failure to render it would make a carried-out save look failed.
    await this.parts.documents.take(session, ref.assetTypeId, outcome.asset).catch(() => undefined);
    return { accountId: ref.accountId, assetTypeId: ref.assetTypeId, assetId: outcome.asset.id };
  }

  private async hold(ref: DraftRef, text: string, uri: vscode.Uri): Promise<undefined> {
    await this.parts.pending.hold({ kind: 'asset', ref, text, time: Date.now(), uri: uri.toString() });
    this.texts.set(ref.draftId, { text, stat: { mtime: Date.now(), size: Buffer.byteLength(text) } });
  }

  private async rendered(ref: DraftRef): Promise<{ readonly text: string; readonly stat: DocumentStat }> {
    const known = this.texts.get(ref.draftId);
    if (known) return known;
    const held = await this.parts.pending.findAsset(ref);
    if (held) {
      const kept = { text: held.text, stat: { mtime: held.time, size: Buffer.byteLength(held.text) } };
      this.texts.set(ref.draftId, kept);
      return kept;
    }
    const session = this.parts.sessions.get(ref.accountId);
    const definition = await session.store.catalogue.definition(ref.assetTypeId);
    const schemaUri = schemaUriOf(ref.accountId, ref.assetTypeId);
    const prefill = ref.copyOf === undefined ? undefined : await this.copyOf(session, ref.copyOf, ref.assetTypeId);
    if (prefill) tellLeftOut(prefill, definition);
    const text = renderDraft(definition, { schemaUri, ...(prefill && { prefill }) });
    const rendered = { text, stat: { mtime: Date.now(), size: Buffer.byteLength(text) } };
    this.texts.set(ref.draftId, rendered);
    return rendered;
  }

  private async copyOf(session: AccountSession, assetId: number, assetTypeId: number) {
    const [asset, definition] = await Promise.all([
      session.store.read(assetId),
      session.store.catalogue.definition(assetTypeId),
    ]);
    // The display id tells assets apart, so the copy has to be given one of its own.
    return { ...stateOf(asset, definition), displayId: '', contacts: asset.contacts };
  }

  private sent(): Readonly<Record<string, { readonly assetId: number | null }>> {
    const kept = Sent.safeParse(this.parts.state.get(stateKey));
    return kept.success ? kept.data : {};
  }

  private async remember(draftId: string, assetId: number | null): Promise<void> {
    const others = Object.entries(this.sent()).filter(([id]) => id !== draftId);
    await this.parts.state.update(
      stateKey,
      Object.fromEntries([...others.slice(1 - mostRemembered), [draftId, { assetId }]]),
    );
  }

  private async forget(draftId: string): Promise<void> {
    await this.parts.state.update(
      stateKey,
      Object.fromEntries(Object.entries(this.sent()).filter(([id]) => id !== draftId)),
    );
  }
}

function nameIn(text: string): string {
  const name = /"name"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  return safeText(name ?? '');
}
