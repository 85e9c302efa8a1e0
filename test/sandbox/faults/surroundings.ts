import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAgain, journalAgain, target, theyDelete, theyEdit, type Scene, type SceneOptions } from './scene';
import { failureOf, user } from '../client/open';

/** An operation as it is carried out in other surroundings than the usual ones. */
export type Operated =
  'read' | 'create' | 'update' | 'delete' | 'plan of creates' | 'plan of updates' | 'plan of deletes';

/** How an operation ends: `fine`, a failure's or refusal's word, or of a plan the outcome of its first step. */
export type Ending = string;

/** Something other than an answer that goes wrong. */
export interface Surrounding {
  readonly name: string;
  readonly options?: SceneOptions;
  /** Made so once everything has been opened, before the operation. */
  readonly arrange?: (scene: Scene) => Promise<void> | void;
  /** Undefined: the operation has no such cell. */
  readonly ends: (operated: Operated) => Ending | undefined;
  /** Nobody can read the journal afterwards. */
  readonly blinds?: true;
  /** Whether anything but reads may have been sent; by default where it ends well. */
  readonly mayWrite?: true;
}

const day = 86_400_000;
const isPlan = (operated: Operated): boolean => operated.startsWith('plan');
const writes = (refused: Ending, ofPlans: Ending) => (operated: Operated) =>
  operated === 'read' ? 'fine' : isPlan(operated) ? ofPlans : refused;
const table =
  (endings: Partial<Record<Operated, Ending>>): Surrounding['ends'] =>
  (operated) =>
    endings[operated];

/** A file where a folder is to be: nobody can write below it, root neither. */
function spoil(path: string): void {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, '');
}

/** Another window is answered with a 429. */
async function lockOut(scene: Scene): Promise<void> {
  const { sandbox } = scene;
  const fault = sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
  assert.equal((await failureOf(connectAgain(scene).client.listStaff(user))).kind, 'rateLimited');
  sandbox.faults.remove(fault);
  sandbox.wireLog.clear();
}

/** The rows that no answer brings about: this machine's disk and clock, the user, other windows, colleagues. */
export const surroundings: readonly Surrounding[] = [
  { name: 'the clock is a day ahead', options: { skew: day }, ends: () => 'fine' },
  { name: 'the clock is a day behind', options: { skew: -day }, ends: () => 'fine' },
  {
    name: 'the journal can’t be written',
    arrange: ({ folder }) => spoil(folder),
    // A plan has to look for what an earlier run may have sent.
    ends: writes('JournalUnavailable', 'threw'),
    blinds: true,
  },
  {
    name: 'what becomes of a plan can’t be written down',
    arrange: ({ storage }) => {
      const plans = readdirSync(join(storage, 'plans'), { recursive: true, encoding: 'utf8' });
      const [plan] = plans.filter((name) => name.endsWith('.plan.jsonl'));
      if (plan) mkdirSync(join(storage, 'plans', plan.replace('.plan.', '.run.')));
    },
    ends: (operated) => (isPlan(operated) ? 'threw' : undefined),
  },
  { name: 'the budget can’t be shared', arrange: ({ storage }) => spoil(join(storage, 'budget')), ends: () => 'fine' },
  {
    name: 'the journal holds half a line of a window that was killed',
    arrange: async (scene) => {
      await journalAgain(scene);
    },
    ends: () => 'fine',
  },
  { name: 'another window was locked out', arrange: lockOut, ends: (one) => (isPlan(one) ? 'fine' : 'rateLimited') },
  {
    name: 'the user calls it off before it is sent',
    arrange: (scene) => {
      scene.writer = { ...scene.writer, pace: { priority: 'user', signal: AbortSignal.abort() } };
      scene.stop.abort();
    },
    ends: (operated) => (operated === 'read' ? undefined : isPlan(operated) ? 'nothing' : 'cancelled'),
  },
  {
    name: 'the user calls it off when it has arrived',
    arrange: (scene) => {
      const abort = new AbortController();
      scene.writer = { ...scene.writer, pace: { priority: 'user', signal: abort.signal } };
      for (const method of ['POST', 'PUT', 'DELETE'] as const)
        scene.sandbox.faults.add({ kind: 'stall', when: 'after', method, times: 1 });
      void scene.sandbox.nextRequest(({ method }) => method !== 'GET').then(() => setImmediate(() => abort.abort()));
    },
    // It is looked up, for it has happened.
    ends: (operated) => (operated === 'read' || isPlan(operated) ? undefined : 'fine'),
  },
  {
    name: 'a colleague has changed the same',
    arrange: (scene) => theyEdit(scene, 'THEIRS'),
    ends: table({
      read: 'fine',
      update: 'conflict',
      delete: 'fine',
      'plan of updates': 'stale',
      'plan of deletes': 'stale',
    }),
  },
  {
    name: 'a colleague has changed something else',
    arrange: (scene) => {
      scene.colleagues.push({ operation: 'update', assetId: target, parts: new Map([[47, 'THEIRS']]) });
      scene.sandbox.world.editAsset(target, { values: { 47: 'THEIRS' } });
    },
    ends: table({
      read: 'fine',
      update: 'fine',
      delete: 'fine',
      'plan of updates': 'fine',
      'plan of deletes': 'stale',
    }),
  },
  {
    name: 'a colleague has deleted it',
    arrange: (scene) => theyDelete(scene),
    ends: table({
      read: 'notFound',
      update: 'deletedMeanwhile',
      delete: 'fine',
      'plan of updates': 'stale',
      'plan of deletes': 'fine',
    }),
  },
  {
    name: 'the agent may not any more',
    arrange: ({ sandbox }) => sandbox.world.editStaff(1, { accountAdmin: false, permissions: [] }),
    ends: writes('forbidden', 'pending'),
    mayWrite: true,
  },
  {
    name: 'the agent has left',
    arrange: ({ sandbox }) => sandbox.world.editStaff(1, { active: false }),
    ends: writes('invalid', 'pending'),
    mayWrite: true,
  },
  {
    name: 'the field is gone',
    arrange: ({ sandbox }) => sandbox.world.removeField(45),
    ends: table({ read: 'fine', update: 'fieldRemoved', delete: 'fine', 'plan of updates': 'stale' }),
  },
];

/** Rows of the matrix that no test here reaches, and why. */
export const untestable: readonly (readonly [row: string, why: string])[] = [
  [
    'no route to the host',
    'takes a network without a gateway; it differs from a refused connection by its error code alone (unit)',
  ],
  [
    'sleep and resume',
    'the clocks of a machine can’t be jumped apart; the sockets it kills are those of a reset, its lock-out that of a restart',
  ],
  [
    'a full disk',
    'takes a file system of its own; that nothing can be written is a row, half a line is another, ENOSPC is injected by the soak',
  ],
  [
    'kill -9 in the middle of an operation',
    'has a table of its own, with the same invariants: `../plans/crash.test.ts`, `../plans/planCrash.test.ts`',
  ],
  ['the keyring refuses', 'VS Code’s own; host tests'],
  [
    'the same through the host’s fetch (PAC, Kerberos)',
    'the product has one transport; its proxies are in `../client/proxy.test.ts`',
  ],
  [
    'paging drift',
    'a table of its own against a model: `../finding/crawling.test.ts`; a probe under it is in `late.test.ts`',
  ],
];
