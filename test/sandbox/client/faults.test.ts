import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import type { Execution, FailureKind } from '../../../src/happyfox/errors';
import { Sandbox, type FaultRule } from '../../../src/sandbox/sandbox';
import { usualProxy } from '../../fixtures/usualProxy';
import { failureOf, open, user, type Opened } from './open';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Outcome = readonly [kind: FailureKind, execution: Execution, attempts: number];
const verbs: readonly Verb[] = ['GET', 'POST', 'PUT', 'DELETE'];

/** Reads are repeated, and never leave a doubt; writes go out once. */
function passing(kind: FailureKind): (verb: Verb) => Outcome {
  return (verb) => (verb === 'GET' ? [kind, 'notExecuted', 3] : [kind, 'unknown', 1]);
}

/** Nothing was executed, and another attempt would fare no better. */
function lasting(kind: FailureKind): (verb: Verb) => Outcome {
  return () => [kind, 'notExecuted', 1];
}

/** What came is no answer. Nothing to repeat; a write may have been executed. */
function doubtful(kind: FailureKind): (verb: Verb) => Outcome {
  return (verb) => [kind, verb === 'GET' ? 'notExecuted' : 'unknown', 1];
}

const faults: [string, FaultRule, (verb: Verb) => Outcome | undefined][] = [
  ['reset before', { kind: 'reset' }, passing('connectionLost')],
  ['reset after', { kind: 'reset', when: 'after' }, passing('connectionLost')],
  ['reset in the body', { kind: 'resetAt', bytes: 10 }, withBody(passing('connectionLost'))],
  ['body cut short', { kind: 'truncate', bytes: 10 }, withBody(passing('connectionLost'))],
  ['silence before', { kind: 'stall' }, passing('timeout')],
  ['silence after', { kind: 'stall', when: 'after' }, passing('timeout')],
  ['a drip', { kind: 'drip', bytes: 1, everyMilliseconds: 20 }, withBody(passing('timeout'))],
  ...[500, 502, 503, 504].map((status): (typeof faults)[number] => [
    `${status} after`,
    { kind: 'status', status, body: '<h1>Oops</h1>', when: 'after' },
    passing('server'),
  ]),
  ['400', { kind: 'status', status: 400, body: { error: { name: ['Bad.'] } } }, lasting('invalid')],
  ['401', { kind: 'status', status: 401 }, lasting('badCredentials')],
  ['403', { kind: 'status', status: 403, body: { error: 'No.' } }, lasting('forbidden')],
  ['404', { kind: 'status', status: 404, body: { error: 'Gone.' } }, lasting('notFound')],
  ['405', { kind: 'status', status: 405 }, lasting('refused')],
  ['409', { kind: 'status', status: 409 }, doubtful('refused')],
  ['413', { kind: 'status', status: 413 }, lasting('refused')],
  ['422', { kind: 'status', status: 422, body: { name: 'Bad.' } }, lasting('invalid')],
  ['a web page', { kind: 'html' }, doubtful('notTheApi')],
  ['a web page after', { kind: 'html', when: 'after' }, doubtful('notTheApi')],
  [
    'nothing',
    { kind: 'empty', when: 'after' },
    (verb) => (verb === 'DELETE' ? undefined : doubtful('notTheApi')(verb)),
  ],
  ...[301, 302, 307, 308].map((status): (typeof faults)[number] => [
    `redirect ${status}`,
    { kind: 'redirect', status, location: 'https://evil.example/' },
    lasting('redirected'),
  ]),
  ['redirect 303', { kind: 'redirect', status: 303, location: 'https://evil.example/' }, doubtful('redirected')],
  ['20 MB', { kind: 'oversized' }, withBody(doubtful('tooLarge'))],
  ['a gzip bomb', { kind: 'gzipBomb' }, doubtful('tooLarge')],
  [
    'somebody else’s id',
    { kind: 'drift', alter: (json) => ({ ...(json as object), id: 424_242 }) },
    (verb) => (verb === 'GET' || verb === 'PUT' ? doubtful('unreadable')(verb) : undefined),
  ],
  [
    'no id',
    { kind: 'drift', alter: () => ({ name: 'x' }) },
    (verb) => (verb === 'DELETE' ? undefined : doubtful('unreadable')(verb)),
  ],
  ['success false', { kind: 'drift', alter: () => ({ success: false, message: 'No.' }) }, doubtful('invalid')],
];

/** These faults shape the answer's body; a delete is given one. */
function withBody(outcome: (verb: Verb) => Outcome): (verb: Verb) => Outcome {
  return outcome;
}

describe('each fault with each verb', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  /** One that soon gives up, for faults in which nothing comes. A busy machine takes its time for those in which much does. */
  let impatient: Opened;
  let ids: number[];
  let by: number;
  before(async () => {
    sandbox = await Sandbox.start({
      assets: 400,
      assetsByType: { 1: 300 },
      clock: 'virtual',
      switches: { deleteAnswer: 'asset', rateLimit: false },
    });
    connection = open(sandbox);
    impatient = open(sandbox, {}, { deadlines: { headers: 400, idleBody: 400, total: 450 } });
    const staff = await connection.client.listStaff(user);
    by = staff.find(({ active, permissions }) => active && permissions.includes('manage_assets'))!.id;
    ids = [];
    for (let page = 1; page <= 6; page += 1) {
      const { items } = await connection.client.listAssets({ assetTypeId: 1, page, size: 50 }, user);
      ids.push(...items.map(({ id }) => id));
    }
  });
  after(async () => {
    await Promise.all([connection.dispose(), impatient.dispose()]);
    await sandbox.stop();
  });
  afterEach(() => {
    sandbox.faults.clear();
  });

  let serial = 0;
  const calls: Record<Verb, (client: HappyFoxClient, id: number) => Promise<unknown>> = {
    GET: (client, id) => client.getAsset(id, user),
    POST: (client) =>
      client.createAsset({ assetTypeId: 1, content: content(`new-${(serial += 1)}`), createdBy: by }, user),
    PUT: (client, id) => client.updateAsset({ id, content: content(`put-${(serial += 1)}`), updatedBy: by }, user),
    DELETE: (client, id) => client.deleteAsset({ id, deletedBy: by }, user),
  };
  const content = (displayId: string) => ({ name: 'N', displayId, customFields: new Map<number, string>() });

  for (const [what, rule, expected] of faults) {
    for (const verb of verbs) {
      const outcome = expected(verb);
      it(`${verb}, ${what}: ${outcome?.join(', ') ?? 'success'}`, async () => {
        // A fresh asset each time, for some of these deletes happen.
        const id = ids.pop()!;
        sandbox.wireLog.clear();
        sandbox.faults.add({ method: verb, ...rule });
        const { client } = outcome?.[0] === 'timeout' ? impatient : connection;
        const call = calls[verb](client, id);
        if (outcome) {
          const { kind, execution } = await failureOf(call);
          assert.deepEqual([kind, execution, sandbox.wireLog.entries.length], outcome);
        } else {
          await call;
          assert.equal(sandbox.wireLog.entries.length, 1);
        }
      });
    }
  }

  it('a read recovers from two passing faults', async () => {
    sandbox.faults.add({ kind: 'reset', times: 1 });
    sandbox.faults.add({ kind: 'status', status: 502, times: 1 });
    connection.lines.length = 0;
    const id = ids.pop()!;
    assert.equal((await connection.client.getAsset(id, user)).id, id);
    assert.deepEqual(
      connection.lines.map(({ status, attempt }) => [status, attempt]),
      [
        [undefined, 1],
        [502, 2],
        [200, 3],
      ],
    );
  });

  it('a page survives one drifted row', async () => {
    const alter = (json: unknown) => {
      const page = structuredClone(json) as { data: { id: unknown; contacts: unknown }[] };
      page.data[3]!.contacts = 'none';
      return page;
    };
    sandbox.faults.add({ kind: 'drift', alter });
    const page = await connection.client.listAssets({ assetTypeId: 1, page: 1, size: 10 }, user);
    assert.deepEqual([page.items.length, page.unreadable.length], [9, 1]);
    assert.equal(typeof page.unreadable[0]!.id, 'number');
  });

  it('429 is not repeated', async () => {
    const own = open(sandbox);
    sandbox.wireLog.clear();
    sandbox.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
    const started = Date.now();
    const { until, kind } = await failureOf(own.client.listStaff(user));
    assert.equal(kind, 'rateLimited');
    assert.ok(until! >= started + 120_000 && until! <= Date.now() + 120_000);
    assert.equal(sandbox.wireLog.entries.length, 1);
    await own.dispose();
  });
});

describe('where no server listens', () => {
  it('each verb fails as not executed', async () => {
    const gone = await Sandbox.start({ assets: 10 });
    await gone.stop();
    const connection = open(gone);
    const attempts: Record<Verb, number> = { GET: 3, POST: 3, PUT: 1, DELETE: 3 };
    const content = { name: 'N', displayId: 'd', customFields: new Map<number, string>() };
    const calls: Record<Verb, () => Promise<unknown>> = {
      GET: () => connection.client.getAsset(1, user),
      POST: () => connection.client.createAsset({ assetTypeId: 1, content, createdBy: 1 }, user),
      PUT: () => connection.client.updateAsset({ id: 1, content, updatedBy: 1 }, user),
      DELETE: () => connection.client.deleteAsset({ id: 1, deletedBy: 1 }, user),
    };
    for (const verb of verbs) {
      connection.lines.length = 0;
      const { kind, execution, code } = await failureOf(calls[verb]());
      assert.deepEqual(
        [kind, execution, code, connection.lines.length],
        ['unreachable', 'notExecuted', 'ECONNREFUSED', attempts[verb]],
      );
    }
    await connection.dispose();
  });

  it('a name that does not resolve says so', async () => {
    const connection = open(
      { url: 'https://happyfox.invalid' },
      {
        proxy: { ...usualProxy, off: true, systemCertificates: false },
      },
    );
    const { kind, execution } = await failureOf(connection.client.listStaff(user));
    assert.deepEqual([kind, execution], ['unresolved', 'notExecuted']);
    await connection.dispose();
  });
});
