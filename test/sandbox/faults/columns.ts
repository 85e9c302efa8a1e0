import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/happyfox/errors';
import type { RunEnd } from '../../../src/plans/applyPlan';
import type { Outcome } from '../../../src/plans/stepResult';
import { failureOf, user } from '../client/open';
import { apply, isOpen, planOf } from './planned';
import { endOf, writings, type Ended, type Writing } from './writings';
import type { Answered, Met, Row, Verb } from './rows';
import { connectAgain, reconnect, results, target, type Scene } from './scene';

/** A cell: what a row does to an operation. */
interface Cell {
  readonly scene: Scene;
  readonly row: Row;
  readonly met: Met | 'fine';
}

/** An operation, and which of its requests is struck. */
export interface Column {
  readonly name: string;
  readonly verb: Verb;
  readonly of: Answered;
  readonly run: (cell: Cell) => Promise<void>;
}

const list = /\/assets\//;
const types = /\/asset_types\//;
const staff = /\/staff\//;
const one = /\/asset\/\d+\/$/;

/** What a window gives up at its deadline alone. */
const patience = /^(stall|drip)/;

/** Puts the row's fault into force for requests of a kind, so many times. */
async function strike({ scene, row }: Cell, method: Verb, path: RegExp, times?: number): Promise<void> {
  const { sandbox } = scene;
  switch (row.strike.by) {
    case 'fault': {
      const { fault } = row.strike;
      const kind = typeof fault === 'function' ? await fault(scene) : fault;
      if (patience.test(kind.kind)) reconnect(scene, {}, { deadlines: { total: 300 } });
      sandbox.faults.add({ ...kind, method, path, ...(times !== undefined && { times }) });
      return;
    }
    case 'route': {
      const { options, parts = {} } = await row.strike.route(scene);
      reconnect(scene, options, parts);
      return;
    }
    case 'unplugging':
      if (method === 'GET' || method === 'POST') sandbox.unplug();
      else void sandbox.nextRequest((entry) => entry.method === 'GET').then(() => sandbox.unplug());
  }
}

/** Takes the fault out of force, and leads the window back to the account. */
async function heal({ scene, row }: Cell): Promise<void> {
  scene.sandbox.faults.clear();
  if (row.strike.by === 'unplugging') await scene.sandbox.plug();
  if (row.strike.by === 'route') reconnect(scene);
}

/** How many requests of a kind the window's log has; `sent`: those that reached the account. */
function attempted({ connection }: Scene, verb: Verb, path: RegExp): number {
  return connection.lines.filter((line) => line.method === verb && `/${line.path}`.search(path) !== -1).length;
}

function sent({ sandbox }: Scene, verb: Verb): number {
  return sandbox.wireLog.entries.filter(({ method }) => method === verb).length;
}

/** After a 429 no window asks for anything until it is over, and then one does. */
async function assertLockedOut({ scene, row }: Cell, read: (scene: Scene) => Promise<unknown>): Promise<void> {
  if (row.lockedFor === undefined) return;
  const other = { ...scene, connection: connectAgain(scene) };
  scene.sandbox.faults.clear();
  const { entries } = scene.sandbox.wireLog;
  const until = entries.find(({ status }) => status === 429)!.at + row.lockedFor * 1_000;
  const before = entries.length;
  scene.clock.pass(until - 1 - scene.sandbox.clock.now());
  for (const window of [scene, other]) assert.equal((await failureOf(read(window))).kind, 'rateLimited');
  assert.equal(scene.sandbox.wireLog.entries.length, before, 'nothing is sent during a lock-out');
  scene.clock.pass(1);
  await read(other);
}

function reading(name: string, path: RegExp, read: (scene: Scene) => Promise<unknown>): Column {
  return {
    name,
    verb: 'GET',
    of: path === one ? 'asset' : 'list',
    run: async (cell) => {
      const { scene, met, row } = cell;
      await strike(cell, 'GET', path);
      if (met === 'fine') {
        await read(scene);
      } else {
        const { kind, execution } = await failureOf(read(scene));
        assert.deepEqual([kind, execution], [met.kind, met.execution]);
      }
      // A broken route strikes the first request.
      const struck = row.strike.by === 'fault' ? path : /./;
      assert.equal(attempted(scene, 'GET', struck), met === 'fine' ? 1 : met.attempts);
      await assertLockedOut(cell, read);
      await heal(cell);
      if (met !== 'fine' && met.kind !== 'rateLimited') await read(scene);
    },
  };
}

/** A passing fault that strikes twice: the third attempt of a read is answered. */
const persistent: Column = {
  name: 'get, struck twice',
  verb: 'GET',
  of: 'asset',
  run: async (cell) => {
    const { scene, met, row } = cell;
    if (row.strike.by !== 'fault') return;
    await strike(cell, 'GET', one, 2);
    const read = scene.connection.client.getAsset(target, user);
    if (met === 'fine') await read;
    else if (met.attempts > 1) assert.equal((await read).id, target);
    else assert.equal((await failureOf(read)).kind, met.kind);
    assert.equal(attempted(scene, 'GET', one), met === 'fine' ? 1 : met.attempts);
  },
};

/** Both reads of a sign-in, over a connection of its own that shares the budget. */
async function signIn(scene: Scene): Promise<void> {
  const { client } = scene.connection;
  await client.listAssetTypes(user);
  await client.listStaff(user);
}

/** What is to become of a write that met the fault. `blind`: nothing can be read afterwards. */
function expected({ met, row }: Cell, blind: boolean, unfound: 'notApplied' | 'outcomeUnknown'): Ended {
  if (met === 'fine') return { kind: 'done' };
  if (met.execution === 'notExecuted') return { kind: 'failed', failure: met.kind };
  if (row.committed && !blind) return { kind: 'done' };
  return { kind: 'refused', reason: blind ? 'outcomeUnknown' : unfound, cause: met.kind };
}

const states = { done: 'verified', failed: 'failed', notApplied: 'failed', outcomeUnknown: 'unknown' } as const;

function stateAfter(end: Ended): string {
  return end.kind === 'refused' ? states[end.reason as 'notApplied'] : states[end.kind];
}

/** Whether the write of the cell has happened. */
function happened({ met, row }: Cell): boolean {
  return met === 'fine' || row.committed;
}

/** Nothing can be read once the write has arrived. */
function blinded({ sandbox }: Scene, verb: Verb): void {
  void sandbox
    .nextRequest(({ method }) => method === verb)
    .then(() => sandbox.faults.add({ kind: 'status', status: 503, method: 'GET' }));
}

/** Writes that a broken route keeps back before their read are not in the journal: nothing was to be sent. */
function reached({ row, met }: Cell): boolean {
  return row.strike.by !== 'route' || met === 'fine';
}

function writing({ name, verb, operation, unfound, write, assertDone }: Writing, blind: boolean): Column {
  return {
    name: blind ? `${name}, not to be read back` : name,
    verb,
    of: 'asset',
    run: async (cell) => {
      const { scene, met } = cell;
      await strike(cell, verb, /./, 1);
      if (blind) blinded(scene, verb);
      let end = expected(cell, blind, unfound);
      // What is gone need not be deleted, where something else is there.
      if (verb === 'DELETE' && met !== 'fine' && met.kind === 'notFound')
        end = blind ? { kind: 'failed', failure: 'server' } : { kind: 'done' };
      assert.deepEqual(await endOf(write(scene)), end);
      assertDone(scene, happened(cell));
      const journaled = verb === 'POST' || reached(cell);
      const state = met !== 'fine' && met.kind === 'notFound' ? 'failed' : stateAfter(end);
      assert.deepEqual(await results(scene), journaled ? [`${operation} ${state}`] : []);
      const isSent = met === 'fine' || cell.row.strike.by === 'fault';
      assert.equal(sent(scene, verb), isSent ? 1 : 0, 'a write is sent once');
      if (journaled && met !== 'fine') assert.equal(attempted(scene, verb, /./), met.attempts);
      const [tab] = scene.tabs;
      if (tab) assert.equal(tab.isDirty, end.kind !== 'done', 'an edit that was not saved stays unsaved');
      await assertLockedOut(cell, ({ connection }) => connection.client.listStaff(user));
      await heal(cell);
    },
  };
}

/** The read before a write is struck: nothing may be sent. */
function struckBefore({ name, verb, write, assertDone }: Writing): Column {
  return {
    name: `${name}, whose read is struck`,
    verb: 'GET',
    of: 'asset',
    run: async (cell) => {
      const { scene, met, row } = cell;
      await strike(cell, 'GET', one);
      const end = await endOf(write(scene));
      const isIncomplete = row.incomplete === true && verb === 'PUT';
      if (met === 'fine' && !isIncomplete) {
        assert.equal(end.kind, 'done');
      } else {
        const isRefused = isIncomplete || (verb === 'PUT' && met !== 'fine' && met.kind === 'notFound');
        const isGone = verb === 'DELETE' && met !== 'fine' && met.kind === 'notFound';
        assert.equal(end.kind, isRefused ? 'refused' : isGone ? 'done' : 'failed');
        if (end.kind === 'failed' && met !== 'fine') assert.equal(end.failure, met.kind);
        assert.equal(sent(scene, verb), 0, 'nothing is sent');
        assert.deepEqual(await results(scene), []);
      }
      assertDone(scene, met === 'fine' && !isIncomplete);
      await heal(cell);
    },
  };
}

/** After these the next step would fare no better. */
const hopeless: ReadonlySet<FailureKind> = new Set([
  ...(['badCredentials', 'forbidden', 'redirected', 'notTheApi', 'unresolved'] as const),
  ...(['unreachable', 'certificate', 'proxy'] as const),
]);

/** How the struck step, the first of three, ends, and how the run does. */
function expectedStep({ met, row }: Cell, verb: Verb): { readonly outcome: Outcome; readonly end: RunEnd } {
  if (met === 'fine' || met.kind === 'rateLimited') return { outcome: 'verified', end: 'done' };
  const end = hopeless.has(met.kind) || row.strike.by !== 'fault' ? 'hopeless' : 'done';
  if (met.execution === 'notExecuted') {
    if (end === 'hopeless') return { outcome: 'pending', end };
    return { outcome: met.kind === 'notFound' ? (verb === 'DELETE' ? 'verified' : 'stale') : 'failed', end };
  }
  if (row.committed) return { outcome: 'verified', end: 'done' };
  if (verb === 'POST') return { outcome: 'unknown', end };
  // It was read back that nothing has happened, so a second attempt is no blind one.
  return end === 'done' ? { outcome: 'verified', end } : { outcome: 'failed', end };
}

function bulk(operation: 'create' | 'update' | 'delete', verb: 'POST' | 'PUT' | 'DELETE'): Column {
  return {
    name: `bulk ${operation}`,
    verb,
    of: 'asset',
    run: async (cell) => {
      const { scene } = cell;
      const plan = await planOf(scene, operation);
      await scene.plans.save(plan);
      await strike(cell, verb, /./, 1);
      const { outcome, end } = expectedStep(cell, verb);
      const rest = end === 'done' ? 'verified' : undefined;
      const run = await apply(scene, plan);
      // A delete that met a 404 was not carried out by the sandbox, which had it all the same.
      assert.deepEqual(run, { outcomes: [outcome, rest, rest], end });
      await heal(cell);
      const again = await apply(scene, plan);
      const settled = isOpen(outcome) ? 'verified' : outcome;
      assert.deepEqual(again, { outcomes: [settled, 'verified', 'verified'], end: 'done' });
      const before = scene.sandbox.wireLog.entries.length;
      await apply(scene, plan);
      assert.equal(scene.sandbox.wireLog.entries.length, before, 'a finished plan sends nothing');
    },
  };
}

/** The columns of the matrix: every operation, and which of its requests is struck. */
export const columns: readonly Column[] = [
  reading('list', list, ({ connection }) => connection.client.listAssets({ assetTypeId: 1, page: 1, size: 50 }, user)),
  reading('get', one, ({ connection }) => connection.client.getAsset(target, user)),
  persistent,
  reading('sign-in, whose types are struck', types, signIn),
  reading('sign-in, whose staff is struck', staff, signIn),
  ...writings.flatMap((one) => [writing(one, false), writing(one, true)]),
  ...writings.filter(({ verb }) => verb !== 'POST').map(struckBefore),
  bulk('create', 'POST'),
  bulk('update', 'PUT'),
  bulk('delete', 'DELETE'),
];
