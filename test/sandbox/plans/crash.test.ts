import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { JournaledWrite, Operation, WriteState } from '../../../src/plans/journal';
import { systemClock } from '../../../src/happyfox/clock';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { recoverWrite } from '../../../src/plans/recoverWrite';
import { settledAfter } from '../../../src/happyfox/limits';
import type { FaultRule } from '../../../src/sandbox/sandbox';
import type { Halt, Order } from './dyingProcess';
import type { Named } from '../faults/invariants';
import {
  assertInvariants,
  closeScene,
  createdIn,
  openScene,
  serialIn,
  serialNumber,
  target,
  wire,
  type Scene,
} from '../faults/scene';

const accountId = 'acme.happyfox.com';
const verbs: Readonly<Record<Operation, 'POST' | 'PUT' | 'DELETE'>> = {
  create: 'POST',
  update: 'PUT',
  delete: 'DELETE',
};

const confirmed: Readonly<Record<Operation, Named>> = {
  create: { operation: 'create', name: 'Spare' },
  update: { operation: 'update', assetId: target, parts: new Map([[serialNumber, 'NEW']]) },
  delete: { operation: 'delete', assetId: target },
};

interface Moment {
  readonly name: string;
  readonly halt: Halt;
  /** What holds the write at the server, where the process is killed while it waits for the answer. */
  readonly fault?: FaultRule;
  /** Whether the write has been carried out by then. */
  readonly done: boolean;
  /** What the journal says when the next window starts; undefined: nothing, as nothing was sent. */
  readonly found: WriteState | 'under way' | undefined;
}

/** Every state in which the journal can be when a process dies. */
const moments: readonly Moment[] = [
  { name: 'before the first line is on disk', halt: 'beforeBegin', done: false, found: undefined },
  { name: 'after the first line, with half a line behind it', halt: 'torn', done: false, found: 'under way' },
  { name: 'after the first line, before the request', halt: 'begun', done: false, found: 'under way' },
  {
    name: 'when the request has arrived, before it is carried out',
    halt: 'never',
    fault: { kind: 'stall' },
    done: false,
    found: 'under way',
  },
  {
    name: 'when the request was carried out, before the answer',
    halt: 'never',
    fault: { kind: 'stall', when: 'after' },
    done: true,
    found: 'under way',
  },
  { name: 'after the answer, before the last line', halt: 'beforeEnd', done: true, found: 'under way' },
  { name: 'after the last line', halt: 'ended', done: true, found: 'verified' },
];

describe('A process killed with SIGKILL', () => {
  for (const operation of ['update', 'create', 'delete'] as const) {
    for (const moment of moments) {
      it(`during a ${operation}, ${moment.name}: the next one tells the truth, and only reads`, async () => {
        const scene = await openScene();
        try {
          scene.confirmed.push(confirmed[operation]);
          await dies(scene, operation, moment);
          scene.sandbox.wireLog.clear();
          await assertFound(scene, moment);
          await recover(scene);
          assertCarriedOut(scene, operation, moment.done);
          const [write, ...others] = await read(scene);
          assert.deepEqual(others, []);
          const state = moment.done ? 'verified' : 'failed';
          assert.equal(write?.result?.state, moment.found === undefined ? undefined : state);
          assert.deepEqual(
            wire(scene).filter((line) => !line.startsWith('GET ')),
            [],
            'nothing is sent again',
          );
          assert.equal(wire(scene).length > 0, moment.found === 'under way', 'and nothing is asked in vain');
          await assertInvariants(scene);
        } finally {
          await closeScene(scene);
        }
      });
    }
  }
});

/** Carries out a write in another process, which is killed at its moment. */
async function dies({ sandbox, folder }: Scene, operation: Operation, { halt, fault }: Moment): Promise<void> {
  const { url, apiKey, authCode } = sandbox;
  const held = fault && sandbox.faults.add({ ...fault, method: verbs[operation] });
  const order: Order = { url, apiKey, authCode, folder, operation, halt };
  const child = fork(join(__dirname, 'dyingProcess.js'), [JSON.stringify(order)], { execArgv: [], stdio: 'pipe' });
  const gone = once(child, 'exit');
  await Promise.race([held ? held.applied : once(child, 'message'), early(child)]);
  child.kill('SIGKILL');
  const [, signal] = (await gone) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
  sandbox.faults.clear();
}

/** Rejects when the process ends by itself, with what it said. */
async function early(child: ChildProcess): Promise<never> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === 'SIGKILL') return new Promise(() => undefined);
  throw new Error(`It ended by itself with ${code}.\n${said}`);
}

function read({ folder }: Scene): Promise<readonly JournaledWrite[]> {
  return new JournalFiles(folder, () => 1_000).read(accountId);
}

async function assertFound(scene: Scene, { found }: Moment): Promise<void> {
  const states = (await read(scene)).map(({ result }) => result?.state ?? 'under way');
  assert.deepEqual(states, found === undefined ? [] : [found]);
  const [write] = await read(scene);
  if (write) assert.equal(write.sender, 'gone');
}

/** A create that is not there so long after it was sent has not happened. */
const whenSettled = { now: Date.now, monotonic: (): number => systemClock.monotonic() + settledAfter };

/** What a window does when it starts, twice: the second finds nothing left to do. */
async function recover({ folder, connection: { client }, definition, sandbox }: Scene): Promise<void> {
  for (const again of [false, true]) {
    const asked = sandbox.wireLog.entries.length;
    const journal = new JournalFiles(folder, () => 1_000);
    for (const { entry, result, sender } of await journal.read(accountId)) {
      if (result || sender !== 'gone') continue;
      await journal.end(entry, await recoverWrite({ client, definition, ...whenSettled }, entry));
    }
    if (again) assert.equal(sandbox.wireLog.entries.length, asked);
  }
}

function assertCarriedOut(scene: Scene, operation: Operation, done: boolean): void {
  const { sandbox } = scene;
  if (operation === 'update') assert.equal(serialIn(sandbox), done ? 'NEW' : 'GCJ1353');
  else if (operation === 'create') assert.deepEqual(createdIn(scene), done ? ['Spare'] : []);
  else assert.equal(sandbox.world.asset(target) === undefined, done);
}
