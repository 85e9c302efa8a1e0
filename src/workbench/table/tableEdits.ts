import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { carriedOver } from '../../assets/carriedOver';
import type { ChangeKey } from '../../assets/changes';
import { isList } from '../../assets/jsonTree';
import { editChanges, valuesIn, withValues, type EditChanges } from '../../assets/editValues';
import type { EditText } from '../../assets/unsentValues';
import type { AssetIndex } from '../../finding/index/assetIndex';
import { toAsset, type IndexedAsset } from '../../finding/indexedAsset';
import type { JsonValue } from '../../happyfox/json';
import type { WantedEdit } from '../../tables/cellEdits';
import type { AccountSession } from '../sessions/accountSession';
import { isDirty } from '../screen/openEditors';
import { renderedAsset } from '../screen/assetText';
import type { ChangedEdits, HeldEdits, HeldAssetEdit } from '../../assets/heldEdits';
import type { DocumentParts } from '../documents/documentParts';

/** What was done to one value, so that it can be undone. */
export interface MadeEdit extends WantedEdit {
  readonly before: JsonValue;
}

/** An edit that is to be made only where the value is what it is expected to be, whoever has changed it. */
interface ExpectingEdit extends WantedEdit {
  readonly expected?: JsonValue;
}

/** What became of edits. */
export interface MadeEdits {
  /** Those that changed something. */
  readonly done: readonly MadeEdit[];
  /** How many were not made since the asset has unsaved edits in its own tab. */
  readonly locked: number;
  /** How many were not made since the value is not what was expected, or the asset is gone. */
  readonly overtaken: number;
}

/** A held edit with what it changes. */
export interface PendingRow extends EditChanges {
  readonly draft: HeldAssetEdit;
}

/** What edits are made with. */
export interface TableEditParts {
  readonly opened: DocumentParts['opened'];
  readonly heldEdits: HeldEdits;
  readonly editors: DocumentParts['editors'];
}

/** A draft with edits put into it. */
interface Made {
  readonly before: HeldAssetEdit | undefined;
  readonly draft: HeldAssetEdit;
  /** The text of the draft that they were put into; undefined where there was none. */
  readonly held: string | undefined;
  /** Whether nothing is left to send. */
  readonly isEmpty: boolean;
  readonly done: readonly MadeEdit[];
  readonly wanted: number;
  readonly overtaken: number;
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
    private readonly index: Pick<AssetIndex, 'get' | 'definitions'>,
  ) {
    const stop = parts.heldEdits.onChange(
      (changed) => void this.inTurn(() => this.take(changed)).catch(() => undefined),
    );
    this.subscription = new vscode.Disposable(stop);
  }

  /** Reads what waits on disk, where other windows put theirs too. */
  load(): Promise<void> {
    return this.inTurn(async () => {
      const all = await this.parts.heldEdits.all();
      this.rows.clear();
      for (const draft of all) if (draft.kind === 'edit') this.note(draft.ref, draft);
      this.changed.fire();
    });
  }

  /** The held edit of an asset. */
  of(assetId: number): PendingRow | undefined {
    return this.rows.get(assetId);
  }

  /** Every held edit by its asset's id, so that a plan of them reads as the table does. */
  get all(): readonly PendingRow[] {
    return [...this.rows.values()].sort((one, other) => one.draft.ref.assetId - other.draft.ref.assetId);
  }

  /** Whether an asset can't be edited here because an editor holds unsaved edits of it. */
  isLocked(row: IndexedAsset): boolean {
    return isDirty(this.refOf(row));
  }

  /** Makes edits. One call waits for another. */
  make(edits: readonly ExpectingEdit[]): Promise<MadeEdits> {
    const next = (): Promise<MadeEdits> => this.makeAll(edits);
    const made = this.work.then(next, next);
    this.work = made;
    return made;
  }

  /** Throws edits away; documents show what HappyFox has. One that says something else by now stays. */
  async discard(drafts: readonly HeldAssetEdit[]): Promise<void> {
    const dropped = await this.parts.heldEdits.change(drafts.map((of) => ({ of, held: of.text, edit: null })));
    for (const { of } of dropped) if (of.kind === 'edit') await this.showDiscarded(of.ref);
    await this.taking;
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.changed).dispose();
  }

  private async makeAll(edits: readonly ExpectingEdit[]): Promise<MadeEdits> {
    const drafts: Made[] = [];
    let locked = 0;
    let overtaken = 0;
    for (const [assetId, wanted] of Map.groupBy(edits, (edit) => edit.assetId)) {
      const row = this.index.get(assetId);
      if (!row) overtaken += wanted.length;
      else if (this.isLocked(row)) locked += wanted.length;
      else drafts.push(await this.draftWith(row, wanted));
    }
    // Of many, the last take a while: who has typed into an asset's own tab meanwhile keeps that.
    const [free, taken] = parted(
      drafts,
      ({ draft: { ref }, before }) => !isDirty(ref) && this.rows.get(ref.assetId)?.draft.text === before?.text,
    );
    const changing = free.filter(({ done }) => done.length > 0);
    const made = await this.parts.heldEdits.change(
      changing.map(({ draft, isEmpty, held }) => ({ of: draft, held, edit: isEmpty ? null : draft })),
    );
    const changed = new Set(made.map(({ of }) => of));
    const [kept, refused] = parted(changing, ({ draft }) => changed.has(draft));
    for (const { draft, isEmpty, held } of kept) {
      if (isEmpty) await this.showDiscarded(draft.ref);
      else this.showDraft(draft, held);
    }
    await this.taking;
    for (const { wanted } of [...taken, ...refused]) locked += wanted;
    for (const { overtaken: left } of free) overtaken += left;
    return { done: kept.flatMap(({ done }) => done), locked, overtaken };
  }

  private async draftWith(row: IndexedAsset, wanted: readonly ExpectingEdit[]): Promise<Made> {
    const ref = this.refOf(row);
    const before = this.rows.get(row.id)?.draft;
    const known = await this.parts.heldEdits.findEdit(ref);
    const { text, base } = known ? carriedOver(known) : await this.begun(ref, row);
    const values = valuesIn(text, base);
    const valueOf = (key: ChangeKey): JsonValue => values.get(key) ?? null;
    const [due, late] = parted(
      wanted,
      ({ key, expected }) => expected === undefined || sameValue(valueOf(key), expected),
    );
    const done = due.flatMap(({ assetId, key, value }): MadeEdit[] =>
      sameValue(valueOf(key), value) ? [] : [{ assetId, key, value, before: valueOf(key) }],
    );
    const edited = withValues(text, new Map(done.map(({ key, value }) => [key, value])), base);
    const { values: changes, problem } = editChanges(edited, base);
    const draft: HeldAssetEdit = { kind: 'edit', ref, text: edited, base, since: [], time: Date.now() };
    const isEmpty = changes.size === 0 && problem === undefined;
    return { before, draft, held: known?.text, isEmpty, done, wanted: wanted.length, overtaken: late.length };
  }

  /** What the edit is measured against: the open document's own base, else the asset as the index has it; the save reads it again anyway. */
  private async begun(ref: AssetRef, row: IndexedAsset): Promise<EditText> {
    const open = this.parts.opened.peek(ref);
    const known = this.index.definitions.get(row.assetTypeId);
    const base = open?.latest ?? (await renderedAsset(this.session, row.assetTypeId, toAsset(row), known));
    return { text: base.text, base };
  }

  private showDraft(draft: HeldAssetEdit, held: string | undefined): void {
    const open = this.parts.opened.peek(draft.ref);
    if (!open) return;
    open.takeEdit(draft);
    this.parts.editors.renewed(draft.ref, held === undefined ? undefined : { text: held });
  }

  private async showDiscarded(ref: AssetRef): Promise<void> {
    if (this.parts.opened.peek(ref)) await this.parts.editors.discarded(ref);
  }

  /** What is read later is newer, and must not be overtaken by what was read before it. A failure is told to whoever edits next. */
  private inTurn(read: () => Promise<void>): Promise<void> {
    this.taking = this.taking.then(read, read);
    return this.taking;
  }

  private async take(changed: ChangedEdits): Promise<void> {
    const known = Array.from(this.rows.values(), ({ draft }) => draft);
    for (const of of await this.parts.heldEdits.those(changed, known)) {
      if (of.kind !== 'edit' || of.ref.accountId !== this.session.accountId) continue;
      this.note(of.ref, await this.parts.heldEdits.findEdit(of.ref));
    }
    this.changed.fire();
  }

  private note(ref: AssetRef, draft: HeldAssetEdit | undefined): void {
    if (ref.accountId !== this.session.accountId || !this.covers(ref.assetTypeId)) return;
    if (!draft) {
      this.rows.delete(ref.assetId);
      return;
    }
    const { text, base } = carriedOver(draft);
    this.rows.set(ref.assetId, { draft, ...editChanges(text, base) });
  }

  private refOf({ id, assetTypeId }: IndexedAsset): AssetRef {
    return { accountId: this.session.accountId, assetTypeId, assetId: id };
  }
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  const parts: [Item[], Item[]] = [[], []];
  for (const item of items) parts[isFirst(item) ? 0 : 1].push(item);
  return parts;
}

/** HappyFox gives the choices of a field and the people of an asset in an order of its own. */
function sameValue(one: JsonValue, other: JsonValue): boolean {
  const inOrder = (value: JsonValue): string =>
    JSON.stringify(isList(value) ? value.map((part) => JSON.stringify(part)).sort() : value);
  return inOrder(one) === inOrder(other);
}
