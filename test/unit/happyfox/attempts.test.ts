import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Attempts, mayRepeat } from '../../../src/happyfox/attempts';
import { HappyFoxError, type Execution, type FailureKind } from '../../../src/happyfox/errors';
import type { WireLine } from '../../../src/happyfox/connection';
import type { WireAnswer, WireRequest } from '../../../src/happyfox/transport';
import { FakeClock, settle } from './fakeClock';
import { pathOf, Unshown, withQuery } from '../../../src/happyfox/wirePath';

const user = { priority: 'user' } as const;
const ok: WireAnswer = { status: 200, headers: {}, text: '{"id": 1}' };

/** Attempts over a transport that plays what it is given, then answers well. */
function play(outcomes: (WireAnswer | HappyFoxError)[], random = () => 0.5) {
  const clock = new FakeClock();
  const lines: WireLine[] = [];
  const sent: number[] = [];
  const attempts = new Attempts({
    transport: {
      describe: ({ method, shown }) => ({ method, path: shown, host: 'h' }),
      send: () => {
        sent.push(clock.now());
        const outcome = outcomes.shift() ?? ok;
        return outcome instanceof HappyFoxError ? Promise.reject(outcome) : Promise.resolve(outcome);
      },
    },
    governor: { run: (_, send) => send(), turn: () => Promise.resolve({ release: () => undefined }) },
    clock,
    random,
    log: (line) => lines.push(line),
  });
  return { attempts, clock, lines, sent };
}

function failure(kind: FailureKind, execution: Execution = 'notExecuted', code?: string): HappyFoxError {
  return new HappyFoxError({
    kind,
    execution,
    method: 'GET',
    path: 'x/',
    host: 'h',
    ...(code !== undefined && { code }),
  });
}

const path = withQuery(pathOf`asset/${1}/`, { deleted_by: 1 });
const request = (method: WireRequest['method']): WireRequest => ({ method, ...path });

describe('an attempt', () => {
  it('is told of when it is sent, and so is each that repeats it', async () => {
    const { attempts, clock, sent } = play([failure('timeout', 'unknown')]);
    const told: number[] = [];
    const done = attempts.send(request('GET'), { ...user, onSend: () => told.push(clock.now()) });
    await clock.advance(1_000);
    await done;
    assert.deepEqual([told, told.length, told[0] === told[1]], [sent, 2, false]);
  });
});

describe('how often an attempt is repeated', () => {
  const table: [FailureKind, Execution, { GET: number; POST: number; PUT: number; DELETE: number }][] = [
    ['unresolved', 'notExecuted', { GET: 3, POST: 3, PUT: 1, DELETE: 3 }],
    ['unreachable', 'notExecuted', { GET: 3, POST: 3, PUT: 1, DELETE: 3 }],
    ['timeout', 'notExecuted', { GET: 3, POST: 3, PUT: 1, DELETE: 3 }],
    ['timeout', 'unknown', { GET: 3, POST: 1, PUT: 1, DELETE: 1 }],
    ['connectionLost', 'unknown', { GET: 3, POST: 1, PUT: 1, DELETE: 1 }],
    ['server', 'unknown', { GET: 3, POST: 1, PUT: 1, DELETE: 1 }],
    ['certificate', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['proxy', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['redirected', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['notTheApi', 'unknown', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['unreadable', 'unknown', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['tooLarge', 'unknown', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['rateLimited', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['badCredentials', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['forbidden', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['notFound', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['invalid', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['refused', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
    ['cancelled', 'notExecuted', { GET: 1, POST: 1, PUT: 1, DELETE: 1 }],
  ];
  for (const [kind, execution, times] of table) {
    it(`${kind}, ${execution}: ${JSON.stringify(times)}`, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
        const { attempts, clock, sent } = play(
          Array.from({ length: 9 }, () => failure(kind, execution)),
          () => 0,
        );
        const result = attempts.send(request(method), user).catch((error: unknown) => error);
        await clock.advance(60_000);
        assert.ok(HappyFoxError.is(await result));
        assert.equal(sent.length, times[method], method);
      }
    });
  }

  it('a 503 that says so is never a reason to repeat a create', () => {
    assert.equal(mayRepeat('POST', { ...failure('server').failure, status: 503 }), false);
  });
});

describe('Attempts', () => {
  it('answers with the first good attempt, and logs each', async () => {
    const { attempts, clock, lines } = play([
      failure('connectionLost', 'unknown', 'ECONNRESET'),
      { ...ok, status: 502, text: '' },
    ]);
    const result = attempts.send(
      { method: 'GET', ...withQuery(pathOf`user/${new Unshown('ann@acme.com')}/`, { x: 1 }) },
      user,
    );
    await clock.advance(60_000);
    assert.deepEqual(await result, { id: 1 });
    const common = { method: 'GET', path: 'user/…/', milliseconds: 0 };
    assert.deepEqual(lines, [
      { ...common, status: undefined, failure: 'connectionLost ECONNRESET', attempt: 1 },
      { ...common, status: 502, failure: 'server', attempt: 2 },
      { ...common, status: 200, failure: undefined, attempt: 3 },
    ]);
  });

  it('waits with full jitter, longer each time', async () => {
    const { attempts, clock, sent } = play([failure('server'), failure('server')], () => 0.5);
    const start = clock.now();
    const result = attempts.send(request('GET'), user);
    await clock.advance(60_000);
    await result;
    assert.deepEqual(
      sent.map((at) => at - start),
      [0, 125, 375],
    );
  });

  it('stops waiting when it is cancelled', async () => {
    const { attempts, clock, sent } = play([failure('server')]);
    const abort = new AbortController();
    const result = attempts.send(request('GET'), { ...user, signal: abort.signal }).catch((error: unknown) => error);
    await settle();
    abort.abort();
    const error = await result;
    assert.ok(HappyFoxError.is(error));
    assert.equal(error.failure.kind, 'cancelled');
    assert.deepEqual([sent.length, clock.pending], [1, 0]);
  });

  it('stops repeating when the account’s quota is used up, and earns it back', async () => {
    const outage = Array.from({ length: 1_000 }, () => failure('server'));
    const { attempts, clock, sent } = play(outage);
    for (let reads = 0; reads < 100; reads += 1) {
      const result = attempts.send(request('GET'), user).catch(() => undefined);
      await clock.advance(60_000);
      await result;
    }
    // 500 tokens pay 100 retries; what comes after goes out once.
    assert.equal(sent.length, 200);
    outage.length = 0;
    for (let reads = 0; reads < 5; reads += 1) await attempts.send(request('GET'), user);
    const before = sent.length;
    outage.push(failure('server'), failure('server'));
    const result = attempts.send(request('GET'), user).catch(() => undefined);
    await clock.advance(60_000);
    await result;
    assert.equal(sent.length - before, 2);
  });
});
