import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { textsIn } from '../faults/invariants';
import { idIn, intentsOf, type Intent, type Model } from './model';
import type { Office } from './office';
import type { PlannedStep } from './officeWindow';
import type { Ended } from './talk';

const windows = [0, 1] as const;
/** More rounds than anything needs that comes to an end. */
const mostRounds = 4;

/** Nothing goes wrong any more, and everybody brings to an end what was begun: then the account, the tabs and the index say the same. */
export async function settle(model: Model, office: Office): Promise<void> {
  await office.tellAccount('heal');
  for (const one of windows) await office.answer(one, 'heal');
  model.isHealthy = true;
  for (const one of windows) await office.quit(one);
  letTimePass(office.storage);
  for (const one of windows) await office.start(one, model.backups(one));
  await model.look(office, [], {});
  await finishPlans(model, office);
  for (let round = 0; round < mostRounds && waits(model); round += 1)
    for (const one of windows) await sendAll(model, office, one, round);
  assert.equal(waits(model), false, `something can’t be sent: ${JSON.stringify(model.shown)}`);
  for (const one of windows)
    assert.equal(await office.answer(one, 'unresolved'), 0, 'writes of which nobody knows what became');
  await assertIndex(model, office);
  assertSecrets(office);
  const [reads, writes] = await office.tellAccount<[number, number]>('busiest');
  assert.ok(reads <= 300 && writes <= 100, `5: ${reads} reads and ${writes} writes in a minute`);
}

/** Who was killed while taking a lock counts as taking it for ten seconds, by the clock of the disk, which goes slower than the office's. */
function letTimePass(storage: string): void {
  for (const entry of readdirSync(storage, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (/^\d+$/.test(entry.name) && entry.isFile() && statSync(path).size === 0) utimesSync(path, 1, 1);
  }
}

/** Plans that were interrupted are gone on with to their end. */
async function finishPlans(model: Model, office: Office): Promise<void> {
  for (let round = 0; ; round += 1) {
    const [id] = await office.answer<readonly string[]>(0, 'unfinished');
    if (id === undefined) return;
    assert.ok(round < 40, 'plans come to an end');
    const intents = intentsOf(await office.answer<readonly PlannedStep[]>(0, 'steps', { plan: id }));
    await office.ask(0, 'apply', { plan: id, most: 999 });
    await model.look(office, intents, { stale: intents.flatMap(touched) });
  }
}

/** Both windows may show it as it was. */
function touched({ assetId }: Intent): readonly (readonly [number, number])[] {
  return assetId === null ? [] : windows.map((one) => [one, assetId] as const);
}

/** Whether something waits to be sent. */
function waits({ shown }: Model): boolean {
  return shown.some(({ editors, drafts }) => drafts.length > 0 || editors.some(({ isUnsaved }) => isUnsaved));
}

/** Sends what a window has: what stands against it is resolved in favour of what was typed, and what can't be sent is given up at the end. */
async function sendAll(model: Model, office: Office, one: number, round: number): Promise<void> {
  for (const { ref } of model.shown[one]?.drafts ?? []) {
    const { assetId } = ref as { assetId?: number };
    const asset = assetId === undefined ? undefined : model.snapshot.assets.get(assetId);
    if (asset) await office.ask(one, 'open', { assetId: asset.id, name: asset.name });
    else await office.ask(one, 'dropDraft', { ref });
  }
  const gone = model.shown.flatMap(({ drafts }) =>
    drafts.map(({ ref }) => ref as { assetId?: number; draftId?: string }),
  );
  await model.look(office, [], {
    givenUp: gone.flatMap(({ assetId }) =>
      assetId && !model.snapshot.assets.has(assetId) ? [`/a/1/${assetId}/x.json`] : [],
    ),
  });
  for (const { path } of model.editors(one)) await sendOne(model, office, one, path, round);
}

async function sendOne(model: Model, office: Office, one: number, path: string, round: number): Promise<void> {
  const editor = model.editors(one).find((each) => each.path === path);
  const isHeld = model.shown[one]?.drafts.some(({ ref }) => idOf(ref) === idIn(path));
  if (!editor || (!editor.isUnsaved && !isHeld)) return;
  if (editor.hasConflict) {
    await office.ask(one, 'resolve', { path, side: 'mine' });
    await model.look(office, [], { givenUp: [path] });
  }
  const intent = model.mayBecome(one, path);
  const ended = await office.ask(one, 'save', { path, own: true });
  await model.look(office, [intent], { stale: touched(intent) });
  if (!ended.ok && round === mostRounds - 1) await giveUp(model, office, one, path, ended);
}

/** What can never be sent, and says so: its asset is gone, HappyFox does not take it, or nobody knows any more what it was made from. */
async function giveUp(model: Model, office: Office, one: number, path: string, ended: Ended): Promise<void> {
  const why = ended.ok ? 'ok' : ended.why;
  const id = idIn(path);
  const isGone = typeof id === 'number' && !model.snapshot.assets.has(id);
  assert.ok(
    isGone || ['CommandRefused', 'DocumentProblems', 'fieldRemoved', 'outcomeUnknown', 'invalid'].includes(why),
    `it can’t be sent: ${JSON.stringify(ended)}`,
  );
  await office.ask(one, 'giveUp', { path });
  await model.look(office, [], { givenUp: [path] });
}

/** Each window’s index has what the account has. */
async function assertIndex(model: Model, office: Office): Promise<void> {
  const expected = model.assets.map(({ id, name }) => [id, name]).sort(byId);
  for (const one of windows) {
    const rows = await office.answer<[number, string][]>(one, 'crawl', { types: [1, 2] });
    assert.deepEqual(rows.toSorted(byId), expected, `the index of window ${one}`);
  }
}

function byId(one: readonly unknown[], other: readonly unknown[]): number {
  return Number(one[0]) - Number(other[0]);
}

/** 3: nothing on disk holds a credential. */
function assertSecrets({ storage, secrets }: Office): void {
  for (const text of textsIn(storage))
    for (const secret of secrets) assert.ok(!text.includes(secret), '3: a credential on disk');
}

function idOf(ref: unknown): number | string | undefined {
  const { assetId, draftId } = ref as { assetId?: number; draftId?: string };
  return assetId ?? draftId;
}
