import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { FaultRule } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

const LOST = /ECONNRESET|socket hang up|aborted|Parse Error/;

describe('The sandbox: faults', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article' });
  });
  afterEach(() => sandbox.stop());

  const rename = (name: string, signal?: AbortSignal) =>
    ask(sandbox, 'asset/659/', {
      method: 'PUT',
      body: { name, updated_by: 1 },
      ...(signal === undefined ? {} : { signal }),
    });
  const name = () => sandbox.world.asset(659)?.name;

  /** Opens a response without reading its end. */
  function open(path: string): Promise<IncomingMessage> {
    const { hostname: host, port } = new URL(sandbox.url);
    const auth = `${sandbox.apiKey}:${sandbox.authCode}`;
    return new Promise((resolve, reject) => {
      const options = { host, port, auth, path: `/api/1.1/json/${path}`, agent: false };
      request(options, resolve).on('error', reject).end();
    });
  }

  /** Reads until the end or the loss of the connection. */
  async function drain(incoming: IncomingMessage): Promise<{ bytes: Buffer; error: unknown }> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      return { bytes: Buffer.concat(chunks), error: undefined };
    } catch (error) {
      return { bytes: Buffer.concat(chunks), error };
    }
  }

  type Lossy = Extract<FaultRule, { kind: 'reset' | 'stall' | 'babble' | 'status' | 'html' | 'redirect' | 'empty' }>;
  const lossy: readonly { readonly rule: Lossy; readonly status: number | undefined }[] = [
    { rule: { kind: 'reset' }, status: undefined },
    { rule: { kind: 'stall' }, status: undefined },
    { rule: { kind: 'babble' }, status: undefined },
    { rule: { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' }, status: 502 },
    { rule: { kind: 'status', status: 503 }, status: 503 },
    { rule: { kind: 'html' }, status: 200 },
    { rule: { kind: 'redirect', location: 'https://evil.example/' }, status: 302 },
    { rule: { kind: 'empty' }, status: 200 },
  ];
  for (const { rule, status } of lossy) {
    for (const when of ['before', 'after'] as const) {
      it(`${rule.kind} ${status ?? ''} ${when} the commit`, async () => {
        const fault = sandbox.faults.add({ ...rule, when, times: 1 });
        const giveUp = new AbortController();
        const asked = rename('changed', giveUp.signal);
        await Promise.race([fault.applied, asked.catch(() => undefined)]);
        await fault.applied;
        equal(name(), when === 'after' ? 'changed' : '21');
        if (rule.kind === 'stall') giveUp.abort();
        if (status === undefined) await rejects(asked, rule.kind === 'stall' ? /abort/i : LOST);
        else equal((await asked).status, status);
        equal(sandbox.wireLog.entries[0]?.status, status);
        equal((await ask(sandbox, 'asset/659/')).status, 200, 'it is spent');
        equal(fault.hits, 1);
      });
    }
  }

  it('status: with a JSON body and headers of its own', async () => {
    sandbox.faults.add({
      kind: 'status',
      status: 429,
      body: { error: 'slow down' },
      headers: { 'Retry-After': 'soon' },
    });
    const { status, headers, json } = await ask(sandbox, 'staff/');
    deepEqual([status, headers['retry-after'], json], [429, 'soon', { error: 'slow down' }]);
  });

  it('html: a page of its own', async () => {
    sandbox.faults.add({ kind: 'html', body: '<title>Portal</title>' });
    const { headers, text } = await ask(sandbox, 'staff/');
    deepEqual([headers['content-type'], text], ['text/html; charset=utf-8', '<title>Portal</title>']);
  });

  it('html: a sign-in page otherwise', async () => {
    sandbox.faults.add({ kind: 'html' });
    match((await ask(sandbox, 'staff/')).text, /^<!doctype html>.*Sign in/);
  });

  it('redirect: any status and place', async () => {
    sandbox.faults.add({ kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/x' });
    const { status, headers } = await ask(sandbox, 'staff/');
    deepEqual([status, headers.location], [307, 'http://127.0.0.1:1/x']);
  });

  it('empty: any status', async () => {
    sandbox.faults.add({ kind: 'empty', status: 204 });
    const { status, text } = await ask(sandbox, 'staff/');
    deepEqual([status, text], [204, '']);
  });

  for (const when of ['before', 'after'] as const) {
    it(`delay: waits for the test, ${when} the commit`, async () => {
      const gate = Promise.withResolvers<undefined>();
      sandbox.faults.add({ kind: 'delay', when, until: gate.promise });
      const arrived = sandbox.nextRequest(() => true);
      const asked = rename('changed');
      await arrived;
      // The commit follows the arrival without a wait in between: one turn later it has happened, or waits for the gate.
      await new Promise((resolve) => setImmediate(resolve));
      equal(name(), when === 'after' ? 'changed' : '21');
      gate.resolve(undefined);
      equal((await asked).json.name, 'changed');
    });
  }

  it('truncate: announces more than it sends', async () => {
    sandbox.faults.add({ kind: 'truncate', bytes: 7 });
    const incoming = await open('asset/659/');
    equal(incoming.statusCode, 200);
    const { bytes, error } = await drain(incoming);
    equal(bytes.toString(), '{"displ');
    match(String(error), LOST);
    ok(Number(incoming.headers['content-length']) > 100);
  });

  it('truncate: in chunks it announces nothing, and has no end', async () => {
    sandbox.faults.add({ kind: 'truncate', bytes: 7, chunked: true });
    const incoming = await open('asset/659/');
    equal(incoming.headers['transfer-encoding'], 'chunked');
    const { bytes, error } = await drain(incoming);
    equal(bytes.length, 7);
    ok(error);
  });

  it('dripHead: a head without an end, until the caller gives up', async () => {
    const fault = sandbox.faults.add({ kind: 'dripHead', everyMilliseconds: 1 });
    const giveUp = new AbortController();
    const asked = rename('changed', giveUp.signal);
    await sandbox.nextRequest(() => true);
    giveUp.abort();
    await rejects(asked, /abort/i);
    await fault.applied;
    equal(name(), 'changed');
  });

  it('unplugged, it refuses connections until it is plugged in again', async () => {
    sandbox.unplug();
    await rejects(ask(sandbox, 'staff/'), /ECONNREFUSED/);
    await sandbox.plug();
    equal((await ask(sandbox, 'staff/')).status, 200);
  });

  it('truncate: half by default, and after the commit', async () => {
    sandbox.faults.add({ kind: 'truncate' });
    await rejects(rename('changed'), LOST);
    equal(name(), 'changed');
  });

  it('resetAt: after so many bytes', async () => {
    sandbox.faults.add({ kind: 'resetAt', bytes: 20, times: 1 });
    const { bytes, error } = await drain(await open('asset/659/'));
    match(String(error), LOST);
    ok(bytes.length <= 20);
    await ask(sandbox, 'staff/');
    sandbox.faults.add({ kind: 'resetAt' });
    await rejects(rename('changed'), LOST);
    equal(name(), 'changed');
  });

  it('drip: everything, a few bytes at a time', async () => {
    sandbox.faults.add({ kind: 'drip', bytes: 100, everyMilliseconds: 1 });
    const { json } = await ask(sandbox, 'asset/659/');
    equal(json.id, 659);
  });

  it('drip: stops when the caller gives up', async () => {
    const fault = sandbox.faults.add({ kind: 'drip' });
    const incoming = await open('staff/');
    equal(incoming.statusCode, 200);
    incoming.destroy();
    await fault.applied;
    equal(fault.hits, 1);
  });

  it('oversized: the true answer, with blanks behind it', async () => {
    sandbox.faults.add({ kind: 'oversized', bytes: 300_001 });
    const { text, json } = await ask(sandbox, 'asset/659/');
    deepEqual([text.length, json.id], [300_001, 659]);
  });

  it('oversized: stops when the caller gives up', async () => {
    const fault = sandbox.faults.add({ kind: 'oversized' });
    (await open('asset/659/')).destroy();
    await fault.applied;
    equal(fault.hits, 1);
  });

  it('gzipBomb: a small body that unpacks to a big one', async () => {
    sandbox.faults.add({ kind: 'gzipBomb', bytes: 5_000_000 });
    const incoming = await open('asset/659/');
    equal(incoming.headers['content-encoding'], 'gzip');
    const { bytes } = await drain(incoming);
    ok(bytes.length < 50_000);
    equal(gunzipSync(bytes).length, 5_000_000);
  });

  it('drift: alters the answer', async () => {
    const alter = (json: unknown) => ({ ...(json as object), id: '659', name: undefined, extra: [1] });
    sandbox.faults.add({ kind: 'drift', alter });
    const { json } = await ask(sandbox, 'asset/659/');
    deepEqual([json.id, 'name' in json, json.extra, json.display_id], ['659', false, [1], '2']);
  });

  it('lateCommit: loses the answer, and carries it out when the test says so', async () => {
    const gate = Promise.withResolvers<undefined>();
    const fault = sandbox.faults.add({ kind: 'lateCommit', until: gate.promise });
    await rejects(rename('late'), LOST);
    equal(name(), '21');
    gate.resolve(undefined);
    await fault.applied;
    equal(name(), 'late');
  });

  it('doubleCommit: carries it out twice', async () => {
    sandbox.faults.add({ kind: 'doubleCommit' });
    sandbox.switches.displayIdUnique = 'no';
    const body = { name: 'twin', display_id: 'twin', created_by: 1 };
    const { status, json } = await ask(sandbox, 'assets/', { method: 'POST', body });
    equal(status, 200);
    const twins = sandbox.world.assets.withDisplayId('twin');
    deepEqual([twins.length, twins[1]], [2, json.id]);
  });

  it('meets requests by method, path and number', async () => {
    const { faults } = sandbox;
    const puts = faults.add({ kind: 'status', status: 500, method: 'PUT', times: 2 });
    const second = faults.add({ kind: 'status', status: 502, path: /[?&]page=2\b/ });
    const staff = faults.add({ kind: 'status', status: 503, path: 'staff/', times: 1 });
    const statuses = [
      (await rename('a')).status,
      (await ask(sandbox, 'assets/?page=2')).status,
      (await ask(sandbox, 'assets/?page=20')).status,
      (await ask(sandbox, 'staff/')).status,
      (await ask(sandbox, 'staff/')).status,
      (await rename('b')).status,
      (await rename('c')).status,
    ];
    deepEqual(statuses, [500, 502, 200, 503, 200, 500, 200]);
    deepEqual([puts.hits, second.hits, staff.hits], [2, 1, 1]);
    equal(name(), 'c');
  });

  it('meets the first fault that matches, until it is taken out of force', async () => {
    const first = sandbox.faults.add({ kind: 'status', status: 501 });
    sandbox.faults.add({ kind: 'status', status: 502 });
    equal((await ask(sandbox, 'staff/')).status, 501);
    sandbox.faults.remove(first);
    equal((await ask(sandbox, 'staff/')).status, 502);
    sandbox.faults.clear();
    equal((await ask(sandbox, 'staff/')).status, 200);
  });

  it('still checks credentials behind a fault that carries out the request', async () => {
    sandbox.faults.add({ kind: 'empty', when: 'after' });
    const headers = { authorization: undefined };
    await ask(sandbox, 'asset/659/?deleted_by=1', { method: 'DELETE', headers });
    notEqual(sandbox.world.asset(659), undefined);
  });

  it('a bug in a test’s own fault is a 500 that names it', async () => {
    sandbox.faults.add({
      kind: 'drift',
      alter: () => {
        throw new Error('my own fault');
      },
    });
    const { status, text } = await ask(sandbox, 'staff/');
    equal(status, 500);
    match(text, /my own fault/);
  });
});
