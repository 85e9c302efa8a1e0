import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

describe('The sandbox: wire log', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article', clock: 'virtual', startsAt: '2026-01-15T09:00:00Z' });
  });
  afterEach(() => sandbox.stop());

  it('holds each request with its answer', async () => {
    await ask(sandbox, 'assets/?asset_type=1&size=2');
    sandbox.clock.advance(5);
    const body = { name: 'x', updated_by: 3 };
    await ask(sandbox, 'asset/659/', { method: 'PUT', body });
    const at = Date.parse('2026-01-15T09:00:00Z');
    const base = '/api/1.1/json/';
    deepEqual(sandbox.wireLog.entries, [
      {
        ...{ sequence: 1, method: 'GET', path: `${base}assets/`, query: { asset_type: '1', size: '2' } },
        ...{ body: undefined, status: 200, at },
      },
      { sequence: 2, method: 'PUT', path: `${base}asset/659/`, query: {}, body, status: 403, at: at + 5 },
    ]);
    sandbox.wireLog.clear();
    deepEqual(sandbox.wireLog.entries, []);
    await ask(sandbox, 'nowhere');
    deepEqual(
      sandbox.wireLog.entries.map(({ sequence, status }) => [sequence, status]),
      [[3, 404]],
    );
  });

  it('holds refused strangers, and never a credential', async () => {
    await ask(sandbox, 'staff/', { headers: { origin: 'https://evil.example' } });
    await ask(sandbox, 'staff/', { headers: { authorization: undefined } });
    await ask(sandbox, 'staff/');
    deepEqual(
      sandbox.wireLog.entries.map(({ status }) => status),
      [403, 401, 200],
    );
    const text = JSON.stringify(sandbox.wireLog.entries);
    equal(text.includes(sandbox.apiKey) || text.includes(sandbox.authCode), false);
  });

  it('tells of a request as it arrives, before it is carried out', async () => {
    let release: (value?: unknown) => void = () => undefined;
    sandbox.faults.add({ kind: 'delay', method: 'PUT', until: new Promise((resolve) => (release = resolve)) });
    const arrival = sandbox.nextRequest(({ method }) => method === 'PUT');
    const answer = sandbox.wireLog.nextAnswer(({ method }) => method === 'PUT');
    const asked = ask(sandbox, 'asset/659/', { method: 'PUT', body: { name: 'late', updated_by: 1 } });
    const entry = await arrival;
    equal(entry.status, undefined);
    equal(sandbox.world.asset(659)?.name, '21');
    release();
    equal((await asked).status, 200);
    deepEqual([(await answer).status, (await answer).sequence], [200, entry.sequence]);
    equal(sandbox.world.asset(659)?.name, 'late');
  });

  it('leaves the status of a lost answer open', async () => {
    sandbox.faults.add({ kind: 'reset', when: 'after' });
    await rejects(ask(sandbox, 'staff/'));
    equal(sandbox.wireLog.entries[0]?.status, undefined);
  });

  it('rejects who still waits when the sandbox stops', async () => {
    const other = await Sandbox.start({ account: 'empty' });
    const waiting = rejects(
      other.nextRequest(() => true),
      /stopped/,
    );
    await other.stop();
    await waiting;
  });
});
