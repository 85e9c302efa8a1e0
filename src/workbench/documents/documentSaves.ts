import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { sameState } from '../../assets/changes';
import { carriedOver } from '../../assets/carriedOver';
import { stateOf, type EditableState } from '../../assets/editableState';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { measured, type Measured } from '../../assets/origin';
import type { HeldEdits } from '../../assets/heldEdits';
import { KeyedQueues } from '../../disk/queues';
import { withState } from '../../assets/withState';
import type { Asset } from '../../happyfox/asset';
import { saveAsset, type SaveOutcome } from '../../plans/saveAsset';
import { WriteRefused } from '../../plans/writeRefused';
import type { AccountSession } from '../sessions/accountSession';
import { announceWrite } from '../sessions/announceWrite';
import type { AssetDocuments } from './assetDocuments';
import { keyOf, renderedAsset } from '../screen/assetText';
import { CommandRefused } from '../words/errors';
import type { DocumentConflicts } from './documentConflicts';
import { knownOrigin, measuredText } from './measuredText';
import type { NewPeople } from '../asking/newPeople';
import { withDoubt } from '../words/doubtNotice';
import type { OtherWindows } from '../sessions/otherWindows';

const { t } = vscode.l10n;

/** How the save of a document ended: sent, nothing to send, or kept as a held edit. */
export type DocumentSaved = SaveOutcome | { readonly kind: 'held' };

/** Saves the documents of assets, all through the same gate: parsed, merged, journaled, sent, verified. */
export class DocumentSaves {
  private readonly saving = new KeyedQueues();

  constructor(
    private readonly documents: AssetDocuments,
    private readonly conflicts: Pick<DocumentConflicts, 'note' | 'forget'>,
    private readonly drafts: HeldEdits,
    private readonly windows: OtherWindows,
    private readonly people: NewPeople,
    private readonly holdsAutoSave: () => boolean,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Saves the text of an asset's document; saves of one asset wait for each other. A save that is not the user's own is kept as a held edit.
   * Throws `DocumentProblems`, `WriteRefused`, `JournalUnavailable` or `HappyFoxError`.
   */
  save(ref: AssetRef, uri: vscode.Uri, text: string, own: boolean): Promise<DocumentSaved> {
    return this.saving.run(keyOf(ref), () =>
      own || !this.holdsAutoSave() ? this.send(ref, uri, text) : this.hold(ref, uri, text),
    );
  }

  /** Takes in what another window or tab has made of an asset's held edit, as `AssetDocuments.reconcile`, once no save of the asset is under way. */
  reconcile(ref: AssetRef): ReturnType<AssetDocuments['reconcile']> {
    return this.saving.run(keyOf(ref), () => this.documents.reconcile(ref));
  }

  /** A document is given up: what auto-save has kept of it is dropped, and nothing that another editor or window has. */
  async abandon(ref: AssetRef, uri: vscode.Uri): Promise<void> {
    await this.letGo(ref, this.documents.heldBy(uri));
  }

  private async hold(ref: AssetRef, uri: vscode.Uri, text: string): Promise<DocumentSaved> {
    const origin = await knownOrigin(this.documents, ref, uri, text);
    // Not the document's, which may be another editor's by now, or the table's.
    const held = this.documents.heldBy(uri);
    await this.documents.opened.find(ref);
    const parsed = measured(text, origin);
    if (parsed.ok && parsed.newContacts.length === 0 && isUnchanged(parsed)) {
      await this.letGo(ref, held);
      this.documents.unchanged(ref, uri, text);
      return { kind: 'unchanged' };
    }
    const draft = { ...origin, text };
    const isHeld = await this.drafts.hold({ kind: 'edit', ref, ...draft, time: Date.now() }, held);
    // There is one draft of an asset: this text must not take the place of what was typed in another window.
    if (!isHeld)
      throw new CommandRefused(
        t(
          'Another edit of this asset waits to be sent. Send or discard that one first, or press Ctrl+S to send this one.',
        ),
      );
    this.documents.held(ref, uri, draft);
    return { kind: 'held' };
  }

  private async send(ref: AssetRef, uri: vscode.Uri, text: string): Promise<DocumentSaved> {
    const session = this.documents.opened.session(ref);
    const { definition, base, ...parsed } = await measuredText(this.documents, ref, uri, text);
    await this.documents.opened.find(ref);
    const held = this.documents.heldBy(uri);
    const elsewhere = this.documents.heldElsewhere(ref, uri);
    const { mine, newContacts } = await this.people.settle(session, parsed.mine, parsed.newContacts);
    try {
      const outcome = await withDoubt((onDoubt) =>
        session.writer(onDoubt).then((writer) => saveAsset(writer, { definition, base, mine, newContacts })),
      );
      this.conflicts.forget(uri);
      await this.letGo(ref, held);
      if (outcome.kind === 'unchanged') this.documents.unchanged(ref, uri, text);
      else await this.tellSaved(session, ref, uri, { asset: outcome.asset, mine, text, definition });
      if (elsewhere !== held) await this.goOnWith(ref, elsewhere);
      return outcome;
    } catch (error) {
      // It may have been carried out all the same, or have found that others were faster.
      this.documents.opened.peek(ref)?.fallBehind();
      if (error instanceof WriteRefused && error.refusal.reason === 'conflict') {
        await this.conflicts.note(session, { ref, uri, mine: base }, definition, error.refusal);
      }
      throw error;
    }
  }

  /** Drops the draft that a text goes on from; what another editor or window has put in its place is not its own. A save that was carried out must not look failed. */
  private async letGo(ref: AssetRef, held: string | undefined): Promise<void> {
    if (held === undefined) return;
    await this.drafts
      .drop({ kind: 'edit', ref }, held)
      .catch(() => this.log('A draft that was sent could not be let go.'));
  }

  /** Another tab of the asset has a draft, which goes on from what was saved in this one. */
  private async goOnWith(ref: AssetRef, held: string | undefined): Promise<void> {
    try {
      const document = this.documents.opened.peek(ref);
      const draft = held === undefined ? undefined : await this.drafts.findEdit(ref);
      if (!document || !draft || draft.text !== held) return;
      const { asset: left } = draft.since.at(-1)?.now ?? draft.base;
      const rest = carriedOver({ ...draft, since: [...draft.since, { left, now: document.latest }] });
      const { text, base, since } = rest;
      if (await this.drafts.hold({ ...draft, text, base, since }, held)) document.takeEdit({ text, base, since });
    } catch {
      this.log('The draft of another tab could not go on from what was saved; it waits in the Changes view.');
    }
  }

  private async tellSaved(
    session: AccountSession,
    ref: AssetRef,
    uri: vscode.Uri,
    {
      asset,
      mine,
      text,
      definition,
    }: {
      readonly asset: Asset;
      readonly mine: EditableState;
      readonly text: string;
      readonly definition: AssetTypeDefinition;
    },
  ): Promise<void> {
    const now = await renderedAsset(session, ref.assetTypeId, asset, definition);
    this.documents.saved(ref, uri, text, withState(asset, mine, definition), now);
    announceWrite(this.windows, session, { change: 'saved', assetTypeId: ref.assetTypeId, asset });
  }
}

function isUnchanged({ base, mine, definition }: Extract<Measured, { ok: true }>): boolean {
  return sameState(stateOf(base, definition), mine, definition);
}
