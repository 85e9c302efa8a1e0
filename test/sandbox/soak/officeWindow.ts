import './vscode';
import { healDisk, spoilDisk, type DiskFault } from './badDisk';
import { join } from 'node:path';
import { assetPath, draftPath, type AssetRef } from '../../../src/assets/assetRef';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { blankState, stateOf } from '../../../src/assets/editableState';
import { KeptBases } from '../../../src/assets/keptBases';
import { HeldEdits } from '../../../src/assets/heldEdits';
import { AssetStore } from '../../../src/assets/store';
import { SharedOrder } from '../../../src/disk/sharedOrder';
import { openIndex, type OpenedIndex } from '../../../src/finding/openedIndex';
import type { Asset } from '../../../src/happyfox/asset';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { AssetGate } from '../../../src/plans/assetGate';
import { applyPlan } from '../../../src/plans/applyPlan';
import { inverseOf } from '../../../src/plans/followUpPlans';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { endedWrites, OrderedJournal } from '../../../src/plans/orderedJournal';
import { newPlan, planCreates, planDeletes, planUpdates, type Plan, type Step } from '../../../src/plans/plan';
import { PlanFiles } from '../../../src/plans/planFiles';
import { recoverWrite } from '../../../src/plans/recoverWrite';
import { canRevert, revertWrite } from '../../../src/plans/revertWrite';
import { SentDrafts } from '../../../src/plans/sentDrafts';
import { isDone, isSettled } from '../../../src/plans/stepResult';
import { WriteRefused } from '../../../src/plans/writeRefused';
import type { Writer } from '../../../src/plans/writer';
import type { AccountSession } from '../../../src/workbench/sessions/accountSession';
import { AssetDocuments } from '../../../src/workbench/documents/assetDocuments';
import { DocumentConflicts } from '../../../src/workbench/documents/documentConflicts';
import { DocumentEvents } from '../../../src/workbench/documents/documentEvents';
import { DocumentSaves } from '../../../src/workbench/documents/documentSaves';
import { DraftDocuments } from '../../../src/workbench/documents/draftDocuments';
import { EditorTexts } from '../../../src/workbench/documents/editorTexts';
import { HappyFoxFileSystem } from '../../../src/workbench/documents/happyfoxFileSystem';
import { takeIn } from '../../../src/workbench/documents/followWindows';
import { IndexFeed } from '../../../src/workbench/sessions/indexFeed';
import { NewPeople } from '../../../src/workbench/asking/newPeople';
import { OpenDocuments } from '../../../src/workbench/documents/openDocuments';
import {
  assetIn,
  documentAt,
  documentsOf,
  isDirty,
  isUnsaved,
  documentScheme,
} from '../../../src/workbench/screen/openEditors';
import type { OtherWindows, WindowMessage } from '../../../src/workbench/sessions/otherWindows';
import type { SaveReasons } from '../../../src/workbench/documents/saveReasons';
import type { Sessions } from '../../../src/workbench/sessions/sessions';
import { SettledEdits } from '../../../src/workbench/documents/settledEdits';
import { imported } from '../../unit/tables/files';
import { open as connect, user, type Opened } from '../client/open';
import { Desk, type Backup } from './desk';
import { OfficeClock } from './officeClock';
import { Uri } from './vscode';
import type { Ended, Kept, Place, Shown } from './talk';

const agent = { id: 1, name: 'George - Admin' };
const accountId = 'acme.happyfox.com';
export const budget = { readsPerMinute: 300, writesPerMinute: 100 } as const;

/** A window of the office: all of ours that is in one, with editors as VS Code has them. */
export class OfficeWindow {
  readonly #clock = new OfficeClock();
  readonly #connection: Opened;
  readonly #journal: JournalFiles;
  readonly #plans: PlanFiles;
  readonly #pending: HeldEdits;
  readonly #conflicts: DocumentConflicts;
  readonly #saves: DocumentSaves;
  readonly #opened: OpenDocuments;
  readonly #events: DocumentEvents;
  readonly #settled: SettledEdits;
  readonly #desk: Desk;
  readonly #session: AccountSession;
  readonly #sessions: Sessions;
  readonly #order: SharedOrder;
  readonly #feed: IndexFeed;
  /** The journal as those who write see it. */
  readonly #followed: OrderedJournal;
  readonly #bases: KeptBases;
  readonly #own = new Map<string, boolean>();
  #index: OpenedIndex | undefined;
  #error: unknown;

  constructor(
    private readonly place: Place,
    private readonly tell: (message: WindowMessage) => void,
  ) {
    const { storage, url, apiKey, authCode, name } = place;
    const at = (folder: string): string => join(storage, folder);
    const damaged = (): void => undefined;
    this.#connection = connect(
      { url, apiKey, authCode },
      { budget, budgetFolder: at('budgets') },
      { clock: this.#clock, deadlines: { total: 3_000 }, random: Math.random },
    );
    const gate = new AssetGate(at('locks'));
    this.#journal = new JournalFiles(at('journal'), () => 500, { now: this.#clock.now });
    this.#plans = new PlanFiles(at('plans'));
    this.#pending = new HeldEdits(at('held'), damaged);
    this.#bases = new KeptBases({ folder: at('origins'), workspace: name, log: damaged });
    const { client } = this.#connection;
    const store = new AssetStore(
      () => Promise.resolve(client),
      () => 50,
      () => [],
    );
    this.#order = new SharedOrder({ path: `${at('index')}.writes` });
    this.#feed = new IndexFeed(store, this.#order);
    const journal = new OrderedJournal(this.#journal, this.#order, (write) => this.#feed.ended(write));
    this.#followed = journal;
    const writer: Writer = {
      ...{ client, accountId, agent, gate, journal, onDoubt: () => undefined },
      ...{ now: this.#clock.now, monotonic: this.#clock.monotonic, newest: () => 0 },
      wait: (milliseconds) => new Promise((resolve) => void this.#clock.setTimeout(resolve, milliseconds)),
    };
    this.#session = {
      ...{ accountId, store, account: { agent, label: 'Acme' }, staffName: () => undefined },
      learnStaff: () => Promise.resolve(),
      writer: () => Promise.resolve(writer),
    } as unknown as AccountSession;
    this.#sessions = { get: () => this.#session, find: () => this.#session } as unknown as Sessions;
    const sessions = this.#sessions;
    const windows = { tell } as unknown as OtherWindows;
    this.#pending.onOwnChange((drafts) => tell({ kind: 'drafts', drafts }));
    const people = new NewPeople(() => Promise.resolve(true));
    const texts = new EditorTexts(this.#bases);
    const heldEdits = this.#pending;
    const ofWindow = { isDirty, isUnsaved, documentsOf, documentAt };
    this.#opened = new OpenDocuments(sessions, texts, heldEdits, ofWindow);
    const documents = new AssetDocuments(this.#opened, texts, heldEdits, ofWindow);
    this.#conflicts = new DocumentConflicts(documents);
    this.#saves = new DocumentSaves(documents, this.#conflicts, heldEdits, windows, people, () => true, damaged);
    const sent = new SentDrafts(at('created'), damaged);
    const parts = {
      sessions,
      documents,
      saves: this.#saves,
      heldEdits,
      people,
      windows,
      sent,
      holdsAutoSave: () => true,
      warn: damaged,
    };
    const drafts = new DraftDocuments(parts, () => Promise.resolve(false));
    const reasons = { takeIsOwn: (uri: Uri) => this.#own.get(uri.toString()) ?? true } as unknown as SaveReasons;
    const files = new HappyFoxFileSystem(documents, this.#saves, drafts, reasons, (error) => {
      this.#error = error;
      return String(error);
    });
    this.#desk = new Desk(files, (uri, own) => this.#own.set(uri.toString(), own));
    this.#events = new DocumentEvents(
      ...([documents, drafts, files, this.#saves, this.#conflicts] as const),
      (work) => void this.#desk.during(work).catch(() => undefined),
    );
    this.#settled = new SettledEdits(heldEdits, this.#opened, this.#events);
  }

  /** Brings back the editors that the window before had, and clears up after it. */
  async start(kept: readonly Kept[]): Promise<void> {
    for (const { path, backup } of kept) {
      const uri = uriAt(path);
      await this.#desk.open(uri, backup).catch((error: unknown) => {
        // One without unsaved text can be opened again; what was typed must be there.
        if (backup) throw error;
      });
    }
    await this.#recover();
  }

  /** Waits until what unsaved texts were made from is on disk: it is long before VS Code keeps the texts themselves. */
  keep(): Promise<void> {
    return this.#bases.settled();
  }

  /** Waits for what is being kept, as a window does that is closed in good order. */
  async close(): Promise<void> {
    await this.#desk.settled();
    await this.#bases.settled();
    this.#index?.close();
    await this.#connection.dispose();
  }

  async open({ assetId, name }: { assetId: number; name: string }): Promise<void> {
    const ref = await this.#ref(assetId);
    const uri = uriOf(ref, name);
    // A tab that comes to the front is looked at again.
    if (this.#desk.find(uri)) return this.refresh({ path: uri.path });
    await this.#desk.open(uri);
    await this.#desk.settled();
  }

  /** Types a value over a part's. */
  async type({ path, part, value }: { path: string; part: string; value: unknown }): Promise<void> {
    const editor = this.#desk.find(uriAt(path));
    if (!editor) return;
    const shown = JSON.parse(editor.getText()) as { name: string; custom_fields?: Record<string, unknown> };
    if (part === 'name') shown.name = String(value);
    else shown.custom_fields = { ...shown.custom_fields, [part]: value };
    editor.change(`${JSON.stringify(shown, null, 2)}\n`, 'typed');
    await this.#desk.settled();
  }

  async undo({ path, by }: { path: string; by: -1 | 1 }): Promise<void> {
    this.#desk.find(uriAt(path))?.step(by);
    await this.#desk.settled();
  }

  /** Saves an editor: by Ctrl+S, or by auto-save, which keeps it as a draft. */
  async save({ path, own }: { path: string; own: boolean }): Promise<void> {
    await this.#desk.save(uriAt(path), own);
  }

  /** Resolves the conflict that stands against saving an editor. */
  async resolve({ path, side }: { path: string; side: 'mine' | 'theirs' }): Promise<void> {
    const uri = uriAt(path);
    const editor = this.#desk.find(uri);
    if (!editor || !this.#conflicts.of(uri as never)) return;
    const text = await this.#conflicts.resolve(uri as never, editor.getText(), () => side);
    editor.change(text, 'typed');
    this.#conflicts.resolved(uri as never);
  }

  async revertFile({ path }: { path: string }): Promise<void> {
    const ref = this.#refIn(path);
    if (ref) await this.#discard(ref);
    await this.#desk.revert(uriAt(path));
  }

  /** Gives up what an editor says, with what auto-save has kept of it, and closes it. */
  async giveUp({ path }: { path: string }): Promise<void> {
    const ref = this.#refIn(path);
    const draft = ref && (await this.#pending.findEdit(ref));
    if (draft) await this.#pending.drop(draft, draft.text);
    this.#desk.close(uriAt(path));
  }

  /** Throws a draft away that nobody can open any more. */
  async dropDraft({ ref }: { ref: unknown }): Promise<void> {
    const { assetId, draftId } = ref as { assetId?: number; draftId?: string };
    for (const draft of await this.#pending.all()) {
      const { ref: of } = draft;
      if (('assetId' in of && of.assetId === assetId) || ('draftId' in of && of.draftId === draftId))
        await this.#pending.drop(draft, draft.text);
    }
  }

  closeEditor({ path }: { path: string }): void {
    this.#desk.close(uriAt(path));
  }

  /** Looks whether an open asset has changed, as a window that gets the focus does. */
  async refresh({ path }: { path: string }): Promise<void> {
    const ref = this.#refIn(path);
    if (ref) await this.#events.changed(ref);
    await this.#desk.settled();
  }

  /** Another window has done something. */
  async hear(message: WindowMessage): Promise<void> {
    await takeIn(message, this.#sessions, this.#events, this.#pending).catch(() => undefined);
    await this.#desk.settled();
  }

  /** Opens a draft of a new asset. Answers its path. */
  async openDraft({ assetTypeId, draftId }: { assetTypeId: number; draftId: string }): Promise<string> {
    const path = draftPath({ accountId, assetTypeId, draftId }, 'New');
    await this.#desk.open(uriAt(path));
    return path;
  }

  typeDraft({ path, name, displayId }: { path: string; name: string; displayId: string }): void {
    const editor = this.#desk.find(uriAt(path));
    if (!editor) return;
    const shown = JSON.parse(editor.getText()) as object;
    editor.change(`${JSON.stringify({ ...shown, name, display_id: displayId }, null, 2)}\n`, 'typed');
  }

  /** Makes a plan and keeps it. Answers its id; undefined where nothing would change. */
  async plan(request: PlanRequest): Promise<string | undefined> {
    const steps = await this.#stepsFor(request);
    if (steps.length === 0) return undefined;
    return this.#keep(newPlan({ title: request.kind, accountId, agent }, steps, this.#clock.now()));
  }

  /** The plan that takes a plan back. */
  async planBack({ plan: id }: { plan: string }): Promise<string | undefined> {
    const kept = await this.#plans.read(accountId, id);
    if (!kept) return undefined;
    const types = [...new Set(kept.plan.steps.map(({ assetTypeId }) => assetTypeId))];
    const definitions = new Map<number, AssetTypeDefinition>();
    for (const type of types) definitions.set(type, await this.#definition(type));
    const heading = { title: 'back', agent };
    const plan = await inverseOf(kept.plan, kept.results, (type) => definitions.get(type), heading);
    return plan.steps.length === 0 ? undefined : this.#keep(plan);
  }

  /** What a plan would do: its steps that have not ended. */
  async steps({ plan: id }: { plan: string }): Promise<readonly PlannedStep[]> {
    const kept = await this.#plans.read(accountId, id);
    const due = kept?.plan.steps.filter((step) => !isSettled(kept.results.get(step.id))) ?? [];
    return due.map(({ operation, assetId, name, base, intent }) => {
      const before = new Map(base?.customFields.map((field) => [field.id, field.value]));
      const values = (intent?.customFields ?? []).filter(({ id: field, value }) => before.get(field) !== value);
      const renamed = base && intent && base.name !== intent.name;
      return {
        ...{ operation, assetId, name: intent?.name ?? name },
        parts: [
          ...values.map(({ id: field, value }) => [field, value] as const),
          ...(renamed ? [['name', intent.name] as const] : []),
        ],
      };
    });
  }

  /** Applies a plan, or goes on with it, up to so many steps. */
  async apply({ plan: id, most }: { plan: string; most: number }): Promise<string> {
    const kept = await this.#plans.read(accountId, id);
    if (!kept) return 'gone';
    const record = await this.#plans.begin(kept.plan);
    const stop = new AbortController();
    const open = kept.plan.steps.filter((step) => !isSettled(record.results.get(step.id)));
    let carried = 0;
    let end = 'done';
    try {
      const run = applyPlan({
        ...{ plan: kept.plan, record, signal: stop.signal },
        confirmedDeletions: open.filter(({ operation }) => operation === 'delete').length,
        writer: () => this.#session.writer(() => undefined),
        definition: (assetTypeId) => this.#definition(assetTypeId),
        journal: () => this.#journal.read(accountId),
      });
      for await (const event of run) {
        if (event.kind === 'ended') end = event.reason;
        if (event.kind !== 'step' || event.result.outcome === 'sent') continue;
        carried += 1;
        if (carried >= most) stop.abort();
        const { step, result } = event;
        if (isDone(result) && result.after) {
          this.#announce(step.operation === 'create' ? 'created' : 'saved', step.assetTypeId, result.after);
          await this.#settled.settle(this.#session, kept.plan, step, result.after).catch(() => undefined);
          await this.#events.written(this.#session, step.assetTypeId, result.after).catch(() => undefined);
        } else if (isDone(result) && step.operation === 'delete' && step.assetId !== null) {
          const { assetId, assetTypeId } = step;
          this.#session.store.announce({ kind: 'deleted', assetId, assetTypeId });
          this.tell({ kind: 'asset', change: 'deleted', accountId, assetTypeId, assetId });
          await this.#events.deleted({ accountId, assetTypeId, assetId });
        }
      }
    } finally {
      await record.release();
    }
    await this.#desk.settled();
    return end;
  }

  /** The plans that were interrupted, or stopped before their end. */
  async unfinished(): Promise<readonly string[]> {
    const { entries } = await this.#plans.list(accountId);
    const ids: string[] = [];
    for (const { heading, state } of entries) {
      if (state.kind === 'interrupted') ids.push(heading.id);
      if (state.kind === 'ended' && state.tally.done + state.tally.troubled < state.tally.steps) ids.push(heading.id);
    }
    return ids;
  }

  /** Undoes the n-th write of those that can be. Answers what it was about. */
  async revertWrite({ at }: { at: number }): Promise<string> {
    const writes = (await this.#journal.read(accountId)).filter(canRevert);
    const write = writes[at % Math.max(writes.length, 1)];
    if (!write) return 'none';
    const writer = await this.#session.writer(() => undefined);
    const { outcome, asset } = await revertWrite(writer, write, await this.#definition(write.entry.assetTypeId));
    const { assetTypeId } = write.entry;
    this.#announce(outcome === 'recreated' ? 'created' : 'saved', assetTypeId, asset);
    await this.#events.written(this.#session, assetTypeId, asset).catch(() => undefined);
    await this.#desk.settled();
    return outcome;
  }

  /** What can be undone: for the model, which can't know the order. */
  async revertible({ at }: { at: number }): Promise<unknown> {
    const writes = (await this.#journal.read(accountId)).filter(canRevert);
    const entry = writes[at % Math.max(writes.length, 1)]?.entry;
    return entry && { operation: entry.operation, assetId: entry.assetId, before: entry.before };
  }

  /** Reads all assets of these types into the index, which the windows share. Answers the ids it has then, by type. */
  async crawl({ types }: { types: readonly number[] }): Promise<readonly unknown[]> {
    const index = await this.#openIndex();
    index.setTypes(types.map((id) => ({ id })));
    const notBefore = this.#clock.now();
    await index.crawl.read({ assetTypeIds: types, notBefore }, AbortSignal.timeout(20_000));
    return this.rows();
  }

  /** The rows of the index: id and name. */
  rows(): readonly unknown[] {
    return Array.from(this.#index?.assets.rows() ?? [], ({ id, name }) => [id, name]);
  }

  setSkew({ skew }: { skew: number }): void {
    this.#clock.skew = skew;
  }

  spoil({ fault }: { fault: DiskFault }): void {
    spoilDisk(fault);
  }

  heal(): number {
    return healDisk();
  }

  /** The texts of all editors and drafts. */
  async shown(): Promise<Shown> {
    const editors = this.#desk.editors.map((editor) => ({
      path: editor.uri.path,
      text: editor.getText(),
      isUnsaved: editor.isUnsaved,
      stat: editor.stat,
      hasConflict: this.#conflicts.of(editor.uri as never) !== undefined,
      isPending: this.#isPending(editor.uri.path),
    }));
    const drafts = await this.#pending.all().catch(() => []);
    return { editors, drafts: drafts.map(({ kind, ref, text }) => ({ kind, ref, text })) };
  }

  /** Writes whose outcome is not known yet, and lines of the wire that tell of trouble since the last look. */
  async unresolved(): Promise<number> {
    const writes = await this.#journal.read(accountId);
    return writes.filter(({ result }) => !result).length;
  }

  takeTrouble(): boolean {
    const lines = this.#connection.lines.splice(0);
    return lines.some(({ failure, status }) => failure !== undefined || (status ?? 200) > 299);
  }

  /** In a word, why something failed. The file system's error hides ours. */
  wordFor(error: unknown): Ended {
    const cause = this.#error ?? error;
    this.#error = undefined;
    if (HappyFoxError.is(cause))
      return { ok: false, why: cause.failure.kind, sent: cause.failure.execution !== 'notExecuted' };
    if (cause instanceof WriteRefused) {
      const { reason } = cause.refusal;
      return { ok: false, why: reason, sent: reason === 'notApplied' || reason === 'outcomeUnknown' };
    }
    const { name, message, code } = cause as Error & { code?: string };
    return { ok: false, why: name === 'Error' ? (code ?? message) : name, sent: false, detail: message };
  }

  async #openIndex(): Promise<OpenedIndex> {
    if (this.#index) return this.#index;
    const path = join(this.place.storage, 'index');
    const { store } = this.#session;
    this.#index = await openIndex({
      accountId,
      place: { folder: path, lockFolder: `${path}.turn`, versionFile: `${path}.version`, key: Buffer.alloc(32, 7) },
      order: this.#order,
      ended: async () => endedWrites((await this.#journal.list(accountId)).writes),
      world: { today: () => '2026-01-15', uniqueFields: [] },
      openClient: () => store.client(),
      clock: this.#clock,
      unwritable: () => undefined,
      unreadable: () => undefined,
    });
    this.#feed.open(this.#index);
    return this.#index;
  }

  async #stepsFor(request: PlanRequest): Promise<readonly Step[]> {
    const { client } = this.#connection;
    if (request.kind === 'create') {
      const definition = await this.#definition(request.assetTypeId);
      const blank = blankState(definition);
      const wishes = request.names.map((name) => ({ definition, mine: { ...blank, name, displayId: `id-${name}` } }));
      return planCreates(wishes);
    }
    if (request.kind === 'import') {
      const definition = await this.#definition(request.assetTypeId);
      const { items } = await client.listAssets({ assetTypeId: request.assetTypeId, page: 1, size: 50 }, user);
      const { steps } = await imported(request.csv, { definition, assets: items, match: 'display_id', mode: 'both' });
      return steps;
    }
    const steps: Step[] = [];
    for (const [id, field, value] of request.edits) {
      const base = await client.getAsset(id, user).catch(() => undefined);
      if (!base?.assetType) continue;
      const definition = await this.#definition(base.assetType.id);
      if (request.kind === 'delete') {
        steps.push(...planDeletes([{ assetTypeId: definition.assetType.id, base }]));
        continue;
      }
      const before = stateOf(base, definition);
      if (!definition.fields.some((one) => one.id === field)) continue;
      const mine = { ...before, fields: new Map([...before.fields, [field, { kind: 'value', value } as const]]) };
      steps.push(...planUpdates([{ definition, base, mine }]));
    }
    return steps;
  }

  async #keep(plan: Plan): Promise<string> {
    await this.#plans.save(plan);
    return plan.id;
  }

  /** This window and the others hear of it. */
  #announce(kind: 'created' | 'saved', assetTypeId: number, asset: Asset): void {
    this.#session.store.announce({ kind, asset, assetTypeId });
    this.tell({ kind: 'asset', change: kind, accountId, assetTypeId, assetId: asset.id });
  }

  #definition(assetTypeId: number): Promise<AssetTypeDefinition> {
    const { catalogue } = this.#session.store;
    catalogue.forgetDefinition(assetTypeId);
    return catalogue.definition(assetTypeId);
  }

  async #discard(ref: AssetRef): Promise<void> {
    const draft = await this.#pending.findEdit(ref);
    if (!draft || !(await this.#pending.drop(draft, draft.text))) return;
    await this.#events.discarded(ref);
    await this.#desk.settled();
  }

  async #recover(): Promise<void> {
    const writes = await this.#journal.read(accountId).catch(() => []);
    for (const { entry, result, sender } of writes) {
      if (result || sender !== 'gone') continue;
      const definition = await this.#definition(entry.assetTypeId).catch(() => undefined);
      if (!definition) continue;
      const { client } = this.#connection;
      const recovery = { client, definition, now: this.#clock.now, monotonic: this.#clock.monotonic };
      await recoverWrite(recovery, entry)
        .then((found) => this.#followed.end(entry, found))
        .catch(() => undefined);
    }
  }

  async #ref(assetId: number): Promise<AssetRef> {
    const asset = await this.#session.store.read(assetId);
    return { accountId, assetTypeId: asset.assetType?.id ?? 1, assetId };
  }

  #isPending(path: string): boolean {
    const ref = this.#refIn(path);
    return ref !== undefined && this.#opened.peek(ref)?.isPending === true;
  }

  #refIn(path: string): AssetRef | undefined {
    return assetIn(uriAt(path) as never);
  }
}

/** A step, as far as somebody who confirms it sees. */
export interface PlannedStep {
  readonly operation: 'create' | 'update' | 'delete';
  readonly assetId: number | null;
  readonly name: string;
  readonly parts: readonly (readonly [part: number | 'name', value: unknown])[];
}

/** What a plan is to do. */
export type PlanRequest =
  | { readonly kind: 'create'; readonly assetTypeId: number; readonly names: readonly string[] }
  | { readonly kind: 'import'; readonly assetTypeId: number; readonly csv: string }
  | {
      readonly kind: 'update' | 'delete';
      readonly edits: readonly (readonly [id: number, field: number, value: string])[];
    };

function uriOf(ref: AssetRef, name: string): Uri {
  return uriAt(assetPath(ref, name));
}

function uriAt(path: string): Uri {
  return Uri.from({ scheme: documentScheme, path });
}

export type { Backup };
