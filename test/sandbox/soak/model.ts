import assert from 'node:assert/strict';
import { parseDocumentPath } from '../../../src/assets/assetRef';
import type { Asset } from '../../../src/sandbox/sandbox';
import { changedParts, same, textsIn, type Part } from '../faults/invariants';
import type { Office, Snapshot } from './office';
import type { PlannedStep } from './officeWindow';
import type { Ended, Kept, Shown } from './talk';

/** A change that somebody has confirmed and that may still come about. */
export interface Intent {
  readonly assetId: number | null;
  /** Of a new asset. */
  readonly name?: string;
  readonly deletes?: true;
  /** The draft that it is made from. */
  readonly draft?: string;
  readonly parts: ReadonlyMap<Part, unknown>;
}

/** What a step has come to. */
export interface Step {
  /** What colleagues have done in it. */
  readonly colleagues?: readonly Intent[];
  /** Editors whose text the user has given up, wholly or in part. */
  readonly givenUp?: readonly string[];
  /** Words that the user has typed over. */
  readonly typedOver?: readonly string[];
  /** Assets which these windows may show as they were. */
  readonly stale?: readonly (readonly [window: number, assetId: number])[];
}

/** Words that are typed occur nowhere else. */
const typedWord = /\bW\d+x\d+\b/g;

/** What is known of the office: the account as it was seen last, what may still happen to it, and what the windows show. */
export class Model {
  step = 0;
  kills = 0;
  faults = 0;
  isHealthy = true;
  snapshot: Snapshot = { assets: new Map(), fields: [] };
  readonly shown: Shown[] = [];
  /** What may still come about: what was told as unknown, or whose window was killed. */
  open: Intent[] = [];
  /** Texts of editors when they were clean last, by window and path. */
  readonly clean = new Map<string, string>();
  /** Editors in which something was taken back since. */
  readonly intricate = new Set<string>();
  /** Assets that a window may show as they were: colleagues' changes, and what it could not read. */
  readonly stale = [new Set<number>(), new Set<number>()] as const;
  /** What drafts have become, by their paths: a tab that could not make way for the asset's goes on being one of it. */
  readonly #born = new Map<string, number>();
  /** What stood there before writes that were told as not done and came about late: the next write of the asset takes them back. */
  readonly #takenBack: Intent[] = [];
  /** The window that has kept the held edit of an asset. */
  readonly holders = new Map<number, number>();
  #words = 0;
  /** Words that were typed into editors, and that the account has not had yet. */
  readonly #unsent = new Set<string>();

  constructor(private readonly seed: number) {}

  /** A word that occurs nowhere else. */
  word(): string {
    this.#words += 1;
    return `W${this.seed}x${this.#words}`;
  }

  /** The assets, by id. */
  get assets(): readonly Asset[] {
    return [...this.snapshot.assets.values()].sort((one, other) => one.id - other.id);
  }

  /** The open editors of a window. */
  editors(window: number): Shown['editors'] {
    return this.shown[window]?.editors ?? [];
  }

  /** Both windows have some assets open, the same and others. */
  async begin(office: Office): Promise<void> {
    this.snapshot = await office.snapshot();
    const chosen = [
      [1, 2, 9],
      [2, 3, 9],
    ] as const;
    for (const at of [0, 1]) {
      for (const assetId of chosen[at as 0]) await office.ask(at, 'open', { assetId, name: `Asset ${assetId}` });
      this.shown[at] = await office.shown(at);
    }
    await this.look(office, [], {});
  }

  /** Looks at everything, and holds it against what may have happened in a step. */
  async look(
    office: Office,
    intents: readonly Intent[],
    { colleagues = [], givenUp = [], typedOver = [], stale = [] }: Step,
  ): Promise<void> {
    this.step += 1;
    const before = this.snapshot;
    this.snapshot = await office.snapshot();
    for (const [window, id] of stale) this.stale[window as 0].add(id);
    this.#assertExplained(before, [...intents, ...this.open, ...colleagues]);
    for (const word of [...typedOver, ...this.#wordsOf(givenUp)]) this.#unsent.delete(word);
    for (const at of [0, 1]) this.shown[at] = await office.shown(at);
    this.#assertKept(office);
    for (const at of [0, 1]) this.#assertCleanTabs(at);
    assert.deepEqual(await office.tellAccount('unannounced'), [], '4: a write without a line in the journal');
    assert.deepEqual(office.fatal, [], 'an error that nobody caught');
  }

  /** 1 and 2: whatever has changed was confirmed, or a colleague did it. */
  #assertExplained(before: Snapshot, intents: readonly Intent[]): void {
    const now = this.snapshot.assets;
    for (const [id, was] of before.assets) {
      const is = now.get(id);
      if (!is) {
        assert.ok(
          intents.some(({ assetId, deletes }) => assetId === id && deletes),
          `1: asset ${id} is gone, and nobody deleted it`,
        );
        continue;
      }
      for (const [part, value] of changedParts(was, is)) {
        const wants = ({ assetId, parts }: Intent): boolean =>
          assetId === id && parts.has(part) && same(parts.get(part), value);
        const named = [...intents, ...this.#takenBack].some(wants);
        if (this.open.some(wants)) this.#takenBack.push({ assetId: id, parts: new Map([[part, partOf(was, part)]]) });
        assert.ok(
          named,
          `1: nobody made ${part} of asset ${id} ${JSON.stringify(value)}; it was ${JSON.stringify(partOf(was, part))}`,
        );
      }
    }
    const born = [...now.values()].filter(({ id }) => !before.assets.has(id));
    for (const { id, name } of born)
      for (const { draft, name: wanted } of intents) if (draft && wanted === name) this.#born.set(draft, id);
    const created = born.map(({ name }) => name);
    for (const name of new Set(created)) {
      const asked = intents.filter((intent) => intent.assetId === null && intent.name === name).length;
      const there = created.filter((other) => other === name).length;
      assert.ok(there <= asked, `2: ${there} “${name}” were created, ${asked} confirmed`);
      // It can't come about a second time.
      for (let used = 0; used < there; used += 1) {
        const at = this.open.findIndex((intent) => intent.assetId === null && intent.name === name);
        if (at !== -1) this.open.splice(at, 1);
      }
    }
  }

  /** Somebody has typed this word into an editor. */
  typed(word: unknown): void {
    this.#unsent.add(String(word));
  }

  /** The words in editors and drafts of these paths. */
  #wordsOf(paths: readonly string[]): readonly string[] {
    const ids = new Set(paths.map(idIn));
    const editors = this.shown.flatMap((shown) => shown.editors).filter(({ path }) => paths.includes(path));
    const drafts = this.shown.flatMap((shown) => shown.drafts).filter(({ ref }) => ids.has(idOf(ref)));
    return [...editors, ...drafts].flatMap(({ text }) => wordsIn(text));
  }

  /** 7: what was typed is in an editor or a draft until the account has it. */
  #assertKept(office: Office): void {
    const account = JSON.stringify(
      [...this.snapshot.assets.values()].map((asset) => [asset.name, [...asset.values.values()]]),
    );
    for (const word of wordsIn(account)) this.#unsent.delete(word);
    const kept = new Set(
      this.shown.flatMap(({ editors, drafts }) => [...editors, ...drafts].flatMap(({ text }) => wordsIn(text))),
    );
    const missing = [...this.#unsent].filter((word) => !kept.has(word));
    if (missing.length === 0) return;
    // A draft that can't be read at the moment is there all the same.
    const onDisk = new Set(this.isHealthy ? [] : textsIn(office.storage).flatMap(wordsIn));
    assert.deepEqual(
      missing.filter((word) => !onDisk.has(word)),
      [],
      '7: what was typed is gone',
    );
  }

  /** 6: a clean tab shows what the account has. */
  #assertCleanTabs(window: number): void {
    const drafts = new Set(this.shown[window]?.drafts.map(({ ref }) => idOf(ref)));
    for (const { path, text, isUnsaved, hasConflict, isPending } of this.editors(window)) {
      const id = idIn(path);
      const key = `${window}|${path}`;
      if (typeof id !== 'number') continue;
      // Under another name of the asset somebody is editing it: then it is not read again.
      const isEdited = this.editors(window).some((other) => other.isUnsaved && idIn(other.path) === id);
      // What another window has kept is not an edit of what this one showed.
      if (isPending && this.holders.get(id) !== window) this.intricate.add(key);
      if (isUnsaved || hasConflict || isPending || drafts.has(id)) continue;
      this.clean.set(key, text);
      this.intricate.delete(key);
      const is = this.snapshot.assets.get(id);
      if (!is || isEdited || this.stale[window as 0].has(id)) continue;
      for (const [part, shown] of this.partsIn(text, is.typeId)) {
        assert.ok(
          same(shown, partOf(is, part)),
          `6: the clean tab of asset ${id} in window ${window} shows ${part} as ${JSON.stringify(shown)}, not ${JSON.stringify(partOf(is, part))}`,
        );
      }
    }
  }

  /** What a document says of the parts that are compared. */
  partsIn(text: string, typeId: number): ReadonlyMap<Part, unknown> {
    const shown = JSON.parse(text) as { name?: string; custom_fields?: Record<string, unknown> };
    const parts = new Map<Part, unknown>([['name', shown.name]]);
    for (const { id, name, kind } of this.snapshot.fields) {
      if (Math.floor(id / 10) !== typeId || (kind !== 'text' && kind !== 'number')) continue;
      if (shown.custom_fields && name in shown.custom_fields) parts.set(id, shown.custom_fields[name]);
    }
    return parts;
  }

  /** What an editor's text would change, by what it showed when it was clean last; undefined where that can't be told so simply. */
  edits(
    window: number,
    path: string,
  ): { readonly intent: Intent; readonly base: ReadonlyMap<Part, unknown> } | undefined {
    const editor = this.editors(window).find((one) => one.path === path);
    const id = idIn(path);
    const clean = this.clean.get(`${window}|${path}`);
    const typeId = parseDocumentPath(path)?.ref.assetTypeId ?? 1;
    if (!editor || typeof id !== 'number' || clean === undefined) return undefined;
    const base = this.partsIn(clean, typeId);
    const parts = [...this.partsIn(editor.text, typeId)].filter(([part, value]) => !same(base.get(part), value));
    return { base, intent: { assetId: id, parts: new Map(parts) } };
  }

  /** What may be sent for an editor: whatever it says. */
  mayBecome(window: number, path: string): Intent {
    const editor = this.editors(window).find((one) => one.path === path);
    const id = idIn(path);
    const ref = parseDocumentPath(path)?.ref;
    const parts = editor && ref ? this.partsIn(editor.text, ref.assetTypeId) : new Map<Part, unknown>();
    if (typeof id === 'number') return { assetId: id, name: String(parts.get('name')), parts };
    const { display_id: displayId } = JSON.parse(editor?.text ?? '{}') as { display_id?: string };
    const named = new Map<Part, unknown>([...parts, ['displayId', displayId]]);
    return { assetId: this.#born.get(path) ?? null, draft: path, name: String(parts.get('name')), parts: named };
  }

  /** What was asked has ended: what of it can still come about stays open. */
  settle(intents: readonly Intent[], ended: Ended): void {
    if (!ended.ok && ended.sent) this.open.push(...intents);
  }

  /** The editors of a window as VS Code would bring them back. */
  backups(window: number): readonly Kept[] {
    return this.editors(window).map(({ path, text, isUnsaved, stat }) =>
      isUnsaved ? { path, backup: { text, stat } } : { path },
    );
  }
}

/** What a person confirms of a plan. */
export function intentsOf(steps: readonly PlannedStep[]): readonly Intent[] {
  return steps.map(({ operation, assetId, name, parts }) => ({
    assetId,
    parts: new Map<Part, unknown>(parts),
    ...(operation === 'create' && { name }),
    ...(operation === 'delete' && { deletes: true as const }),
  }));
}

export function partOf(asset: Asset, part: Part): unknown {
  return typeof part === 'number' ? asset.values.get(part) : asset[part];
}

/** The asset or draft that a path is about. */
export function idIn(path: string): number | string | undefined {
  return idOf(parseDocumentPath(path)?.ref);
}

function idOf(ref: unknown): number | string | undefined {
  const { assetId, draftId } = (ref ?? {}) as { assetId?: number; draftId?: string };
  return assetId ?? draftId;
}

export function wordsIn(text: string): readonly string[] {
  return text.match(typedWord) ?? [];
}
