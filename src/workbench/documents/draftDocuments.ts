import * as vscode from 'vscode';
import type { AssetRef, DraftRef } from '../../assets/assetRef';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { parseDocument } from '../../assets/parseDocument';
import { unborn, withState } from '../../assets/withState';
import { once } from '../../disk/once';
import { KeyedQueues } from '../../disk/queues';
import type { Asset } from '../../happyfox/asset';
import { createAsset, type CreateOutcome } from '../../plans/createAsset';
import type { SentDraft, SentDrafts } from '../../plans/sentDrafts';
import { WriteRefused } from '../../plans/writeRefused';
import type { AccountSession } from '../sessions/accountSession';
import { announceWrite } from '../sessions/announceWrite';
import type { AssetDocuments } from './assetDocuments';
import { CommandRefused, DocumentProblems } from '../words/errors';
import { nameIn, newDraftText } from './draftText';
import type { DocumentSaves } from './documentSaves';
import { withDoubt } from '../words/doubtNotice';
import type { ConfirmPeople, NewPeople } from '../asking/newPeople';
import { documentAt, isUnsaved } from '../screen/openEditors';
import type { HeldEdits } from '../../assets/heldEdits';
import type { OtherWindows } from '../sessions/otherWindows';
import { renderedAsset } from '../screen/assetText';
import type { Sessions } from '../sessions/sessions';

const { t } = vscode.l10n;

/** Asks whether a draft whose first answer was lost is to be sent again. */
type ConfirmSecondCreate = (name: string) => Promise<boolean>;

/** What drafts are made with. */
interface DraftParts {
  readonly sessions: Sessions;
  readonly documents: AssetDocuments;
  readonly saves: DocumentSaves;
  readonly heldEdits: HeldEdits;
  readonly people: NewPeople;
  readonly windows: OtherWindows;
  readonly sent: SentDrafts;
  readonly holdsAutoSave: () => boolean;
  /** Takes a line for the log. */
  readonly warn: (line: string) => void;
}

/** An asset that was created, with what was sent of it. */
interface Created extends CreateOutcome {
  readonly sent: Asset;
  readonly definition: AssetTypeDefinition;
}

/** New assets that are still documents of their own. Each is sent once; what was sent is remembered, also across a reload. */
export class DraftDocuments {
  private readonly texts = new Map<string, { readonly text: string; readonly mtime: number }>();
  /** The texts that this window's editors have of held edits. */
  private readonly held = new Map<string, string>();
  private readonly created = new Map<string, AssetRef>();
  private readonly saving = new KeyedQueues();
  private readonly warn: (line: string) => void;

  constructor(
    private readonly parts: DraftParts,
    private readonly confirmSecondCreate: ConfirmSecondCreate,
  ) {
    this.warn = once(parts.warn);
  }

  /** The mtime of a draft; rendered if need be, which reads the type's fields. */
  async mtime(ref: DraftRef, uri: vscode.Uri): Promise<number> {
    const created = await this.createdFrom(ref);
    if (!created) return (await this.rendered(ref)).mtime;
    // Somebody has typed on after the asset was created: their editor must not see that the text it began with is no more.
    const editor = documentAt(uri);
    return editor && isUnsaved(editor) ? 0 : this.parts.documents.mtime(created);
  }

  /** The text a draft begins with: every field of the type, or a copy of the asset it duplicates. Once it has become an asset, that one's. */
  async read(ref: DraftRef, uri: vscode.Uri): Promise<string> {
    const created = await this.createdFrom(ref);
    return created ? this.parts.documents.read(created, uri, true) : (await this.rendered(ref)).text;
  }

  /**
   * Creates the asset, or saves it if this draft has created it before. Resolves with the asset that the draft became; with undefined
   * where the save was not the user's own, and the text is kept as a held edit.
   */
  save(ref: DraftRef, text: string, uri: vscode.Uri, own: boolean): Promise<AssetRef | undefined> {
    // A second Ctrl+S while the first is on its way must not make a second asset.
    return this.saving.run(ref.draftId, async () => {
      const sent = await this.parts.sent.find(ref);
      if (sent && sent.assetId !== null) return this.saveCreated(ref, sent, text, uri, own);
      return own || !this.parts.holdsAutoSave() ? this.saveNow(ref, sent, text, uri) : this.hold(ref, text, uri);
    });
  }

  /** The asset that a draft has become; undefined while it has not. Throws where that can't be read. */
  async createdFrom(ref: DraftRef): Promise<AssetRef | undefined> {
    const assetId = (await this.parts.sent.find(ref))?.assetId;
    if (typeof assetId === 'number')
      this.created.set(ref.draftId, { accountId: ref.accountId, assetTypeId: ref.assetTypeId, assetId });
    return this.knownToBe(ref);
  }

  /** The same, as far as this window has heard of it. */
  knownToBe(ref: DraftRef): AssetRef | undefined {
    return this.created.get(ref.draftId);
  }

  /** The draft's tab was closed: opened again, it shows what is kept of it by then, which may be another window's. */
  close({ draftId }: DraftRef): void {
    this.texts.delete(draftId);
    this.held.delete(draftId);
  }

  /** Creates an asset from text in the form of a document. Throws `DocumentProblems`, `WriteRefused` or `HappyFoxError`. */
  async create(
    session: AccountSession,
    assetTypeId: number,
    text: string,
    confirmPeople?: ConfirmPeople,
  ): Promise<Created> {
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
    announceWrite(this.parts.windows, session, { change: 'created', assetTypeId, asset: outcome.asset });
    return { ...outcome, sent: withState(unborn(definition), mine, definition), definition };
  }

  private async saveNow(
    ref: DraftRef,
    before: SentDraft | undefined,
    text: string,
    uri: vscode.Uri,
  ): Promise<AssetRef> {
    const { sent, documents, sessions } = this.parts;
    const session = sessions.get(ref.accountId);
    const held = this.held.get(ref.draftId);
    if (before && !(await this.confirmSecondCreate(nameIn(text))))
      throw new CommandRefused(t('Not sent again. Look for the asset in the list before you create it a second time.'));
    if (!(await sent.begin(ref, before !== undefined)))
      throw new CommandRefused(t('Not sent: another window is creating this asset. Look at what became of it there.'));
    let created: Created;
    try {
      created = await this.create(session, ref.assetTypeId, text);
    } catch (error) {
      // An earlier one may still have been carried out, whatever became of this.
      const isInDoubt = error instanceof WriteRefused && error.refusal.reason === 'outcomeUnknown';
      if (!before && !isInDoubt)
        await sent
          .forget(ref)
          .catch(() =>
            this.warn('It could not be written down that a new asset was not created; saving it asks first.'),
          );
      throw error;
    }
    const { asset, sent: left, definition } = created;
    const assetRef = { accountId: ref.accountId, assetTypeId: ref.assetTypeId, assetId: asset.id };
    this.created.set(ref.draftId, assetRef);
    // From here on nothing may make a save look failed that was carried out: it would be sent again.
    const now = await renderedAsset(session, ref.assetTypeId, asset, definition);
    await sent
      .created(ref, { assetId: asset.id, left, now })
      .catch(() => this.warn('It could not be written down what a new asset has become; other windows can’t know.'));
    // Who typed on while it was on its way goes on from what was sent.
    const base = { asset: unborn(definition), definition, text };
    documents.adopt(uri, text, { origin: { base, since: [{ left, now }] } });
    await this.letGo(ref, held);
    // The tab that takes its place reads the asset again where this fails.
    await documents.opened.take(session, ref.assetTypeId, asset).catch(() => undefined);
    return assetRef;
  }

  /** The draft's tab goes on after its asset was created: what it says is an edit of that asset. */
  private async saveCreated(
    { accountId, assetTypeId, ...ref }: DraftRef,
    { assetId, left, now }: SentDraft,
    text: string,
    uri: vscode.Uri,
    own: boolean,
  ): Promise<AssetRef> {
    const { documents, saves } = this.parts;
    const asset = { accountId, assetTypeId, assetId: assetId ?? 0 };
    if (!(await documents.originOf(asset, uri, text)) && left && now) {
      const base = { asset: unborn(now.definition), definition: now.definition, text };
      documents.adopt(uri, text, { origin: { base, since: [{ left, now }] } });
    }
    const held = this.held.get(ref.draftId);
    await saves.save(asset, uri, text, own);
    await this.letGo({ accountId, assetTypeId, ...ref }, held);
    return asset;
  }

  private async hold(ref: DraftRef, text: string, uri: vscode.Uri): Promise<undefined> {
    const time = Date.now();
    const draft = { kind: 'asset', ref, text, time, uri: uri.toString() } as const;
    if (!(await this.parts.heldEdits.hold(draft, this.held.get(ref.draftId))))
      throw new CommandRefused(
        t(
          'Another window has changed this new asset meanwhile. Copy your text, close this tab, and open it again from the Changes view.',
        ),
      );
    this.held.set(ref.draftId, text);
    this.texts.set(ref.draftId, { text, mtime: time });
  }

  /** What another window has put in the place of this one's text stays. A save that was carried out must not look failed. */
  private async letGo(ref: DraftRef, held: string | undefined): Promise<void> {
    if (held === undefined) return;
    this.held.delete(ref.draftId);
    await this.parts.heldEdits
      .drop({ kind: 'asset', ref }, held)
      .catch(() => this.warn('The kept text of a new asset that was created could not be let go of.'));
  }

  private async rendered(ref: DraftRef): Promise<{ readonly text: string; readonly mtime: number }> {
    const known = this.texts.get(ref.draftId);
    if (known) return known;
    const held = await this.parts.heldEdits.findAsset(ref);
    if (held) {
      const kept = { text: held.text, mtime: held.time };
      this.texts.set(ref.draftId, kept);
      this.held.set(ref.draftId, held.text);
      return kept;
    }
    const session = this.parts.sessions.get(ref.accountId);
    const text = await newDraftText(session, ref);
    const rendered = { text, mtime: Date.now() };
    this.texts.set(ref.draftId, rendered);
    return rendered;
  }
}
