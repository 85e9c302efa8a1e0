import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { carriedOver } from '../../assets/carriedOver';
import type { ChangeKey } from '../../assets/changes';
import { draftChanges, valuesIn, withValues, type DraftChanges } from '../../assets/draftValues';
import type { DraftText } from '../../assets/unsentValues';
import { toAsset, type IndexedAsset } from '../../finding/indexedAsset';
import type { JsonValue } from '../../happyfox/json';
import type { AccountSession } from '../accountSession';
import type { DocumentEvents } from '../documentEvents';
import type { OpenDocuments } from '../openDocuments';
import { isDirty } from '../openEditors';
import { renderedAsset } from '../renderedAsset';
import type { ChangedDrafts, PendingDrafts, PendingEdit } from '../../assets/pendingDrafts';

/** A value to put into an asset's draft, in the document's form. */
export interface WantedEdit {
  readonly row: IndexedAsset;
  readonly key: ChangeKey;
  readonly value: JsonValue;
}

/** What was done to one value, so that it can be undone. */
export interface MadeEdit extends WantedEdit {
  readonly before: JsonValue;
}

/** A pending edit with what it changes. */
export interface PendingRow extends DraftChanges {
  readonly draft: PendingEdit;
}

/** What edits are made with. */
export interface TableEditParts {
  readonly opened: OpenDocuments;
  readonly pending: PendingDrafts;
  readonly editors: DocumentEvents;
}

/** A draft with edits put into it. */
interface Made {
  readonly draft: PendingEdit;
  /** The text of the draft that they were put into; undefined where there was none. */
  readonly held: string | undefined;
  /** Whether nothing is left to send. */
  readonly isEmpty: boolean;
  readonly done: readonly MadeEdit[];
}

/** The edits of one account's assets that have not been sent, made in the table or in documents: both are the same drafts. */
export class TableEdits implements vscode.Disposable {
  private readonly rows = new Map<number, PendingRow>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private work: Promise<unknown> = Promise.resolve();
  private taking: Promise<void> = Promise.resolve();

  /** Fires when edits were made, sent or discarded, here or elsewhere in the window. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: AccountSession,
    private readonly parts: TableEditParts,
    private readonly covers: (assetTypeId: number) => boolean,
    private readonly definitionOf: (assetTypeId: number) => AssetTypeDefinition | undefined,
  ) {
    const stop = parts.pending.onChange((changed) => {
      this.taking = this.take(changed);
      // Whoever edits next is told.
      this.taking.catch(() => undefined);
    });
    this.subscription = new vscode.Disposable(stop);
  }

  /** Reads what waits on disk, where other windows put theirs too. */
  async load(): Promise<void> {
    const all = await this.parts.pending.all();
    this.rows.clear();
    for (const draft of all) if (draft.kind === 'edit') this.note(draft.ref, draft);
    this.changed.fire();
  }

  /** The pending edit of an asset. */
  of(assetId: number): PendingRow | undefined {
    return this.rows.get(assetId);
  }

  /** Every pending edit by its asset's id, so that a plan of them reads as the table does. */
  get all(): readonly PendingRow[] {
    return [...this.rows.values()].sort((one, other) => one.draft.ref.assetId - other.draft.ref.assetId);
  }

  /** Whether an asset can't be edited here because an editor holds unsaved edits of it. */
  isLocked(row: IndexedAsset): boolean {
    return isDirty(this.refOf(row));
  }

  /** Makes edits; returns those that changed something. Assets that are locked are left alone. One call waits for another. */
  make(edits: readonly WantedEdit[]): Promise<readonly MadeEdit[]> {
    const next = (): Promise<readonly MadeEdit[]> => this.makeAll(edits);
    const made = this.work.then(next, next);
    this.work = made;
    return made;
  }

  /** The edits that put back what was before, as far as nobody has changed it again since. */
  inverse(made: readonly MadeEdit[]): readonly WantedEdit[] {
    return made.flatMap(({ row, key, value, before }) => {
      const now = this.rows.get(row.id)?.values.get(key)?.value;
      return now === undefined || JSON.stringify(now) === JSON.stringify(value) ? [{ row, key, value: before }] : [];
    });
  }

  /** Throws edits away; documents show what HappyFox has. */
  async discard(assetIds: readonly number[]): Promise<void> {
    const drafts = assetIds.flatMap((id) => this.rows.get(id)?.draft ?? []);
    const dropped = await this.parts.pending.change(drafts.map((of) => ({ of, held: of.text, draft: null })));
    for (const { of } of dropped) if (of.kind === 'edit') await this.showDiscarded(of.ref);
    await this.taking;
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.changed).dispose();
  }

  private async makeAll(edits: readonly WantedEdit[]): Promise<readonly MadeEdit[]> {
    const drafts: (Made & { readonly before: PendingEdit | undefined })[] = [];
    for (const wanted of Map.groupBy(edits, ({ row }) => row.id).values()) {
      const [first] = wanted;
      if (!first || this.isLocked(first.row)) continue;
      const before = this.rows.get(first.row.id)?.draft;
      drafts.push({ before, ...(await this.draftWith(first.row, wanted)) });
    }
    // Of many, the last take a while: who has typed into an asset's own tab meanwhile keeps that.
    const free = drafts.filter(
      ({ draft: { ref }, before, done }) =>
        done.length > 0 && !isDirty(ref) && this.rows.get(ref.assetId)?.draft.text === before?.text,
    );
    const made = await this.parts.pending.change(
      free.map(({ draft, isEmpty, held }) => ({ of: draft, held, draft: isEmpty ? null : draft })),
    );
    const changed = new Set(made.map(({ of }) => of));
    for (const { draft, isEmpty, held } of free) {
      if (!changed.has(draft)) continue;
      if (isEmpty) await this.showDiscarded(draft.ref);
      else this.showDraft(draft, held);
    }
    await this.taking;
    return free.flatMap(({ draft, done }) => (changed.has(draft) ? done : []));
  }

  private async draftWith(row: IndexedAsset, wanted: readonly WantedEdit[]): Promise<Made> {
    const ref = this.refOf(row);
    const known = await this.parts.pending.findEdit(ref);
    const { text, base } = known ? carriedOver(known) : await this.begun(ref, row);
    const before = valuesIn(text, base);
    const done = wanted.flatMap((edit): MadeEdit[] => {
      const was = before.get(edit.key) ?? null;
      return JSON.stringify(was) === JSON.stringify(edit.value) ? [] : [{ ...edit, before: was }];
    });
    const edited = withValues(text, new Map(done.map(({ key, value }) => [key, value])), base);
    const { values, problem } = draftChanges(edited, base);
    const draft: PendingEdit = { kind: 'edit', ref, text: edited, base, since: [], time: Date.now() };
    return { draft, held: known?.text, isEmpty: values.size === 0 && problem === undefined, done };
  }

  /** What the edit is measured against: the open document's own base, else the asset as the index has it; the save reads it again anyway. */
  private async begun(ref: AssetRef, row: IndexedAsset): Promise<DraftText> {
    const open = this.parts.opened.peek(ref);
    const known = this.definitionOf(row.assetTypeId);
    const base = open?.latest ?? (await renderedAsset(this.session, row.assetTypeId, toAsset(row), known));
    return { text: base.text, base };
  }

  private showDraft(draft: PendingEdit, held: string | undefined): void {
    const open = this.parts.opened.peek(draft.ref);
    if (!open) return;
    open.takeDraft(draft);
    this.parts.editors.renewed(draft.ref, held === undefined ? undefined : { text: held });
  }

  private async showDiscarded(ref: AssetRef): Promise<void> {
    if (this.parts.opened.peek(ref)) await this.parts.editors.discarded(ref);
  }

  private async take(changed: ChangedDrafts): Promise<void> {
    const known = Array.from(this.rows.values(), ({ draft }) => draft);
    for (const of of await this.parts.pending.those(changed, known)) {
      if (of.kind !== 'edit' || of.ref.accountId !== this.session.accountId) continue;
      this.note(of.ref, await this.parts.pending.findEdit(of.ref));
    }
    this.changed.fire();
  }

  private note(ref: AssetRef, draft: PendingEdit | undefined): void {
    if (ref.accountId !== this.session.accountId || !this.covers(ref.assetTypeId)) return;
    if (!draft) {
      this.rows.delete(ref.assetId);
      return;
    }
    const { text, base } = carriedOver(draft);
    this.rows.set(ref.assetId, { draft, ...draftChanges(text, base) });
  }

  private refOf({ id, assetTypeId }: IndexedAsset): AssetRef {
    return { accountId: this.session.accountId, assetTypeId, assetId: id };
  }
}
