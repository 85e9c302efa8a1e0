import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Budget } from '../../../src/happyfox/budget';
import type { WriteTurn } from '../../../src/happyfox/client';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { Governor } from '../../../src/happyfox/governor';
import type { Ask } from '../../../src/happyfox/lane';
import { MemoryLedger } from '../../../src/happyfox/memoryLedger';
import { TurnLapsed } from '../../../src/happyfox/turnLapsed';
import { FakeClock, settle } from './fakeClock';

const minute = 60_000;
const generous = { readsPerMinute: 400, writesPerMinute: 200 };

function newGovernor(clock: FakeClock, caps = generous): Governor {
  return new Governor(new Budget(caps, new MemoryLedger()), clock);
}

function ask(method: string, priority: Ask['priority'] = 'user', signal?: AbortSignal): Ask {
  return { described: { method, path: 'asset/1/', host: 'h' }, priority, ...(signal && { signal }) };
}

/** A request whose answer the test gives. */
class Request {
  started = false;
  readonly #answer = Promise.withResolvers<string>();
  readonly result: Promise<string>;

  constructor(governor: Governor, asked: Ask) {
    this.result = governor.run(asked, () => {
      this.started = true;
      return this.#answer.promise;
    });
    this.result.catch(() => undefined);
  }

  async answer(): Promise<void> {
    this.#answer.resolve('ok');
    await settle();
  }

  async fail(error: Error): Promise<void> {
    this.#answer.reject(error);
    await settle();
  }
}

function failure(clock: FakeClock, kind: 'rateLimited' | 'connectionLost', lockout = 10 * minute): HappyFoxError {
  const more = kind === 'rateLimited' ? { status: 429, until: clock.now() + lockout } : {};
  return new HappyFoxError({ kind, execution: 'notExecuted', method: 'GET', path: 'x/', host: 'h', ...more });
}

async function failureOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => assert.fail('did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(HappyFoxError.is(error), String(error));
  return error.failure;
}

describe('Governor', () => {
  it('lets four reads and one write go at a time', async () => {
    const governor = newGovernor(new FakeClock());
    const reads = Array.from({ length: 6 }, () => new Request(governor, ask('GET')));
    const writes = ['POST', 'PUT', 'DELETE'].map((method) => new Request(governor, ask(method)));
    await settle();
    assert.deepEqual(
      reads.map(({ started }) => started),
      [true, true, true, true, false, false],
    );
    assert.deepEqual(
      writes.map(({ started }) => started),
      [true, false, false],
    );
    await reads[2]!.answer();
    await writes[0]!.answer();
    assert.deepEqual([reads[4]!.started, reads[5]!.started], [true, false]);
    assert.deepEqual([writes[1]!.started, writes[2]!.started], [true, false]);
  });

  it('counts PUT and DELETE as writes', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock);
    for (const method of ['POST', 'PUT', 'DELETE', 'GET']) await governor.run(ask(method), () => Promise.resolve());
    assert.deepEqual(governor.state(), { readsLeft: 399, writesLeft: 197 });
    await clock.advance(minute);
    assert.deepEqual(governor.state(), { readsLeft: 400, writesLeft: 200 });
  });

  it('lets a person’s request go before background ones that came earlier', async () => {
    const governor = newGovernor(new FakeClock());
    const running = new Request(governor, ask('PUT'));
    const background = new Request(governor, ask('PUT', 'background'));
    const person = new Request(governor, ask('PUT', 'user'));
    await running.answer();
    assert.deepEqual([person.started, background.started], [true, false]);
    await person.answer();
    assert.equal(background.started, true);
  });

  it('keeps the last fifth of the budget from background work', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 10, writesPerMinute: 10 });
    const background = Array.from({ length: 9 }, () => new Request(governor, ask('GET', 'background')));
    for (const request of background) await request.answer();
    assert.deepEqual([background.filter(({ started }) => started).length, governor.state().readsLeft], [8, 2]);
    const people = Array.from({ length: 3 }, () => new Request(governor, ask('GET')));
    for (const request of people) await request.answer();
    assert.deepEqual(
      people.map(({ started }) => started),
      [true, true, false],
    );
    await clock.advance(minute);
    assert.equal(people[2]!.started, true);
    assert.equal(background[8]!.started, true);
  });

  it('lets a tiny budget be used by both', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    const first = new Request(governor, ask('GET', 'background'));
    const second = new Request(governor, ask('GET', 'background'));
    await first.answer();
    await clock.advance(minute - 1);
    assert.deepEqual([first.started, second.started], [true, false]);
    await clock.advance(1);
    assert.equal(second.started, true);
  });

  it('forgets a request that is cancelled while it waits', async () => {
    const governor = newGovernor(new FakeClock());
    const running = new Request(governor, ask('PUT'));
    const abort = new AbortController();
    const cancelled = new Request(governor, ask('PUT', 'user', abort.signal));
    const next = new Request(governor, ask('PUT'));
    abort.abort();
    const { kind, execution } = await failureOf(cancelled.result);
    assert.deepEqual([kind, execution], ['cancelled', 'notExecuted']);
    await running.answer();
    assert.deepEqual([cancelled.started, next.started], [false, true]);
    const late = new Request(governor, ask('PUT', 'user', abort.signal));
    assert.equal((await failureOf(late.result)).kind, 'cancelled');
  });

  it('ends what waits when it is disposed', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    await governor.run(ask('GET'), () => Promise.resolve());
    const waiting = new Request(governor, ask('GET'));
    governor.dispose();
    assert.equal((await failureOf(waiting.result)).kind, 'cancelled');
    assert.equal((await failureOf(new Request(governor, ask('GET')).result)).kind, 'cancelled');
    assert.equal(clock.pending, 0);
  });

  it('tells its listeners of each change', async () => {
    const governor = newGovernor(new FakeClock());
    let changes = 0;
    const stop = governor.onChange(() => (changes += 1));
    await governor.run(ask('GET'), () => Promise.resolve());
    assert.equal(changes, 1);
    stop();
    await governor.run(ask('GET'), () => Promise.resolve());
    assert.equal(changes, 1);
  });

  it('never lets more go in any 60 seconds than the budget has, and lets all go', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
            method: fc.constantFrom('GET', 'PUT'),
            priority: fc.constantFrom('user' as const, 'background' as const),
            takes: fc.integer({ min: 0, max: 5_000 }),
          }),
          { maxLength: 60 },
        ),
        fc.integer({ min: 1, max: 8 }),
        async (arrivals, cap) => {
          const clock = new FakeClock();
          const governor = newGovernor(clock, { readsPerMinute: cap, writesPerMinute: cap });
          const sent: Record<string, number[]> = { GET: [], PUT: [] };
          const results: Promise<void>[] = [];
          for (const { gap, method, priority, takes } of arrivals) {
            await clock.advance(gap);
            const send = () => {
              sent[method]!.push(clock.now());
              return new Promise<void>((resolve) => void clock.setTimeout(resolve, takes));
            };
            results.push(governor.run(ask(method, priority), send));
          }
          await clock.advance((arrivals.length + 2) * (minute + 5_000));
          await Promise.all(results);
          for (const times of Object.values(sent)) assertWithin(times, cap);
          assert.equal(sent.GET!.length + sent.PUT!.length, arrivals.length);
          assert.equal(clock.pending, 0);
        },
      ),
      { numRuns: 60 },
    ));

  it('uses the whole budget while there is work', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock);
    let sent = 0;
    const all = Array.from({ length: 1_000 }, () => governor.run(ask('GET'), () => Promise.resolve((sent += 1))));
    await clock.advance(0);
    assert.equal(sent, 400);
    await clock.advance(minute - 1);
    assert.equal(sent, 400);
    await clock.advance(1);
    assert.equal(sent, 800);
    await clock.advance(minute);
    await Promise.all(all);
  });
});

describe('a lock-out', () => {
  async function lockedOut(clock: FakeClock, caps = generous): Promise<{ governor: Governor; until: number }> {
    const governor = newGovernor(clock, caps);
    const request = new Request(governor, ask('GET'));
    await request.fail(failure(clock, 'rateLimited'));
    return { governor, until: clock.now() + 10 * minute };
  }

  it('fails what waits and what comes at once, with the time of its end', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock);
    const first = new Request(governor, ask('PUT'));
    const queued = new Request(governor, ask('PUT', 'background'));
    await first.fail(failure(clock, 'rateLimited'));
    const until = clock.now() + 10 * minute;
    for (const request of [
      queued,
      new Request(governor, ask('GET')),
      new Request(governor, ask('GET', 'background')),
    ]) {
      const { kind, execution, until: told } = await failureOf(request.result);
      assert.deepEqual([kind, execution, told, request.started], ['rateLimited', 'notExecuted', until, false]);
    }
    assert.equal(governor.state().lockedUntil, until);
    await clock.advance(10 * minute - 1);
    assert.equal((await failureOf(new Request(governor, ask('GET')).result)).kind, 'rateLimited');
  });

  it('ends by itself, tells so, and lets one probe at a time through until one is answered', async () => {
    const clock = new FakeClock();
    const { governor } = await lockedOut(clock);
    let told = 0;
    governor.onChange(() => (told += 1));
    await clock.advance(10 * minute);
    assert.equal(told, 1);
    assert.equal(governor.state().lockedUntil, undefined);
    const requests = Array.from({ length: 3 }, () => new Request(governor, ask('GET')));
    const write = new Request(governor, ask('PUT'));
    await clock.advance(5_000);
    assert.deepEqual(
      [...requests, write].map(({ started }) => started),
      [true, false, false, false],
    );
    await requests[0]!.answer();
    await clock.advance(250);
    assert.deepEqual(
      [...requests, write].map(({ started }) => started),
      [true, true, true, true],
    );
  });

  it('lets another probe go when one brought no answer', async () => {
    const clock = new FakeClock();
    const { governor } = await lockedOut(clock);
    await clock.advance(10 * minute);
    const [first, second] = [new Request(governor, ask('GET')), new Request(governor, ask('GET'))];
    await settle();
    assert.deepEqual([first.started, second.started], [true, false]);
    await first.fail(failure(clock, 'connectionLost'));
    await clock.advance(250);
    assert.equal(second.started, true);
  });

  it('starts anew when the probe is refused too', async () => {
    const clock = new FakeClock();
    const { governor } = await lockedOut(clock);
    await clock.advance(10 * minute);
    const probe = new Request(governor, ask('GET'));
    await settle();
    await probe.fail(failure(clock, 'rateLimited'));
    assert.equal(governor.state().lockedUntil, clock.now() + 10 * minute);
  });

  it('is followed by a ramp from a tenth of the budget to the whole', async () => {
    const clock = new FakeClock();
    const { governor } = await lockedOut(clock);
    await clock.advance(10 * minute);
    let sent = 0;
    const all = Array.from({ length: 2_000 }, () => governor.run(ask('GET'), () => Promise.resolve((sent += 1))));
    all.forEach((each) => void each.catch(() => undefined));
    await clock.advance(500);
    assert.ok(sent >= 35 && sent <= 45, `${sent} at the start`);
    await clock.advance(minute);
    assert.ok(sent >= 180 && sent <= 340, `${sent} after a minute`);
    await clock.advance(3 * minute);
    const before = sent;
    await clock.advance(minute);
    assert.ok(sent - before >= 380, `${sent - before} in a minute after the ramp`);
    governor.dispose();
  });

  it('is not shortened by a later, shorter one', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock);
    const [one, two] = [new Request(governor, ask('GET')), new Request(governor, ask('GET'))];
    await settle();
    await one.fail(failure(clock, 'rateLimited'));
    await two.fail(failure(clock, 'rateLimited', 1_000));
    assert.equal(governor.state().lockedUntil, clock.now() + 10 * minute);
  });
});

it('a clock set back does not stop the governor', async () => {
  const clock = new FakeClock();
  const governor = newGovernor(clock, { readsPerMinute: 2, writesPerMinute: 2 });
  for (let index = 0; index < 2; index += 1) await governor.run(ask('GET'), () => Promise.resolve());
  clock.set(clock.now() - 60 * minute);
  const waiting = new Request(governor, ask('GET'));
  await clock.advance(minute);
  assert.equal(waiting.started, true);
});

it('a clock set forward lets nothing more go, and shortens no lock-out', async () => {
  const clock = new FakeClock();
  const governor = newGovernor(clock, { readsPerMinute: 2, writesPerMinute: 2 });
  for (let index = 0; index < 2; index += 1) await governor.run(ask('GET'), () => Promise.resolve());
  clock.set(clock.now() + minute);
  const waiting = new Request(governor, ask('GET'));
  await clock.advance(minute - 1);
  assert.equal(waiting.started, false);
  await clock.advance(1);
  await waiting.fail(failure(clock, 'rateLimited'));
  clock.set(clock.now() + 60 * minute);
  assert.equal(governor.state().lockedUntil, clock.now() + 10 * minute);
  assert.equal((await failureOf(new Request(governor, ask('GET')).result)).until, clock.now() + 10 * minute);
});

describe('a turn', () => {
  const write = (priority: Ask['priority'] = 'user', signal?: AbortSignal) => ask('PUT', priority, signal);
  const inTurn = (method: string, turn: WriteTurn): Ask => ({ ...ask(method), turn });
  const send = (governor: Governor, asked: Ask) => governor.run(asked, () => Promise.resolve('ok'));

  it('has its read and its write at once, whoever waits', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    const turn = await governor.turn(write(), true);
    const waiting = [new Request(governor, ask('GET')), new Request(governor, ask('PUT'))];
    assert.equal(await send(governor, inTurn('GET', turn)), 'ok');
    assert.equal(await send(governor, inTurn('PUT', turn)), 'ok');
    turn.release();
    await clock.advance(minute - 1);
    assert.deepEqual(
      waiting.map(({ started }) => started),
      [false, false],
    );
    await clock.advance(2_000);
    assert.deepEqual(
      waiting.map(({ started }) => started),
      [true, true],
    );
  });

  it('comes only when there is room for both', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 4, writesPerMinute: 4 });
    const reads = Array.from({ length: 4 }, () => new Request(governor, ask('GET')));
    let came = false;
    void governor.turn(write(), true).then(() => (came = true));
    const other = new Request(governor, ask('POST'));
    await settle();
    assert.deepEqual([came, governor.state().writesLeft, other.started], [false, 4, false]);
    for (const read of reads) await read.answer();
    assert.equal(came, false);
    await clock.advance(minute);
    assert.equal(came, true);
  });

  it('keeps other writes out until it is released, and gives back what was not used', async () => {
    const governor = newGovernor(new FakeClock());
    const turn = await governor.turn(write('background'), true);
    const other = new Request(governor, ask('PUT'));
    await send(governor, inTurn('GET', turn));
    assert.equal(other.started, false);
    assert.deepEqual(governor.state(), { readsLeft: 399, writesLeft: 199 });
    turn.release();
    turn.release();
    await settle();
    assert.equal(other.started, true);
    assert.deepEqual(governor.state(), { readsLeft: 399, writesLeft: 199 });
    await other.answer();
    assert.equal(governor.isIdle, true);
  });

  it('counts a read that is sent late as of then', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    for (const late of [900, 30_000]) {
      const turn = await governor.turn(write(), true);
      await clock.advance(late);
      const sent = clock.monotonic();
      await send(governor, inTurn('GET', turn));
      turn.release();
      const next = new Request(governor, ask('GET'));
      await clock.advance(sent + minute - 1 - clock.monotonic());
      assert.equal(next.started, false, `${late} ms`);
      await clock.advance(2 * minute);
      assert.equal(next.started, true);
      await next.answer();
      await clock.advance(2 * minute);
    }
  });

  it('counts a write that is sent late as of then too', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 10, writesPerMinute: 10 });
    const turn = await governor.turn(write(), true);
    await clock.advance(5_000);
    await send(governor, inTurn('PUT', turn));
    turn.release();
    assert.equal(governor.state().writesLeft, 8);
    await clock.advance(minute - 4_000);
    assert.equal(governor.state().writesLeft, 9);
  });

  it('is worth nothing once the place of its write has left the window, which others may have filled', async () => {
    const clock = new FakeClock();
    const ledger = new MemoryLedger();
    const [one, other] = [1, 2].map(
      () => new Governor(new Budget({ readsPerMinute: 4, writesPerMinute: 1 }, ledger), clock),
    );
    const turn = await one!.turn(write(), true);
    await clock.advance(minute + 1_000);
    assert.equal(await send(other!, write()), 'ok');
    for (const method of ['PUT', 'POST', 'POST']) {
      const late = new Request(one!, inTurn(method, turn));
      await assert.rejects(late.result, TurnLapsed);
      assert.equal(late.started, false);
    }
    turn.release();
    await waitsForMinute(clock, new Request(one!, write()));
  });

  it('has another place for its write once that has left the window, where the budget has one', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 4, writesPerMinute: 1 });
    const turn = await governor.turn(write(), true);
    await clock.advance(2 * minute);
    assert.equal(await send(governor, inTurn('PUT', turn)), 'ok');
    turn.release();
    await waitsForMinute(clock, new Request(governor, write()));
  });

  it('leaves nothing under way when it is released, whatever of it was used', async () => {
    const governor = newGovernor(new FakeClock());
    for (const used of [[], ['GET'], ['GET', 'GET'], ['PUT'], ['GET', 'PUT']]) {
      const turn = await governor.turn(write(), true);
      for (const method of used) await send(governor, inTurn(method, turn));
      assert.equal(governor.isIdle, false);
      turn.release();
      assert.equal(governor.isIdle, true, used.join());
    }
  });

  it('has its read again at once where that brought no answer, also as the probe after a lock-out', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    const limited = new Request(governor, ask('GET'));
    await limited.fail(failure(clock, 'rateLimited'));
    await clock.advance(11 * minute);
    const turn = await governor.turn(write(), true);
    const first = new Request(governor, inTurn('GET', turn));
    await first.fail(failure(clock, 'connectionLost'));
    const again = new Request(governor, inTurn('GET', turn));
    await settle();
    assert.equal(again.started, true);
    await again.answer();
    assert.equal(await send(governor, inTurn('PUT', turn)), 'ok');
    turn.release();
    assert.equal(governor.isIdle, true);
  });

  it('lasts as long as a write that is sent again in it', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 4, writesPerMinute: 1 });
    const turn = await governor.turn(write(), false);
    for (const seconds of [59, 59, 59]) {
      await clock.advance(seconds * 1_000);
      assert.equal(await send(governor, inTurn('POST', turn)), 'ok');
    }
  });

  it('is worth nothing in a lock-out that began meanwhile', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock);
    const turn = await governor.turn(write(), true);
    const read = new Request(governor, ask('GET'));
    await settle();
    await read.fail(failure(clock, 'rateLimited'));
    const late = new Request(governor, inTurn('PUT', turn));
    const { kind, execution, until } = await failureOf(late.result);
    assert.deepEqual(
      [kind, execution, until, late.started],
      ['rateLimited', 'notExecuted', clock.now() + 10 * minute, false],
    );
  });

  it('is not waited for any more by whoever calls it off, or when all ends', async () => {
    const governor = newGovernor(new FakeClock());
    const first = await governor.turn(write(), true);
    const abort = new AbortController();
    const calledOff = governor.turn(write('user', abort.signal), true);
    const waiting = governor.turn(write(), true);
    abort.abort();
    assert.equal((await failureOf(calledOff)).kind, 'cancelled');
    governor.dispose();
    assert.equal((await failureOf(waiting)).kind, 'cancelled');
    assert.equal((await failureOf(send(governor, inTurn('PUT', first)))).kind, 'cancelled');
  });

  it('that has been released waits like any other request', async () => {
    const clock = new FakeClock();
    const governor = newGovernor(clock, { readsPerMinute: 1, writesPerMinute: 1 });
    const turn = await governor.turn(write(), true);
    await send(governor, inTurn('PUT', turn));
    turn.release();
    const late = new Request(governor, inTurn('PUT', turn));
    await settle();
    assert.equal(late.started, false);
  });
});

/** No window of 60 seconds holds more than `cap` of the times. */
function assertWithin(times: readonly number[], cap: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  for (const [index, first] of sorted.entries()) {
    const inside = sorted.slice(index).filter((at) => at < first + minute).length;
    assert.ok(inside <= cap, `${inside} within 60 s from ${first}, ${cap} allowed`);
  }
}

/** The budget of one is another's as soon as it has left the window, and not before. */
async function waitsForMinute(clock: FakeClock, next: Request): Promise<void> {
  await clock.advance(minute - 1);
  assert.equal(next.started, false);
  await clock.advance(1);
  assert.equal(next.started, true);
}
