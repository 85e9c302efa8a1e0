import * as vscode from 'vscode';
import type { AssetRef } from '../assets/assetRef';
import { sameState } from '../assets/changes';
import { carriedOver } from '../assets/carriedOver';
import { stateOf, type EditableState } from '../assets/editableState';
import { merge, withValuesOf, type Conflict } from '../assets/merge';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { Rendered } from '../assets/openDocument';
import { measured, type Measured, type Origin } from '../assets/origin';
import type { PendingDrafts } from '../assets/pendingDrafts';
import { KeyedQueues } from '../disk/queues';
import { contactsInText, withNewContacts } from '../assets/contactsInText';
import { withState } from '../assets/withState';
import type { Asset } from '../happyfox/asset';
import { saveAsset, type SaveOutcome } from '../plans/saveAsset';
import { WriteRefused } from '../plans/writeRefused';
import type { AccountSession } from './accountSession';
import { announceWrite } from './announceWrite';
import type { AssetDocuments } from './assetDocuments';
import { keyOf, textFor } from './assetText';
import { CommandRefused } from './commandRefused';
import type { NewPeople } from './newPeople';
import { DocumentProblems } from './documentProblems';
import { withDoubt } from './doubtNotice';
import type { OtherWindows } from './otherWindows';
import { renderedAsset } from './renderedAsset';

const { t } = vscode.l10n;

/** How the save of a document ended: sent, nothing to send, or kept as a pending draft. */
export type DocumentSaved = SaveOutcome | { readonly kind: 'held' };

/** A save that was refused because somebody else had changed the same fields. */
export interface OpenConflict {
  readonly ref: AssetRef;
  /** The document whose save it was: an asset that was renamed meanwhile may be open under two URIs. */
  readonly uri: vscode.Uri;
  /** What both sides were measured against. */
  readonly base: EditableState;
  /** The asset as the others left it. */
  readonly theirs: Rendered;
  /** Its text beside mine: what nobody can edit, such as author and time, is as mine has it, for a diff would colour it as an edit. */
  readonly compared: string;
  readonly conflicts: readonly Conflict[];
}

/** Whose value stands where both sides changed the same. */
export type Side = 'mine' | 'theirs';

/** Saves the documents of assets, all through the same gate: parsed, merged, journaled, sent, verified. */
export class DocumentSaves implements vscode.Disposable {
  private readonly conflicts = new Map<string, OpenConflict>();
  private readonly saving = new KeyedQueues();
  private readonly conflictsChanged = new vscode.EventEmitter<void>();

  /** Fires when a conflict came up or was resolved. */
  readonly onDidChangeConflicts = this.conflictsChanged.event;

  constructor(
    private readonly documents: AssetDocuments,
    private readonly drafts: PendingDrafts,
    private readonly windows: OtherWindows,
    private readonly people: NewPeople,
    private readonly holdsAutoSave: () => boolean,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Saves the text of an asset's document; saves of one asset wait for each other. A save that is not the user's own is kept as a pending draft.
   * Throws `DocumentProblems`, `WriteRefused`, `JournalUnavailable` or `HappyFoxError`.
   */
  save(ref: AssetRef, uri: vscode.Uri, text: string, own: boolean): Promise<DocumentSaved> {
    return this.saving.run(keyOf(ref), () =>
      own || !this.holdsAutoSave() ? this.send(ref, uri, text) : this.hold(ref, uri, text),
    );
  }

  /** Takes in what another window or tab has made of an asset's pending draft, as `AssetDocuments.reconcile`, once no save of the asset is under way. */
  reconcile(ref: AssetRef): ReturnType<AssetDocuments['reconcile']> {
    return this.saving.run(keyOf(ref), () => this.documents.reconcile(ref));
  }

  /** The conflict that stands against saving a document. */
  conflictOf(uri: vscode.Uri): OpenConflict | undefined {
    return this.conflicts.get(uri.toString());
  }

  /** Every document that has a conflict. */
  get conflicted(): readonly vscode.Uri[] {
    return [...this.conflicts.values()].map(({ uri }) => uri);
  }

  /** The text in which a conflict is resolved: theirs, with my edits, and in the disputed fields what `choose` says. */
  async resolve(uri: vscode.Uri, text: string, choose: (conflict: Conflict) => Side): Promise<string> {
    const conflict = this.conflictOf(uri);
    if (!conflict) throw new CommandRefused(t('There is no conflict to resolve any more. Save again.'));
    const { ref, base, theirs } = conflict;
    const { mine, newContacts } = await this.measure(ref, uri, text);
    const { definition } = theirs;
    const theirState = stateOf(theirs.asset, definition);
    const { merged, conflicts } = merge(base, theirState, mine, definition);
    const taken = conflicts.filter((one) => choose(one) === 'theirs');
    const resolved = withValuesOf(
      merged,
      theirState,
      taken.map(({ key }) => key),
    );
    const session = this.documents.session(ref);
    const asset = { ...theirs.asset, contacts: [...contactsInText(text), ...theirs.asset.contacts] };
    return withNewContacts(textFor(session, definition, withState(asset, resolved, definition)), newContacts);
  }

  /**
   * The document shows the resolved text. Its edits are measured against theirs from now on, so that saving sends what it shows and
   * nothing else. Before that they must not be: theirs would be taken for something the user had undone.
   */
  resolved(uri: vscode.Uri): void {
    const conflict = this.conflictOf(uri);
    if (!conflict) return;
    this.documents.rebase(conflict.ref, uri, conflict.theirs);
    this.forgetConflict(uri);
  }

  /** Lets go of a conflict, e.g. because the document was closed or reverted. */
  forgetConflict(uri: vscode.Uri): void {
    if (this.conflicts.delete(uri.toString())) this.conflictsChanged.fire();
  }

  /** What a document's text wants. Throws `DocumentProblems`, or `CommandRefused` where it is not known what the text was made from. */
  async measure(ref: AssetRef, uri: vscode.Uri, text: string): Promise<Extract<Measured, { ok: true }>> {
    const parsed = measured(text, await this.originOf(ref, uri, text));
    if (!parsed.ok) throw new DocumentProblems(parsed.problems, text);
    return parsed;
  }

  /** A document is given up: what auto-save has kept of it is dropped, and nothing that another editor or window has. */
  async abandon(ref: AssetRef, uri: vscode.Uri): Promise<void> {
    await this.letGo(ref, this.documents.heldBy(uri));
  }

  dispose(): void {
    this.conflictsChanged.dispose();
  }

  private async hold(ref: AssetRef, uri: vscode.Uri, text: string): Promise<DocumentSaved> {
    const origin = await this.originOf(ref, uri, text);
    // Not the document's, which may be another editor's by now, or the table's.
    const held = this.documents.heldBy(uri);
    await this.documents.find(ref);
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
    const session = this.documents.session(ref);
    const { definition, base, ...parsed } = await this.measure(ref, uri, text);
    await this.documents.find(ref);
    const held = this.documents.heldBy(uri);
    const elsewhere = this.documents.heldElsewhere(ref, uri);
    const { mine, newContacts } = await this.people.settle(session, parsed.mine, parsed.newContacts);
    try {
      const outcome = await withDoubt((onDoubt) =>
        session.writer(onDoubt).then((writer) => saveAsset(writer, { definition, base, mine, newContacts })),
      );
      this.forgetConflict(uri);
      await this.letGo(ref, held);
      if (outcome.kind === 'unchanged') this.documents.unchanged(ref, uri, text);
      else await this.tellSaved(session, ref, uri, { asset: outcome.asset, mine, text, definition });
      if (elsewhere !== held) await this.goOnWith(ref, elsewhere);
      return outcome;
    } catch (error) {
      // It may have been carried out all the same, or have found that others were faster.
      this.documents.peek(ref)?.fallBehind();
      if (error instanceof WriteRefused && error.refusal.reason === 'conflict') {
        await this.noteConflict(session, { ref, uri, mine: base }, definition, error.refusal);
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
      const document = this.documents.peek(ref);
      const draft = held === undefined ? undefined : await this.drafts.findEdit(ref);
      if (!document || !draft || draft.text !== held) return;
      const { asset: left } = draft.since.at(-1)?.now ?? draft.base;
      const rest = carriedOver({ ...draft, since: [...draft.since, { left, now: document.latest }] });
      const { text, base, since } = rest;
      if (await this.drafts.hold({ ...draft, text, base, since }, held)) document.takeDraft({ text, base, since });
    } catch {
      this.log('The draft of another tab could not go on from what was saved; it waits in the Changes view.');
    }
  }

  private async originOf(ref: AssetRef, uri: vscode.Uri, text: string): Promise<Origin> {
    const origin = await this.documents.originOf(ref, uri, text);
    if (origin) return origin;
    throw new CommandRefused(
      t(
        'Not sent: the version this edit began with is not known any more. Copy your text, run “File: Revert File”, and edit again.',
      ),
    );
  }

  private async noteConflict(
    session: AccountSession,
    { ref, uri, mine }: Pick<OpenConflict, 'ref' | 'uri'> & { readonly mine: Asset },
    definition: AssetTypeDefinition,
    { base, theirs, conflicts }: Pick<OpenConflict, 'base' | 'conflicts'> & { readonly theirs: Asset },
  ): Promise<void> {
    const rendered = await renderedAsset(session, ref.assetTypeId, theirs, definition);
    const compared = textFor(session, rendered.definition, editedAs(rendered.asset, mine));
    this.conflicts.set(uri.toString(), { ref, uri, base, theirs: rendered, compared, conflicts });
    this.conflictsChanged.fire();
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

/** My version with what can be edited as theirs has it. */
function editedAs({ displayId, name, contacts, customFields, absent }: Asset, mine: Asset): Asset {
  return { ...mine, displayId, name, contacts, customFields, absent };
}
