import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Budget } from '../../../src/happyfox/budget';
import { FileLedger } from '../../../src/happyfox/fileLedger';
import { Governor, type Ask } from '../../../src/happyfox/governor';
import { FakeClock } from './fakeClock';

const minute = 60_000;

describe('FileLedger', () => {
  let folder: string;
  let file: string;
  let windows: number;
  const clock = new FakeClock();
  const start = clock.now();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    file = join(folder, 'budget.json');
    windows = 0;
    clock.set(start);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (cap: number, at = file): Budget => {
    windows += 1;
    return new Budget({ readsPerMinute: cap, writesPerMinute: cap }, new FileLedger(at, `window${windows}`));
  };
  const take = (budget: Budget, at = clock.now()) => budget.take('read', 'user', at).kind;
  const minuteFile = (at: number) => `${file}.${Math.floor(at / minute)}`;

  it('shares one budget between windows', () => {
    const [one, two] = [open(3), open(3)];
    assert.deepEqual([take(one), take(two), take(one), take(two), take(one)], ['go', 'go', 'go', 'wait', 'wait']);
    assert.equal(two.state(start).readsLeft, 0);
    assert.equal(take(two, start + minute), 'go');
  });

  it('shares it with a window that comes later', () => {
    const one = open(2);
    take(one);
    take(one);
    assert.equal(take(open(2)), 'wait');
  });

  it('counts over the turn of the minute', () => {
    const turn = Math.ceil(start / minute) * minute + minute;
    const [one, two] = [open(2), open(2)];
    assert.equal(take(one, turn - 1), 'go');
    assert.equal(take(two, turn + 1), 'go');
    assert.equal(take(one, turn + 2), 'wait');
    assert.equal(take(two, turn + 2), 'wait');
    assert.equal(take(two, turn + minute), 'go');
  });

  it('shares the lock-out, and its end', () => {
    const [one, two] = [open(300), open(300)];
    one.lockOut(start + 10 * minute, start);
    assert.deepEqual(two.take('read', 'user', start + 1), { kind: 'lockedOut', until: start + 10 * minute });
    assert.deepEqual(open(300).take('write', 'user', start + 2), { kind: 'lockedOut', until: start + 10 * minute });
    const after = start + 10 * minute;
    assert.equal(take(one, after), 'go');
    assert.equal(take(two, after + 1), 'wait', 'one probe for all windows');
    one.prove(after + 2);
    assert.equal(take(two, after + 3), 'go');
  });

  it('keeps the longer lock-out', () => {
    const [one, two] = [open(3), open(3)];
    one.lockOut(start + 10 * minute, start);
    two.lockOut(start + 1_000, start);
    assert.deepEqual(one.take('read', 'user', start + 2_000), { kind: 'lockedOut', until: start + 10 * minute });
  });

  it('passes over damage', () => {
    const one = open(3);
    take(one);
    appendFileSync(minuteFile(start), `garbage\n${start} re\n\u0000\u0000\n${start + 1e9} read other-1\n${start} rea`);
    const two = open(3);
    assert.deepEqual([take(two), take(one), take(two)], ['go', 'go', 'wait']);
    for (const damage of ['', '{', 'null', '{"until": "soon"}', `{"until": ${start + 1e12}}`, '[]']) {
      writeFileSync(file, damage);
      assert.equal(open(3).state(start).lockedUntil, undefined, damage);
    }
  });

  it('goes on when the files vanish', () => {
    const one = open(3);
    take(one);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    assert.deepEqual([take(one), take(one), take(one)], ['go', 'go', 'wait']);
  });

  it('goes on alone where nothing can be written', () => {
    const alone = open(2, join(folder, 'no', 'such', 'folder'));
    assert.deepEqual([take(alone), take(alone), take(alone)], ['go', 'go', 'wait']);
    alone.lockOut(start + minute, start);
    assert.equal(take(alone), 'lockedOut');
    chmodSync(folder, 0o500);
    const budget = open(2);
    assert.deepEqual([take(budget), take(budget), take(budget)], ['go', 'go', 'wait']);
    chmodSync(folder, 0o700);
  });

  it('survives a clock that is set back', () => {
    const one = open(2);
    take(one);
    take(one);
    const earlier = start - 60 * minute;
    assert.equal(take(one, earlier), 'wait');
    assert.equal(take(one, earlier + minute), 'go');
    assert.equal(take(open(2), earlier + minute), 'go', 'a new window knows of the one alone');
  });

  it('removes old minutes', () => {
    const one = open(300);
    for (let minutes = 0; minutes < 10; minutes += 1) take(one, start + minutes * minute);
    assert.ok(readdirSync(folder).length <= 4, readdirSync(folder).join());
  });

  it('writes times, marks and windows, nothing else', () => {
    take(open(3));
    assert.equal(readFileSync(minuteFile(start), 'latin1'), `\n${start} read window1-1\n`);
  });

  it('two governors on one file never let more go in any 60 seconds than the budget has', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 })),
            window: fc.integer({ min: 0, max: 1 }),
            method: fc.constantFrom('GET', 'PUT'),
            priority: fc.constantFrom('user' as const, 'background' as const),
          }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 5 }),
        async (arrivals, cap) => {
          const time = new FakeClock(start);
          const here = mkdtempSync(join(folder, 'run-'));
          const governors = [open(cap, join(here, 'b')), open(cap, join(here, 'b'))].map((b) => new Governor(b, time));
          const sent: Record<string, number[]> = { GET: [], PUT: [] };
          const results: Promise<unknown>[] = [];
          for (const { gap, window, method, priority } of arrivals) {
            await time.advance(gap);
            const ask: Ask = { described: { method, path: 'x/', host: 'h' }, priority };
            results.push(governors[window]!.run(ask, () => Promise.resolve(sent[method]!.push(time.now()))));
          }
          await time.advance((arrivals.length + 1) * minute);
          await Promise.all(results);
          for (const times of Object.values(sent)) assertWithin(times, cap);
          assert.equal(sent.GET!.length + sent.PUT!.length, arrivals.length);
        },
      ),
      { numRuns: 40 },
    ));
});

/** No window of 60 seconds holds more than `cap` of the times. */
function assertWithin(times: readonly number[], cap: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  for (const [index, first] of sorted.entries()) {
    const inside = sorted.slice(index).filter((at) => at < first + minute).length;
    assert.ok(inside <= cap, `${inside} within 60 s from ${first}, ${cap} allowed`);
  }
}
