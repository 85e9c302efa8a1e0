import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Budget } from '../../../src/happyfox/budget';
import { FileLedger } from '../../../src/happyfox/fileLedger';
import { Governor } from '../../../src/happyfox/governor';
import type { Ask } from '../../../src/happyfox/lane';
import { sentWithin } from '../../../src/happyfox/limits';
import { TellOnce } from '../../../src/happyfox/tellOnce';
import { FakeClock } from './fakeClock';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('FileLedger', () => {
  let folder: string;
  let file: string;
  let clock: FakeClock;
  let told: string[];
  const start = new FakeClock().monotonic();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    file = join(folder, 'budgets', 'budget.json');
    clock = new FakeClock();
    told = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (cap: number, at = file, time = clock): Budget => {
    const ledger = new FileLedger(at, time, new TellOnce((code) => told.push(code)));
    return new Budget({ readsPerMinute: cap, writesPerMinute: cap }, ledger);
  };
  const take = (budget: Budget, at = clock.monotonic()) =>
    budget.take({ purposes: ['read'], priority: 'user' }, at).kind;
  const minuteFile = (at: number) => `${file}.${Math.floor(at / minute)}`;
  const files = () => readdirSync(join(folder, 'budgets'));

  it('makes its folder, and shares one budget between windows', () => {
    const [one, two] = [open(3), open(3)];
    assert.deepEqual([take(one), take(two), take(one), take(two), take(one)], ['go', 'go', 'go', 'wait', 'wait']);
    assert.equal(two.state(start).readsLeft, 0);
    assert.equal(take(two, start + minute), 'go');
    assert.deepEqual([existsSync(minuteFile(start)), told], [true, []]);
  });

  it('shares it with a window that comes later', () => {
    const one = open(2);
    take(one);
    take(one);
    one.close();
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

  it('takes back what was not sent, for all windows', () => {
    const [one, two] = [open(1), open(1)];
    const turn = one.take({ purposes: ['write', 'read'], priority: 'user' }, start);
    assert.ok(turn.kind === 'go');
    assert.equal(take(two), 'wait');
    one.giveBack(turn.entries);
    assert.equal(two.state(start).writesLeft, 1);
    assert.deepEqual([take(two), take(one)], ['go', 'wait']);
  });

  it('takes all that is asked for or nothing', () => {
    const budget = open(1);
    take(budget);
    assert.equal(budget.take({ purposes: ['write', 'read'], priority: 'user' }, start).kind, 'wait');
    assert.equal(budget.state(start).writesLeft, 1);
  });

  describe('the clock of the machine', () => {
    it('frees nothing when it is set forward, neither here nor in a new window', () => {
      const one = open(2);
      take(one);
      take(one);
      clock.set(clock.now() + minute);
      assert.deepEqual([take(one), take(open(2))], ['wait', 'wait']);
      clock.set(clock.now() + day);
      assert.deepEqual([take(one), take(open(2))], ['wait', 'wait']);
    });

    it('holds nothing back when it is set back, neither here nor in a new window', async () => {
      const one = open(2);
      take(one);
      take(one);
      clock.set(clock.now() - day);
      assert.equal(take(one), 'wait');
      await clock.advance(minute);
      assert.deepEqual([take(one), take(open(2))], ['go', 'go']);
    });

    it('neither shortens nor lengthens a lock-out', async () => {
      const one = open(300);
      one.lockOut(10 * minute, start);
      for (const change of [minute, 30 * minute, -2 * day]) {
        clock.set(clock.now() + change);
        for (const window of [one, open(300)]) assert.equal(window.lockedUntil(start + 1), start + 10 * minute);
      }
      await clock.advance(10 * minute);
      assert.deepEqual([take(one), open(300).lockedUntil(clock.monotonic())], ['go', undefined]);
    });
  });

  describe('after the machine has started again', () => {
    const restarted = (milliseconds: number, takes: number) =>
      new FakeClock(new FakeClock().now() + takes, milliseconds);

    it('counts what may have been sent less than a minute before', () => {
      take(open(2));
      take(open(2));
      assert.equal(take(open(2, file, restarted(20_000, 30_000)), 20_000), 'wait');
      const late = restarted(minute, minute + 10_000);
      assert.equal(take(open(2, file, late), late.monotonic()), 'go');
    });

    it('knows by the calendar how long a lock-out has to run, and never longer than that', () => {
      open(300).lockOut(10 * minute, start);
      const later = restarted(30_000, 4 * minute);
      assert.equal(open(300, file, later).lockedUntil(30_000), 30_000 + 6 * minute);
      assert.equal(open(300, file, restarted(30_000, 11 * minute)).lockedUntil(30_000), undefined);
      const setBack = open(300, file, restarted(30_000, -day));
      assert.equal(setBack.lockedUntil(30_000), 10 * minute);
    });

    it('takes no lock-out of another day for one that runs, though the machine has been on as long', () => {
      open(300).lockOut(10 * minute, start);
      assert.equal(open(300, file, restarted(start + minute, day)).lockedUntil(start + minute), undefined);
    });
  });

  it('shares the lock-out, and its end', () => {
    const [one, two] = [open(300), open(300)];
    one.lockOut(10 * minute, start);
    const locked = { kind: 'lockedOut', until: start + 10 * minute };
    assert.deepEqual(two.take({ purposes: ['read'], priority: 'user' }, start + 1), locked);
    assert.deepEqual(open(300).take({ purposes: ['write'], priority: 'user' }, start + 2), locked);
    const after = start + 10 * minute;
    assert.equal(take(one, after), 'go');
    assert.equal(take(two, after + 1), 'wait', 'one probe for all windows');
    one.prove(after + 2);
    assert.equal(take(two, after + 3), 'go');
  });

  it('keeps the longer lock-out, whoever writes last', () => {
    const [one, two] = [open(3), open(3)];
    assert.equal(one.lockOut(10 * minute, start), start + 10 * minute);
    assert.equal(two.lockOut(1_000, start), start + 10 * minute);
    for (const window of [one, two, open(3)]) assert.equal(window.lockedUntil(start + 2_000), start + 10 * minute);
    // As one does that had read the file before the longer one was there.
    const shorter = { at: start, until: start + 1_000, ends: clock.now() + 1_000, proven: false };
    writeFileSync(file, JSON.stringify(shorter));
    appendFileSync(minuteFile(start), `\n${start} lockout x\n`);
    assert.equal(one.lockedUntil(start + 2), start + 10 * minute);
    assert.equal(open(3).lockedUntil(start + 3), start + 10 * minute);
  });

  it('passes over damage', () => {
    const one = open(3);
    take(one);
    appendFileSync(minuteFile(start), `garbage\n${start} re\n\u0000\u0000\n${start + 1e9} read other-1\n${start} rea`);
    const two = open(3);
    assert.deepEqual([take(two), take(one), take(two)], ['go', 'go', 'wait']);
    assert.deepEqual(told, []);
    const endless = JSON.stringify({ at: start, until: start + 1e12, ends: clock.now() + 1e12, proven: false });
    for (const damage of ['', '{', 'null', '{"until": "soon"}', endless, '[]']) {
      told = [];
      writeFileSync(file, damage);
      const window = open(3);
      assert.equal(window.state(start).lockedUntil, undefined, damage);
      window.state(start);
      assert.deepEqual(told, ['the file of the lock-out is damaged'], damage);
    }
  });

  it('goes on when the files vanish, and shares again', () => {
    const one = open(3);
    take(one);
    for (const name of files()) rmSync(join(folder, 'budgets', name));
    assert.deepEqual([take(one), take(one), take(one)], ['go', 'go', 'wait']);
    assert.equal(open(3).state(start).readsLeft, 1);
  });

  it('goes on alone where nothing can be written, and says so once', () => {
    writeFileSync(join(folder, 'no'), '');
    const alone = open(2, join(folder, 'no', 'folder', 'b'));
    assert.deepEqual([take(alone), take(alone), take(alone)], ['go', 'go', 'wait']);
    alone.lockOut(minute, start);
    assert.equal(take(alone), 'lockedOut');
    assert.deepEqual(told, ['ENOTDIR']);
  });

  it('goes on alone in a folder of somebody else', function () {
    // The root may write anywhere.
    if (process.getuid?.() === 0) this.skip();
    chmodSync(folder, 0o500);
    const budget = open(2);
    assert.deepEqual([take(budget), take(budget), take(budget)], ['go', 'go', 'wait']);
    chmodSync(folder, 0o700);
    assert.deepEqual(told, ['EACCES']);
  });

  it('removes old minutes, and those of another start of the machine', () => {
    const one = open(300);
    take(one);
    writeFileSync(minuteFile(start + 900 * minute), '');
    for (let minutes = 1; minutes < 10; minutes += 1) take(one, start + minutes * minute);
    assert.ok(files().length <= 4, files().join());
  });

  it('removes those of a key or address that nobody uses any more, and nothing that may still count', () => {
    const gone = (at: number) => `${join(folder, 'budgets', 'gone.json')}.${Math.floor(at / minute)}`;
    take(open(300));
    const old = [gone(start - 3 * minute), gone(start + 900 * minute)];
    const near = [gone(start - 2 * minute), gone(start), gone(start + minute)];
    for (const path of [...old, ...near]) writeFileSync(path, '');
    take(open(300, file), start);
    assert.deepEqual([...old, ...near].filter(existsSync), near);
    writeFileSync(gone(start), '');
    take(open(300, file, new FakeClock(clock.now(), 20_000)), 20_000);
    assert.ok(existsSync(gone(start)), 'of less than a minute before the machine started again');
  });

  it('writes times, marks and names, nothing else', () => {
    take(open(3));
    assert.match(readFileSync(minuteFile(start), 'latin1'), /^\n36000000 read [0-9a-f-]{36}-1\n$/);
  });

  it('lets no more go than the budget has, however long after its look a window writes, and in whichever minute the others are', () => {
    const step = fc.record({
      window: fc.nat(1),
      mark: fc.constantFrom('read' as const, 'write' as const),
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: minute })),
    });
    const looks = [59_999, 1].map((gap, window) => ({ window, mark: 'read' as const, gap }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (steps, most) => {
        const path = join(mkdtempSync(join(folder, 'run-')), 'b');
        let now = start;
        const time = { now: () => clock.now(), monotonic: () => now, setTimeout: () => () => undefined };
        const windows = [1, 2].map(() => ({
          ledger: new FileLedger(path, time, new TellOnce((code) => told.push(code))),
          looked: undefined as number | undefined,
        }));
        const gone: Record<'read' | 'write', number[]> = { read: [], write: [] };
        for (const [index, { window, mark, gap }] of steps.entries()) {
          now += gap;
          const one = windows[window]!;
          const { ledger, looked } = one;
          if (looked !== undefined && now - looked < minute) {
            const at = mark === 'write' ? looked + sentWithin : looked;
            const isFull = ledger.times(mark).size >= most;
            if (!isFull && ledger.add({ mark, at, name: `${index}` }, most)) gone[mark].push(at);
            one.looked = undefined;
          } else {
            ledger.refresh(now);
            one.looked = now;
          }
        }
        for (const { ledger } of windows) ledger.close();
        assert.deepEqual(told, []);
        for (const times of Object.values(gone)) assertWithin(times, most);
      }),
      // Each looks in a minute of its own before either writes.
      { numRuns: 200, examples: [[[...looks, ...looks.map((look) => ({ ...look, gap: 0 }))], 1]] },
    );
  });

  it('two governors on one file never let more go in any 60 seconds than the budget has', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 })),
            window: fc.integer({ min: 0, max: 1 }),
            method: fc.constantFrom('GET', 'PUT', 'TURN'),
            priority: fc.constantFrom('user' as const, 'background' as const),
            set: fc.constantFrom(0, 0, 0, minute, -day),
          }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3_000 }),
        async (arrivals, cap, latency) => {
          const time = new FakeClock();
          const here = mkdtempSync(join(folder, 'run-'));
          const shared = () => open(cap, join(here, 'b'), time);
          const governors = [shared(), shared()].map((budget) => new Governor(budget, time));
          const sent: Record<string, number[]> = { GET: [], PUT: [] };
          const results: Promise<unknown>[] = [];
          const send = async (governor: Governor, method: string, ask: Omit<Ask, 'described'>) => {
            const described = { method, path: 'x/', host: 'h' };
            await governor.run({ described, ...ask }, async () => {
              sent[method]!.push(time.monotonic());
              await new Promise<void>((resolve) => time.setTimeout(resolve, latency));
            });
          };
          const change = async (governor: Governor, priority: Ask['priority']) => {
            const turn = await governor.turn({ described: { method: 'PUT', path: 'x/', host: 'h' }, priority }, true);
            await send(governor, 'GET', { priority, turn });
            await send(governor, 'PUT', { priority, turn });
            turn.release();
          };
          for (const { gap, window, method, priority, set } of arrivals) {
            await time.advance(gap);
            time.set(time.now() + set);
            const governor = governors[window]!;
            results.push(method === 'TURN' ? change(governor, priority) : send(governor, method, { priority }));
          }
          await time.advance((arrivals.length * 2 + 1) * (minute + latency));
          await Promise.all(results);
          for (const times of Object.values(sent)) assertWithin(times, cap);
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
