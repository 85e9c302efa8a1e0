import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planDeletes, withIncluded, type Plan } from '../../../src/plans/plan';
import { PlanFiles, PlanTaken } from '../../../src/plans/planFiles';
import type { StepResult } from '../../../src/plans/stepResult';
import { assetWith } from '../assets/samples';
import { planFor } from './fakeAccount';

const account = 'acme.happyfox.com';

let folder: string;
let files: PlanFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hf-planfiles-'));
  files = new PlanFiles(folder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function planOf(count: number): Plan {
  return planFor(
    planDeletes(Array.from({ length: count }, (_, id) => ({ assetTypeId: 1, base: assetWith({}, { id }) }))),
  );
}

function resultOf({ steps }: Plan, index: number, outcome: StepResult['outcome']): StepResult {
  return { step: steps[index]?.id ?? '', outcome, time: 1, assetId: index, before: assetWith({}), after: null };
}

function never(): Promise<void> {
  throw new Error('This plan is not being applied.');
}

function path(ending: string): string {
  const [name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  assert.ok(name, ending);
  return join(folder, name);
}

describe('PlanFiles', () => {
  it('keeps a plan as it is, and replaces it as a whole', async () => {
    const plan = planOf(3);
    await files.save(plan);
    assert.deepEqual(await files.read(account, plan.id), { plan, results: new Map(), state: { kind: 'new' } });
    const altered = withIncluded(plan, new Map([[plan.steps[0]?.id ?? '', false]]));
    await files.save(altered);
    assert.deepEqual((await files.read(account, plan.id))?.plan, altered);
    assert.deepEqual(readdirSync(folder, { recursive: true }).length, 2);
  });

  it('knows the results of a run, and its end', async () => {
    const plan = planOf(3);
    await files.save(plan);
    const record = await files.begin(plan);
    await record.note(resultOf(plan, 0, 'sent'));
    await record.note(resultOf(plan, 0, 'verified'));
    await record.note(resultOf(plan, 1, 'failed'));
    await record.end('cancelled');
    await record.release();
    const kept = await files.read(account, plan.id);
    assert.deepEqual(
      [...(kept?.results.values() ?? [])].map(({ outcome }) => outcome),
      ['verified', 'failed'],
    );
    const state = { kind: 'ended', reason: 'cancelled', tally: { steps: 3, done: 1, troubled: 1 } };
    assert.deepEqual(kept?.state, state);
    const [entry] = await files.list(account);
    assert.deepEqual([entry?.heading.title, entry?.heading.steps, entry?.state], ['Test', 3, state]);
  });

  it('lets one window alone apply a plan', async () => {
    const plan = planOf(1);
    await files.save(plan);
    const record = await files.begin(plan);
    assert.deepEqual((await files.read(account, plan.id))?.state, { kind: 'running' });
    await assert.rejects(new PlanFiles(folder).begin(plan), PlanTaken);
    await files.remove(account, plan.id);
    assert.ok(await files.read(account, plan.id), 'a running plan is not forgotten');
    await record.release();
    await (await new PlanFiles(folder).begin(plan)).release();
  });

  it('calls a plan interrupted whose window died, and lets another go on with it', async () => {
    const plan = planOf(2);
    await files.save(plan);
    const record = await files.begin(plan);
    await record.note(resultOf(plan, 0, 'sent'));
    // No process has this id.
    writeFileSync(path('.claim'), '4194305-dead');
    assert.deepEqual((await files.list(account))[0]?.state, { kind: 'interrupted' });
    const next = await files.begin(plan);
    assert.equal(next.results.get(plan.steps[0]?.id ?? '')?.outcome, 'sent');
    await next.release();
  });

  it('waits for the state in which a living window leaves a plan', async () => {
    const plan = planOf(2);
    await files.save(plan);
    assert.deepEqual(await files.stateLeft(account, plan.id, never), { kind: 'new' });
    await files.begin(plan);
    const looks: string[] = [];
    const again = () => {
      looks.push('again');
      // It dies at the second look.
      if (looks.length === 2) writeFileSync(path('.claim'), '4194305-dead');
      return Promise.resolve();
    };
    assert.deepEqual(await files.stateLeft(account, plan.id, again), { kind: 'interrupted' });
    assert.equal(looks.length, 3, 'looks again before it believes it');
  });

  it('survives a line that a crash has cut short', async () => {
    const plan = planOf(2);
    await files.save(plan);
    const record = await files.begin(plan);
    await record.note(resultOf(plan, 0, 'verified'));
    appendFileSync(path('.run.jsonl'), '{"result":{"step":"');
    await record.note(resultOf(plan, 1, 'verified'));
    await record.release();
    assert.equal((await files.read(account, plan.id))?.results.size, 2);
    assert.deepEqual((await files.list(account))[0]?.state, { kind: 'interrupted' });
  });

  it('does not take a damaged file for a plan', async () => {
    const plan = planOf(2);
    await files.save(plan);
    const text = readFileSync(path('.plan.jsonl'), 'utf8');
    for (const damaged of ['', '{}\n', text.slice(0, text.length / 2)]) {
      writeFileSync(path('.plan.jsonl'), damaged);
      assert.equal(await files.read(account, plan.id), undefined);
    }
    assert.equal(await files.read(account, 'none'), undefined);
  });

  it('forgets the oldest beyond thirty, but none that was interrupted', async () => {
    const first = { ...planOf(1), createdAt: 0 };
    await files.save(first);
    const record = await files.begin(first);
    await record.release();
    for (let age = 1; age <= 31; age += 1) await files.save({ ...planOf(1), createdAt: age });
    const times = (await files.list(account)).map(({ heading }) => heading.createdAt);
    assert.deepEqual([times.length, times[0], times.at(-2), times.at(-1)], [31, 31, 2, 0]);
  });

  it('forgets what it is told to', async () => {
    const heard: string[] = [];
    files.onChange((id) => heard.push(id));
    const [one, other] = [planOf(1), { ...planOf(1), accountId: 'other' }];
    await files.save(one);
    await files.save(other);
    await files.remove(account, one.id);
    assert.deepEqual(await files.list(account), []);
    await files.erase('other');
    assert.equal(await files.read('other', other.id), undefined);
    assert.deepEqual(heard, [account, 'other', account, 'other']);
  });
});
