import * as vscode from 'vscode';
import type { AssetRef } from '../assets/assetRef';
import { sameState } from '../assets/changes';
import { stateOf, type EditableState } from '../assets/editableState';
import { merge, withValuesOf, type Conflict } from '../assets/merge';
import type { OpenDocument, Rendered } from '../assets/openDocument';
import { parseDocument, type ParsedDocument } from '../assets/parseDocument';
import { contactsInText, withNewContacts } from '../assets/contactsInText';
import { withState } from '../assets/withState';
import type { Asset } from '../happyfox/asset';
import { saveAsset, type SaveOutcome } from '../plans/saveAsset';
import { WriteRefused } from '../plans/writeRefused';
import type { AccountSession } from './accountSession';
import { keyOf, textFor, type AssetDocuments } from './assetDocuments';
import { CommandRefused } from './commandRefused';
import type { NewPeople } from './newPeople';
import { DocumentProblems } from './documentProblems';
import { withDoubt } from './doubtNotice';
import type { OtherWindows } from './otherWindows';
import type { PendingDrafts } from './pendingDrafts';

const { t } = vscode.l10n;

/** How the save of a document ended: sent, nothing to send, or kept as a pending draft. */
export type DocumentSaved = SaveOutcome | { readonly kind: 'held' };

/** A save that was refused because somebody else had changed the same fields. */
export interface OpenConflict {
  readonly ref: AssetRef;
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
  private readonly saving = new Map<string, Promise<unknown>>();
  private readonly conflictsChanged = new vscode.EventEmitter<void>();

  /** Fires when a conflict came up or was resolved. */
  readonly onDidChangeConflicts = this.conflictsChanged.event;

  constructor(
    private readonly documents: AssetDocuments,
    private readonly drafts: PendingDrafts,
    private readonly windows: OtherWindows,
    private readonly people: NewPeople,
    private readonly holdsAutoSave: () => boolean,
  ) {}

  /**
   * Saves a document's text; saves of one asset wait for each other. A save that is not the user's own is kept as a pending draft.
   * Throws `DocumentProblems`, `WriteRefused`, `JournalUnavailable` or `HappyFoxError`.
   */
  save(ref: AssetRef, text: string, own: boolean): Promise<DocumentSaved> {
    const key = keyOf(ref);
    const before = this.saving.get(key) ?? Promise.resolve();
    const next = (): Promise<DocumentSaved> =>
      own || !this.holdsAutoSave() ? this.send(ref, text) : this.hold(ref, text);
    const save = before.then(next, next);
    this.saving.set(key, save);
    return save.finally(() => {
      if (this.saving.get(key) === save) this.saving.delete(key);
    });
  }

  /** The conflict that stands against saving an asset. */
  conflictOf(ref: AssetRef): OpenConflict | undefined {
    return this.conflicts.get(keyOf(ref));
  }

  /** Every asset that has a conflict. */
  get conflicted(): readonly AssetRef[] {
    return [...this.conflicts.values()].map(({ ref }) => ref);
  }

  /** The text in which a conflict is resolved: theirs, with my edits, and in the disputed fields what `choose` says. */
  async resolve(ref: AssetRef, text: string, choose: (conflict: Conflict) => Side): Promise<string> {
    const conflict = this.conflictOf(ref);
    const document = await this.documents.find(ref);
    if (!conflict || !document) throw new CommandRefused(t('There is no conflict to resolve any more. Save again.'));
    const { mine, newContacts } = this.parsed(document, text);
    const { base, theirs } = conflict;
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
  resolved(ref: AssetRef): void {
    const conflict = this.conflictOf(ref);
    if (!conflict) return;
    this.documents.peek(ref)?.rebase(conflict.theirs);
    this.documents.editMovedOn(ref);
    this.forgetConflict(ref);
  }

  /** Lets go of a conflict, e.g. because the document was closed or reverted. */
  forgetConflict(ref: AssetRef): void {
    if (this.conflicts.delete(keyOf(ref))) this.conflictsChanged.fire();
  }

  /** A document is given up: what auto-save has kept of it is dropped. */
  async abandon(ref: AssetRef): Promise<void> {
    const document = this.documents.peek(ref);
    if (document) await this.letGo(ref, document);
  }

  dispose(): void {
    this.conflictsChanged.dispose();
  }

  private async hold(ref: AssetRef, text: string): Promise<DocumentSaved> {
    const document = await this.document(ref);
    const { asset, definition, text: baseText } = document.base;
    const parsed = parseDocument(text, { definition, base: { asset, text: baseText } });
    if (parsed.ok && parsed.newContacts.length === 0 && isUnchanged(document, parsed.mine)) {
      await this.letGo(ref, document);
      document.unchanged();
      return { kind: 'unchanged' };
    }
    await this.refuseSecondDraft(ref, document);
    await this.drafts.hold({ kind: 'edit', ref, text, base: document.base, time: Date.now() });
    document.hold(text);
    return { kind: 'held' };
  }

  private async send(ref: AssetRef, text: string): Promise<DocumentSaved> {
    const session = this.documents.session(ref);
    const document = await this.document(ref);
    const { asset, definition } = document.base;
    const parsed = this.parsed(document, text);
    const { mine, newContacts } = await this.people.settle(session, parsed.mine, parsed.newContacts);
    try {
      const outcome = await withDoubt((onDoubt) =>
        session.writer(onDoubt).then((writer) => saveAsset(writer, { definition, base: asset, mine, newContacts })),
      );
      this.forgetConflict(ref);
      await this.letGo(ref, document);
      if (outcome.kind === 'unchanged') document.unchanged();
      else await this.tellSaved(session, ref, document, { asset: outcome.asset, mine, text });
      return outcome;
    } catch (error) {
      if (error instanceof WriteRefused && error.refusal.reason === 'conflict') {
        await this.noteConflict(session, ref, document, error.refusal);
      }
      throw error;
    }
  }

  /** Drops the document's own draft; one of another window holds other text. A save that was carried out must not look failed. */
  private async letGo(ref: AssetRef, document: OpenDocument): Promise<void> {
    if (document.isPending) await this.drafts.drop({ kind: 'edit', ref }).catch(() => undefined);
  }

  /** There is one draft of an asset: holding this text must not take the place of what was typed in another window. */
  private async refuseSecondDraft(ref: AssetRef, document: OpenDocument): Promise<void> {
    const waiting = await this.drafts.findEdit(ref);
    if (!waiting || (document.isPending && waiting.text === document.text)) return;
    throw new CommandRefused(
      t(
        'Another edit of this asset waits to be sent. Send or discard that one first, or press Ctrl+S to send this one.',
      ),
    );
  }

  private async document(ref: AssetRef): Promise<OpenDocument> {
    const document = await this.documents.find(ref);
    if (document) return document;
    throw new CommandRefused(
      t(
        'Not sent: the version this edit began with is not known any more. Copy your text, run “File: Revert File”, and edit again.',
      ),
    );
  }

  private parsed(document: OpenDocument, text: string): Extract<ParsedDocument, { ok: true }> {
    const { asset, definition, text: baseText } = document.base;
    const parsed = parseDocument(text, { definition, base: { asset, text: baseText } });
    if (!parsed.ok) throw new DocumentProblems(parsed.problems, text);
    return parsed;
  }

  private async noteConflict(
    session: AccountSession,
    ref: AssetRef,
    document: OpenDocument,
    { base, theirs, conflicts }: Pick<OpenConflict, 'base' | 'conflicts'> & { readonly theirs: Asset },
  ): Promise<void> {
    const rendered = await this.documents.render(session, ref.assetTypeId, theirs, document.base.definition);
    const compared = textFor(session, rendered.definition, editedAs(rendered.asset, document.base.asset));
    this.conflicts.set(keyOf(ref), { ref, base, theirs: rendered, compared, conflicts });
    this.conflictsChanged.fire();
  }

  private async tellSaved(
    session: AccountSession,
    ref: AssetRef,
    document: OpenDocument,
    { asset, mine, text }: { readonly asset: Asset; readonly mine: EditableState; readonly text: string },
  ): Promise<void> {
    const { definition } = document.base;
    const sent = { asset: withState(asset, mine, definition), definition, text };
    document.saved(await this.documents.render(session, ref.assetTypeId, asset, definition), sent);
    this.documents.editMovedOn(ref);
    session.store.announce({ kind: 'saved', asset, assetTypeId: ref.assetTypeId });
    this.windows.tell({ kind: 'asset', change: 'saved', ...ref });
  }
}

function isUnchanged(document: OpenDocument, mine: EditableState): boolean {
  const { asset, definition } = document.base;
  return sameState(stateOf(asset, definition), mine, definition);
}

/** My version with what can be edited as theirs has it. */
function editedAs({ displayId, name, contacts, customFields, absent }: Asset, mine: Asset): Asset {
  return { ...mine, displayId, name, contacts, customFields, absent };
}
