import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { planDeletes, withIncluded, type Plan } from '../../../src/plans/plan';
import { sealed } from '../../../src/disk/sealedLines';
import { JournalUnavailable } from '../../../src/plans/journal';
import { PlanGone, PlanTaken, PlanTakenOver, PlanUnreadable } from '../../../src/plans/planErrors';
import { PlanFiles } from '../../../src/plans/planFiles';
import type { StepResult } from '../../../src/plans/stepResult';
import { assetWith } from '../assets/samples';
import type { Places } from './exhaustedProcess';
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

async function entries() {
  return (await files.list(account)).entries;
}

/** Another has taken the plan's lock since. */
function heldBy(holder: string): void {
  const lock = path('.lock');
  const newest = Math.max(0, ...readdirSync(lock).map((name) => Number(name.replace('.free', ''))));
  writeFileSync(join(lock, String(newest + 1)), holder);
}

/** The process that runs these tests has started this one. */
const otherWindow = `${process.ppid}-other`;

/** What stands in the way of a file; each is tried in its place. */
const obstacles: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (there) => mkdirSync(there),
  'a link that leads to itself': (there) => symlinkSync(there, there),
};

describe('PlanFiles', () => {
  it('keeps a plan as it is, and replaces it as a whole', async () => {
    const plan = planOf(3);
    await files.save(plan);
    assert.deepEqual(await files.read(account, plan.id), { plan, results: new Map(), state: { kind: 'new' } });
    const altered = withIncluded(plan, new Map([[plan.steps[0]?.id ?? '', false]]));
    await files.alter(altered);
    assert.deepEqual((await files.read(account, plan.id))?.plan, altered);
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
    assert.deepEqual(left, []);
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
    const [entry] = await entries();
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
    heldBy('4194305-dead');
    assert.deepEqual((await entries())[0]?.state, { kind: 'interrupted' });
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
      if (looks.length === 2) heldBy('4194305-dead');
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
    appendFileSync(path('.run.jsonl'), '\n{"result":{"step":"');
    await record.release();
    const next = await files.begin(plan);
    await next.note(resultOf(plan, 1, 'verified'));
    await next.release();
    assert.equal((await files.read(account, plan.id))?.results.size, 2);
    assert.deepEqual((await entries())[0]?.state, { kind: 'interrupted' });
  });

  it('reads plans and results from before there were checksums', async () => {
    const plan = planOf(2);
    await files.save(plan);
    const bare = readFileSync(path('.plan.jsonl'), 'utf8').replaceAll(/\t[0-9a-f]{16}$/gm, '');
    writeFileSync(path('.plan.jsonl'), bare);
    const runs = [{ begun: 1 }, { result: resultOf(plan, 0, 'verified') }];
    writeFileSync(
      join(path('.plan.jsonl'), '..', `${plan.id}.run.jsonl`),
      runs.map((line) => JSON.stringify(line)).join('\n'),
    );
    const kept = await files.read(account, plan.id);
    assert.deepEqual([kept?.plan, kept?.results.size, kept?.state], [plan, 1, { kind: 'interrupted' }]);
  });

  it('takes a damaged file neither for a plan nor for none, and leaves it as it is', async () => {
    const [plan, whole] = [planOf(2), planOf(1)];
    await files.save(plan);
    const place = path('.plan.jsonl');
    const text = readFileSync(place, 'utf8');
    await files.save(whole);
    const damages = ['', '{}\n', text.slice(0, text.length / 2), text.replace('"included":true', '"included":false')];
    for (const damaged of damages) {
      writeFileSync(place, damaged);
      await assert.rejects(files.read(account, plan.id), PlanUnreadable);
      const { entries: listed, lost } = await files.list(account);
      assert.equal(listed.length + lost.length, 2);
      assert.ok(listed.some(({ heading }) => heading.id === whole.id));
      for (const one of lost) assert.deepEqual(one, { id: plan.id, file: { kind: 'damaged', path: place } });
      assert.equal(readFileSync(place, 'utf8'), damaged);
    }
    assert.equal(await files.read(account, 'none'), undefined);
    await files.remove(account, plan.id);
    assert.equal(await files.read(account, plan.id), undefined);
  });

  for (const [name, put] of Object.entries(obstacles)) {
    it(`does not begin where the results can’t be read (${name} in their place), and lists the others`, async () => {
      const [plan, other] = [planOf(3), planOf(1)];
      await files.save(plan);
      const record = await files.begin(plan);
      await record.note(resultOf(plan, 0, 'verified'));
      await record.end('done');
      await record.release();
      const runs = path('.run.jsonl');
      rmSync(runs);
      put(runs);
      await files.save(other);
      await assert.rejects(files.begin(plan), PlanUnreadable);
      await assert.rejects(files.read(account, plan.id), PlanUnreadable);
      const states = new Map((await entries()).map(({ heading, state }) => [heading.id, state]));
      assert.equal(states.get(plan.id)?.kind, 'broken');
      assert.deepEqual(states.get(other.id), { kind: 'new' });
      // What stood in the way is gone, and nobody holds the plan.
      rmSync(runs, { recursive: true });
      await (await files.begin(plan)).release();
    });

    it(`calls a plan lost, not gone, that can’t be read (${name} in its place)`, async () => {
      const plan = planOf(1);
      await files.save(plan);
      const place = path('.plan.jsonl');
      rmSync(place);
      put(place);
      await assert.rejects(files.read(account, plan.id), PlanUnreadable);
      const { lost } = await files.list(account);
      assert.deepEqual(
        lost.map(({ id, file }) => [id, file.kind]),
        [[plan.id, 'unreadable']],
      );
    });
  }

  it('takes nothing for absent where no more files can be opened', async function () {
    if (process.platform === 'win32') this.skip();
    const plan = planOf(1);
    await files.save(plan);
    await (await files.begin(plan)).release();
    const places: Places = { plans: folder, journal: folder, plan };
    const script = join(__dirname, 'exhaustedProcess.js');
    const limited = 'ulimit -n 64 && exec "$0" "$1" "$2"';
    const told = execFileSync('sh', ['-c', limited, process.execPath, script, JSON.stringify(places)]);
    assert.deepEqual(JSON.parse(told.toString()), Array<string>(7).fill('EMFILE'));
  });

  it('tells of a folder that can’t be read', async () => {
    await files.save(planOf(1));
    const place = join(path('.plan.jsonl'), '..');
    rmSync(place, { recursive: true });
    symlinkSync(place, place);
    const { entries: listed, lost } = await files.list(account);
    assert.deepEqual([listed, lost.map(({ file }) => file.code)], [[], ['ELOOP']]);
  });

  describe('whose results are damaged', () => {
    const damages: Readonly<Record<string, (text: string, line: string) => string>> = {
      'by a letter': (text, line) => text.replace(line, line.replace('verified', 'verifiex')),
      'by zeros': (text, line) => text.replace(line, line.slice(0, 20) + '\0'.repeat(line.length - 20)),
      'by two lines that became one': (text, line) => text.replace(`${line}\n\n`, line),
      'by a line that is cut short, and that others follow': (text, line) => text.replace(line, line.slice(0, 30)),
      'by something else': (text, line) => text.replace(line, 'null'),
    };
    for (const [name, damage] of Object.entries(damages)) {
      it(`${name} does not go on, is told, and stays as it is`, async () => {
        const plan = planOf(3);
        await files.save(plan);
        const record = await files.begin(plan);
        for (const index of [0, 1, 2]) {
          await record.note(resultOf(plan, index, 'sent'));
          await record.note(resultOf(plan, index, 'verified'));
        }
        await record.end('done');
        await record.release();
        const runs = path('.run.jsonl');
        const text = damage(readFileSync(runs, 'utf8'), sealed({ result: resultOf(plan, 1, 'verified') }));
        assert.notEqual(text, readFileSync(runs, 'utf8'));
        writeFileSync(runs, text);
        await assert.rejects(files.begin(plan), PlanUnreadable);
        assert.deepEqual((await files.read(account, plan.id))?.state, {
          kind: 'broken',
          file: { kind: 'damaged', path: runs },
        });
        assert.equal(readFileSync(runs, 'utf8'), text);
      });
    }

    it('is never forgotten by itself where its end is among it', async () => {
      const first = { ...planOf(1), createdAt: 0 };
      await files.save(first);
      const record = await files.begin(first);
      await record.end('done');
      await record.release();
      const runs = path('.run.jsonl');
      writeFileSync(runs, readFileSync(runs, 'utf8').replace('"done"', '"d\0ne"'));
      for (let age = 1; age <= 31; age += 1) await files.save({ ...planOf(1), createdAt: age });
      const last = (await entries()).at(-1);
      assert.deepEqual([last?.heading.createdAt, last?.state.kind], [0, 'broken']);
    });
  });

  it('notes nothing more once another window has taken the plan over', async () => {
    const plan = planOf(2);
    await files.save(plan);
    const record = await files.begin(plan);
    await record.note(resultOf(plan, 0, 'sent'));
    heldBy(otherWindow);
    const before = readFileSync(path('.run.jsonl'), 'utf8');
    await assert.rejects(record.ensureMine(), PlanTakenOver);
    await assert.rejects(record.note(resultOf(plan, 0, 'pending')), PlanTakenOver);
    await record.end('hopeless');
    await record.release();
    assert.equal(readFileSync(path('.run.jsonl'), 'utf8'), before);
    await assert.rejects(files.begin(plan), PlanTaken);
  });

  it('shows that it lives while it waits', async () => {
    const plan = planOf(1);
    await files.save(plan);
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const record = await files.begin(plan);
      const lock = join(path('.lock'), '1');
      utimesSync(lock, 1, 1);
      mock.timers.tick(60_000);
      while (statSync(lock).mtimeMs < 2_000) await new Promise(setImmediate);
      await record.release();
      utimesSync(lock, 1, 1);
      mock.timers.tick(600_000);
      await new Promise(setImmediate);
      assert.equal(statSync(lock).mtimeMs, 1_000, 'and no longer');
    } finally {
      mock.timers.reset();
    }
  });

  it('tells the log of an end that it can’t write down, and throws where it can’t note what comes next', async () => {
    const told: string[] = [];
    files = new PlanFiles(folder, (line) => told.push(line));
    const plan = planOf(1);
    await files.save(plan);
    const record = await files.begin(plan);
    const runs = path('.run.jsonl');
    rmSync(runs);
    mkdirSync(runs);
    await assert.rejects(record.note(resultOf(plan, 0, 'sent')), JournalUnavailable);
    await record.end('hopeless');
    assert.equal(told.length, 1);
    await record.release();
  });

  it('brings no plan back that was discarded in another window', async () => {
    const plan = planOf(1);
    await files.save(plan);
    await new PlanFiles(folder).remove(account, plan.id);
    await assert.rejects(files.alter(plan), PlanGone);
    await assert.rejects(files.begin(plan), PlanGone);
    assert.deepEqual(await files.list(account), { entries: [], lost: [] });
  });

  it('lets nobody alter a plan that is being applied', async () => {
    const plan = planOf(1);
    await files.save(plan);
    const record = await files.begin(plan);
    await assert.rejects(new PlanFiles(folder).alter(plan), PlanTaken);
    await record.release();
    await files.alter(plan);
  });

  it('forgets the oldest beyond thirty, but none that was interrupted', async () => {
    const first = { ...planOf(1), createdAt: 0 };
    await files.save(first);
    const record = await files.begin(first);
    await record.release();
    for (let age = 1; age <= 31; age += 1) await files.save({ ...planOf(1), createdAt: age });
    const times = (await entries()).map(({ heading }) => heading.createdAt);
    assert.deepEqual([times.length, times[0], times.at(-2), times.at(-1)], [31, 31, 2, 0]);
  });

  it('keeps the one that it is given, though the clock was set back since the others were made', async () => {
    for (let age = 2; age <= 31; age += 1) await files.save({ ...planOf(1), createdAt: age });
    const late = { ...planOf(1), createdAt: 1 };
    await files.save(late);
    assert.deepEqual((await files.read(account, late.id))?.plan, late);
  });

  it('forgets what it is told to', async () => {
    const heard: string[] = [];
    files.onChange((id) => heard.push(id));
    const [one, other] = [planOf(1), { ...planOf(1), accountId: 'other' }];
    await files.save(one);
    await files.save(other);
    await files.remove(account, one.id);
    assert.deepEqual(await files.list(account), { entries: [], lost: [] });
    await files.erase('other');
    assert.equal(await files.read('other', other.id), undefined);
    assert.deepEqual(heard, [account, 'other', account, 'other']);
  });
});
