import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { same } from '../faults/invariants';
import type { DiskFault } from './badDisk';
import { idIn, intentsOf, partOf, wordsIn, type Intent, type Model, type Step } from './model';
import type { Office } from './office';
import type { PlanRequest, PlannedStep } from './officeWindow';
import type { Ended } from './talk';

type Command = fc.AsyncCommand<Model, Office>;

/** A command that tells what it is in the words with which it can be replayed. */
function command(name: string, details: object, run: (model: Model, office: Office) => Promise<void>): Command {
  return { check: () => true, run, toString: () => `${name}(${JSON.stringify(details)})` };
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(items.length, 1)];
const window = fc.nat({ max: 1 });
const at = fc.nat({ max: 50 });

/** Has a window do something that may write, and looks at what has come of it. */
async function perform(
  model: Model,
  office: Office,
  {
    at: window,
    what,
    with: argument,
    intents = [],
    reads,
    ...step
  }: Step & { at: number; what: string; with?: unknown; intents?: readonly Intent[]; reads?: number },
): Promise<{ readonly ended: Ended; readonly trouble: boolean }> {
  const ended = await office.ask(window, what, argument);
  const trouble = await office.answer<boolean>(window, 'takeTrouble');
  const ids = [...intents.map(({ assetId }) => assetId), reads].flatMap((id) => id ?? []);
  const stale = !ended.ok || trouble ? [0, 1].flatMap((one) => ids.map((id) => [one, id] as const)) : [];
  await model.look(office, intents, { ...step, stale: [...(step.stale ?? []), ...stale] });
  model.settle(intents, trouble && ended.ok ? { ok: false, why: 'trouble', sent: true } : ended);
  return { ended, trouble: trouble || !model.isHealthy };
}

const parts = ['name', 'Serial', 'Place', 'Count'] as const;

const openAsset = fc.tuple(window, at).map(([one, which]) =>
  command('open', { one, which }, async (model, office) => {
    const asset = pick(model.assets, which);
    if (!asset) return;
    model.stale[one as 0].delete(asset.id);
    await perform(model, office, {
      at: one,
      what: 'open',
      with: { assetId: asset.id, name: asset.name },
      reads: asset.id,
    });
  }),
);

const type = fc.tuple(window, at, fc.constantFrom(...parts)).map(([one, which, part]) =>
  command('type', { one, which, part }, async (model, office) => {
    const editor = pick(model.editors(one), which);
    if (!editor) return;
    const isDraft = typeof idIn(editor.path) === 'string';
    const value = part === 'Count' && !isDraft ? model.step + 1_000 : model.word();
    const typed = isDraft
      ? { what: 'typeDraft', with: { path: editor.path, name: value, displayId: `id-${value}` } }
      : { what: 'type', with: { path: editor.path, part, value } };
    const typedOver = wordsIn(valueIn(editor.text, isDraft ? 'name' : part));
    if (typeof value === 'string') model.typed(value);
    await perform(model, office, { at: one, ...typed, typedOver });
  }),
);

function valueIn(text: string, part: string): string {
  const shown = JSON.parse(text) as { name?: string; custom_fields?: Record<string, unknown> };
  return String(part === 'name' ? shown.name : shown.custom_fields?.[part]);
}

const undo = fc.tuple(window, at, fc.constantFrom(-1 as const, 1 as const)).map(([one, which, by]) =>
  command('undo', { one, which, by }, async (model, office) => {
    const editor = pick(model.editors(one), which);
    if (!editor) return;
    model.intricate.add(`${one}|${editor.path}`);
    const id = idIn(editor.path);
    const reads = typeof id === 'number' ? { reads: id } : {};
    const givenUp = [editor.path];
    await perform(model, office, { at: one, what: 'undo', with: { path: editor.path, by }, givenUp, ...reads });
    model.intricate.add(`${one}|${editor.path}`);
  }),
);

/** How a save has to end where nothing is wrong; undefined where that is not so simple. */
function expectedSave(model: Model, one: number, path: string): string | undefined {
  const edits = model.edits(one, path);
  const id = idIn(path);
  if (!edits || typeof id !== 'number' || model.intricate.has(`${one}|${path}`)) return undefined;
  if (model.open.some(({ assetId }) => assetId === id)) return undefined;
  if (model.editors(one).some((editor) => editor.path === path && editor.hasConflict)) return undefined;
  const is = model.snapshot.assets.get(id);
  if (!is) return 'deletedMeanwhile';
  const { base, intent } = edits;
  const disputed = [...intent.parts].filter(([part, mine]) => {
    const theirs = partOf(is, part);
    return !same(theirs, base.get(part)) && !same(theirs, mine);
  });
  return disputed.length > 0 ? 'conflict' : 'ok';
}

async function saveEditor(model: Model, office: Office, one: number, path: string): Promise<void> {
  const expected = expectedSave(model, one, path);
  const intent = model.mayBecome(one, path);
  const wanted = model.edits(one, path)?.intent.parts ?? new Map<never, unknown>();
  if (intent.assetId !== null) model.stale[one as 0].delete(intent.assetId);
  const { ended, trouble } = await perform(model, office, {
    at: one,
    what: 'save',
    with: { path, own: true },
    intents: [intent],
  });
  // In a lock-out that a fault has earned nothing is sent.
  const isLockedOut = !ended.ok && ended.why === 'rateLimited';
  if (trouble || isLockedOut || expected === undefined || wanted.size === 0) return;
  assert.equal(ended.ok ? 'ok' : ended.why, expected, `how the save ended: ${JSON.stringify(ended)}`);
  const is = intent.assetId === null ? undefined : model.snapshot.assets.get(intent.assetId);
  if (expected !== 'ok' || !is) return;
  for (const [part, value] of wanted)
    assert.ok(same(partOf(is, part), value), `${part} was saved, and is ${JSON.stringify(partOf(is, part))}`);
}

const save = fc.tuple(window, at).map(([one, which]) =>
  command('save', { one, which }, async (model, office) => {
    const editor = pick(
      model.editors(one).filter(({ isUnsaved }) => isUnsaved),
      which,
    );
    if (editor) await saveEditor(model, office, one, editor.path);
  }),
);

const autoSave = fc.tuple(window, at).map(([one, which]) =>
  command('autoSave', { one, which }, async (model, office) => {
    const editor = pick(
      model.editors(one).filter(({ isUnsaved }) => isUnsaved),
      which,
    );
    const id = editor && idIn(editor.path);
    if (typeof id === 'number') model.holders.set(id, one);
    if (editor) await perform(model, office, { at: one, what: 'save', with: { path: editor.path, own: false } });
  }),
);

const send = fc.tuple(window, at).map(([one, which]) =>
  command('send', { one, which }, async (model, office) => {
    const held = new Set(model.shown[one]?.drafts.map(({ ref }) => (ref as { assetId?: number }).assetId));
    const editor = pick(
      model.editors(one).filter(({ path, isUnsaved }) => !isUnsaved && held.has(idIn(path) as number)),
      which,
    );
    if (editor) await saveEditor(model, office, one, editor.path);
  }),
);

const resolve = fc.tuple(window, at, fc.constantFrom('mine' as const, 'theirs' as const)).map(([one, which, side]) =>
  command('resolve', { one, which, side }, async (model, office) => {
    const editor = pick(
      model.editors(one).filter(({ hasConflict }) => hasConflict),
      which,
    );
    if (!editor) return;
    model.intricate.add(`${one}|${editor.path}`);
    await perform(model, office, {
      at: one,
      what: 'resolve',
      with: { path: editor.path, side },
      givenUp: [editor.path],
    });
    model.intricate.add(`${one}|${editor.path}`);
  }),
);

const revertFile = fc.tuple(window, at).map(([one, which]) =>
  command('revertFile', { one, which }, async (model, office) => {
    const editor = pick(
      model.editors(one).filter(({ isUnsaved }) => isUnsaved),
      which,
    );
    if (editor)
      await perform(model, office, {
        at: one,
        what: 'revertFile',
        with: { path: editor.path },
        givenUp: [editor.path],
      });
  }),
);

const closeEditor = fc.tuple(window, at).map(([one, which]) =>
  command('close', { one, which }, async (model, office) => {
    const editor = pick(
      model.editors(one).filter(({ isUnsaved }) => !isUnsaved),
      which,
    );
    if (editor) await perform(model, office, { at: one, what: 'closeEditor', with: { path: editor.path } });
  }),
);

const refresh = fc.tuple(window, at).map(([one, which]) =>
  command('refresh', { one, which }, async (model, office) => {
    const editor = pick(model.editors(one), which);
    const id = editor && idIn(editor.path);
    if (!editor || typeof id !== 'number' || !model.snapshot.assets.has(id)) return;
    model.stale[one as 0].delete(id);
    await perform(model, office, { at: one, what: 'refresh', with: { path: editor.path }, reads: id });
  }),
);

const newAsset = fc.tuple(window, fc.nat({ max: 1 })).map(([one, type]) =>
  command('new', { one, type }, async (model, office) => {
    const draftId = `d${model.step}`;
    await perform(model, office, { at: one, what: 'openDraft', with: { assetTypeId: type + 1, draftId } });
  }),
);

/** Has a window make a plan, and apply so many steps of it. */
async function carryOut(model: Model, office: Office, one: number, id: string, most: number): Promise<Ended> {
  const steps = await office.ask(one, 'steps', { plan: id });
  if (!steps.ok) return steps;
  const intents = intentsOf(steps.value as readonly PlannedStep[]);
  const { ended } = await perform(model, office, { at: one, what: 'apply', with: { plan: id, most }, intents });
  // What was not carried out may be, when the plan goes on; then it is asked for anew.
  return ended;
}

async function makePlan(
  model: Model,
  office: Office,
  one: number,
  what: string,
  request: unknown,
): Promise<string | undefined> {
  const { ended } = await perform(model, office, { at: one, what, with: request });
  return ended.ok ? (ended.value as string | undefined) : undefined;
}

const planned = fc.record({
  one: window,
  kind: fc.constantFrom('create' as const, 'update' as const, 'delete' as const, 'import' as const),
  which: at,
  count: fc.integer({ min: 1, max: 6 }),
  most: fc.constantFrom(1, 3, 99),
  back: fc.boolean(),
});

const bulk = planned.map((details) =>
  command('plan', details, async (model, office) => {
    const { one, which, count, most, back } = details;
    const request = requestFor(model, details.kind, which, count);
    const id = request && (await makePlan(model, office, one, 'plan', request));
    if (id === undefined) return;
    const ended = await carryOut(model, office, one, id, most);
    if (!back || !ended.ok || ended.value !== 'done') return;
    const undone = await makePlan(model, office, one, 'planBack', { plan: id });
    if (undone !== undefined) await carryOut(model, office, one, undone, 99);
  }),
);

function requestFor(model: Model, kind: PlanRequest['kind'], which: number, count: number): PlanRequest | undefined {
  const words = Array.from({ length: count }, () => model.word());
  if (kind === 'create') return { kind, assetTypeId: 1, names: words };
  const chosen = words.map((_, index) => pick(model.assets, which + index)!).filter(Boolean);
  const unique = [...new Map(chosen.map((asset) => [asset.id, asset])).values()];
  if (kind === 'import') {
    const own = unique
      .filter(({ typeId }) => typeId === 1)
      .map((asset, index) => `${asset.displayId},${asset.name},${words[index]}`);
    const fresh = words.slice(own.length).map((word) => `id-${word},${word},${word}`);
    return { kind, assetTypeId: 1, csv: `display_id,name,Serial\n${[...own, ...fresh].join('\n')}\n` };
  }
  if (model.assets.length < 6 && kind === 'delete') return undefined;
  const edits = (kind === 'delete' ? unique.slice(0, 2) : unique).map(
    ({ id, typeId }, index) => [id, typeId * 10 + 2, words[index]!] as const,
  );
  return { kind, edits };
}

const resume = fc.tuple(window, at).map(([one, which]) =>
  command('resume', { one, which }, async (model, office) => {
    const ended = await office.ask(one, 'unfinished');
    const id = ended.ok ? pick(ended.value as readonly string[], which) : undefined;
    if (id !== undefined) await carryOut(model, office, one, id, 99);
  }),
);

const revert = fc.tuple(window, at).map(([one, which]) =>
  command('revert', { one, which }, async (model, office) => {
    const found = await office.ask(one, 'revertible', { at: which });
    const write = found.ok
      ? (found.value as
          | {
              operation: string;
              assetId: number;
              before: { name: string; customFields: { id: number; value: unknown }[] };
            }
          | undefined)
      : undefined;
    if (!write) return;
    const parts = new Map<number | 'name', unknown>([
      ['name', write.before.name],
      ...write.before.customFields.map(({ id, value }) => [id, value] as const),
    ]);
    const intent: Intent =
      write.operation === 'delete'
        ? { assetId: null, name: write.before.name, parts }
        : { assetId: write.assetId, parts };
    await perform(model, office, { at: one, what: 'revertWrite', with: { at: which }, intents: [intent] });
  }),
);

const crawl = window.map((one) =>
  command('crawl', { one }, async (model, office) => {
    await perform(model, office, { at: one, what: 'crawl', with: { types: [1, 2] } });
  }),
);

const reload = window.map((one) =>
  command('reload', { one }, async (model, office) => {
    const kept = model.backups(one);
    await office.quit(one);
    await office.start(one, kept);
    staleAll(model, one);
    await model.look(office, [], {});
  }),
);

/** After a restart clean tabs are read again; one that could not be is not there. */
function staleAll(model: Model, one: number): void {
  for (const editor of model.intricate) if (editor.startsWith(`${one}|`)) model.intricate.delete(editor);
  for (const { path } of model.editors(one)) model.intricate.add(`${one}|${path}`);
}

/** A window dies while it does something: a save, or a plan. */
const kill = fc
  .record({
    one: window,
    which: at,
    during: fc.constantFrom('save', 'plan', 'autoSave', 'idle'),
    after: fc.nat({ max: 60 }),
  })
  .map((details) =>
    command('kill', details, async (model, office) => {
      const { one, which, during, after } = details;
      await office.ask(one, 'keep');
      const kept = model.backups(one);
      const intents: Intent[] = [];
      let work: Promise<unknown> = Promise.resolve();
      const editor = pick(
        model.editors(one).filter(({ isUnsaved }) => isUnsaved),
        which,
      );
      if (during === 'plan') {
        const request = requestFor(model, which % 2 === 0 ? 'create' : 'update', which, 4);
        const id = request && (await makePlan(model, office, one, 'plan', request));
        const steps = id === undefined ? undefined : await office.ask(one, 'steps', { plan: id });
        // A plan that can't be read sends nothing.
        if (steps?.ok) {
          intents.push(...intentsOf(steps.value as readonly PlannedStep[]));
          work = office.ask(one, 'apply', { plan: id, most: 99 });
        }
      } else if (editor && during !== 'idle') {
        intents.push(model.mayBecome(one, editor.path));
        work = office.ask(one, 'save', { path: editor.path, own: during === 'save' });
      }
      await Promise.race([work, setTimeout(after)]);
      await office.kill(one);
      model.kills += 1;
      await office.start(one, kept);
      staleAll(model, one);
      const stale = intents.flatMap(({ assetId }) =>
        assetId === null ? [] : [[0, assetId] as const, [1, assetId] as const],
      );
      await model.look(office, intents, { stale });
      model.open.push(...intents);
    }),
  );

const clockStep = fc
  .tuple(window, fc.constantFrom(-86_400_000, -3_600_000, -60_000, 0, 60_000, 3_600_000, 86_400_000))
  .map(([one, skew]) =>
    command('setClock', { one, skew }, async (model, office) => {
      await perform(model, office, { at: one, what: 'setSkew', with: { skew } });
    }),
  );

const diskFault = fc
  .record({
    at: fc.constantFrom('journal', 'plans', 'held', 'origins', 'budgets', 'locks', 'created', 'index'),
    verb: fc.constantFrom('read' as const, 'write' as const),
    times: fc.integer({ min: 1, max: 4 }),
    half: fc.boolean(),
    code: fc.constantFrom('EIO' as const, 'EACCES' as const, 'EMFILE' as const, 'ENOSPC' as const),
  })
  .map(({ half, at: folder, ...fault }): DiskFault => ({
    at: `/${folder}`,
    ...fault,
    ...(half && fault.verb === 'write' && { half }),
  }));

const spoil = fc.tuple(window, diskFault).map(([one, fault]) =>
  command('spoilDisk', { one, ...fault }, async (model, office) => {
    model.isHealthy = false;
    model.faults += 1;
    await office.answer(one, 'spoil', { fault });
  }),
);

const heal = fc.constant(0).map(() =>
  command('heal', {}, async (model, office) => {
    await office.tellAccount('heal');
    for (const one of [0, 1]) await office.answer(one, 'heal');
    model.isHealthy = true;
    await model.look(office, [], {});
  }),
);

const kinds = [
  { kind: 'reset' },
  { kind: 'reset', when: 'after' },
  { kind: 'status', status: 502, body: '<h1>Oops</h1>' },
  { kind: 'status', status: 500, body: '<h1>Oops</h1>', when: 'after' },
  { kind: 'html', when: 'after' },
  { kind: 'truncate' },
  { kind: 'status', status: 429, headers: { 'Retry-After': '4' } },
  { kind: 'status', status: 403, body: { error: 'No.' } },
  { kind: 'doubleCommit' },
  { kind: 'late', milliseconds: 60 },
] as const;

const spoilWire = fc
  .tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom('GET' as const, 'PUT' as const, 'POST' as const, 'DELETE' as const),
    fc.integer({ min: 1, max: 2 }),
  )
  .map(([fault, method, times]) =>
    command('spoilWire', { ...fault, method, times }, async (model, office) => {
      model.faults += 1;
      model.isHealthy = false;
      await office.fault({ ...fault, method, times } as Parameters<Office['fault']>[0]);
    }),
  );

const colleague = fc
  .record({
    kind: fc.constantFrom('edit', 'edit', 'edit', 'rename', 'add', 'delete'),
    which: at,
    field: fc.constantFrom(1, 2, 3),
  })
  .map((details) =>
    command('colleague', details, async (model, office) => {
      const { kind, which, field } = details;
      const asset = pick(model.assets, which);
      const stale = asset ? [[0, asset.id] as const, [1, asset.id] as const] : [];
      if (kind === 'add') {
        const name = model.word();
        await office.tellAccount('add', { typeId: 1, name });
        return model.look(office, [], { colleagues: [{ assetId: null, name, parts: new Map() }] });
      }
      if (!asset || (kind === 'delete' && model.assets.length < 6)) return;
      if (kind === 'delete') {
        await office.tellAccount('remove', { id: asset.id });
        return model.look(office, [], { colleagues: [{ assetId: asset.id, deletes: true, parts: new Map() }], stale });
      }
      const id = asset.typeId * 10 + field;
      const value = field === 3 && kind !== 'rename' ? model.step + 500_000 : model.word();
      const parts = kind === 'rename' ? new Map([['name', value] as const]) : new Map([[id, value] as const]);
      await office.tellAccount(
        'edit',
        kind === 'rename' ? { id: asset.id, name: String(value) } : { id: asset.id, values: { [id]: value } },
      );
      await model.look(office, [], { colleagues: [{ assetId: asset.id, parts }], stale });
    }),
  );

const definitions = fc
  .record({ kind: fc.constantFrom('add', 'rename', 'remove', 'removeChoice'), which: at })
  .map((details) =>
    command('define', details, async (model, office) => {
      const { kind, which } = details;
      const extra = model.snapshot.fields.filter(({ name }) => name.startsWith('Extra'));
      const field = pick(extra, which);
      if (kind === 'add' && extra.length < 3)
        await office.tellAccount('addField', { typeId: 1, id: 17 + extra.length, name: `Extra ${model.step}` });
      else if (kind === 'rename' && field)
        await office.tellAccount('renameField', { id: field.id, name: `Extra ${model.step}` });
      else if (kind === 'remove' && field) await office.tellAccount('removeField', { id: field.id });
      else if (kind === 'removeChoice') await office.tellAccount('removeChoice', { id: 14, choice: 142 });
      else return;
      for (const { id } of model.assets) for (const one of [0, 1] as const) model.stale[one].add(id);
      await model.look(office, [], {});
    }),
  );

/** Both windows save at once; of what both want of one asset, one wins. */
const both = fc.tuple(at, at).map(([first, second]) =>
  command('saveBoth', { first, second }, async (model, office) => {
    const chosen = [first, second].map((which, one) =>
      pick(
        model.editors(one).filter(({ isUnsaved }) => isUnsaved),
        which,
      ),
    );
    const intents = chosen.flatMap((editor, one) => (editor ? [model.mayBecome(one, editor.path)] : []));
    const saves = chosen.flatMap((editor, one) =>
      editor ? [office.ask(one, 'save', { path: editor.path, own: true })] : [],
    );
    const ended = await Promise.all(saves);
    const stale = intents.flatMap(({ assetId }) =>
      assetId === null ? [] : [[0, assetId] as const, [1, assetId] as const],
    );
    await model.look(office, intents, { stale });
    for (const [index, one] of ended.entries()) model.settle(intents.slice(index, index + 1), one);
    for (const one of [0, 1]) await office.answer(one, 'takeTrouble');
  }),
);

/** All that can happen in the office; what is there several times happens more often. */
export const commands: fc.Arbitrary<Command>[] = [
  ...[openAsset, openAsset, openAsset, type, type, type, save, save, autoSave, send, undo, resolve],
  ...[revertFile, closeEditor, refresh, newAsset, bulk, resume, revert, crawl, reload, kill, both],
  ...[clockStep, spoil, spoilWire, spoilWire, heal, heal, colleague, colleague, definitions],
];
