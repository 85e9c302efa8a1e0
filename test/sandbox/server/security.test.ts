import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

describe('The sandbox: keeping strangers out', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article' });
  });
  afterEach(() => sandbox.stop());

  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it('listens on 127.0.0.1 alone', async () => {
    match(sandbox.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(sandbox.url).port);
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    for (const { address } of others.filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'))) {
      await rejects(
        new Promise((resolve, reject) => {
          const socket = connect({ host: address, port }, () => resolve(socket.destroy()));
          socket.on('error', reject);
        }),
        /ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH|EAFNOSUPPORT/,
        address,
      );
    }
  });

  it('makes up new credentials at each start, unless they are given', async () => {
    const given = await Sandbox.start({ account: 'empty', apiKey: 'key', authCode: 'code' });
    deepEqual([given.apiKey, given.authCode], ['key', 'code']);
    equal((await ask(given, 'staff/', { headers: { authorization: basic('key', 'code') } })).status, 200);
    notEqual(sandbox.apiKey, sandbox.authCode);
    match(sandbox.apiKey, /^[0-9a-f]{32}$/);
    const another = await Sandbox.start({ account: 'empty' });
    notEqual(another.apiKey, sandbox.apiKey);
    equal(
      (await ask(another, 'staff/', { headers: { authorization: basic(sandbox.apiKey, sandbox.authCode) } })).status,
      401,
    );
    await Promise.all([given.stop(), another.stop()]);
  });

  it('refuses other credentials and schemes', async () => {
    const { apiKey, authCode } = sandbox;
    const wrong = [
      undefined,
      '',
      'Basic',
      'Basic !!!',
      basic(apiKey, ''),
      basic('', authCode),
      basic(authCode, apiKey),
      basic(apiKey, `${authCode} `),
      basic(`${apiKey}:`, authCode),
      basic(apiKey, authCode).replace('Basic', 'Bearer'),
    ];
    for (const authorization of wrong) {
      const { status, headers, json } = await ask(sandbox, 'staff/', { headers: { authorization } });
      equal(status, 401, authorization);
      equal(headers['www-authenticate'], 'Basic realm="Basic"');
      deepEqual(json, { error: 'Invalid API key or auth code' });
    }
  });

  it('writes nothing without credentials, whatever else is right', async () => {
    const headers = { authorization: undefined };
    equal((await ask(sandbox, 'asset/659/?deleted_by=1', { method: 'DELETE', headers })).status, 401);
    ok(sandbox.world.asset(659));
  });

  it('answers to its own address alone', async () => {
    const { port } = new URL(sandbox.url);
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${Number(port) + 1}`,
      `[::1]:${port}`,
    ];
    for (const host of hosts) {
      const { status, text } = await ask(sandbox, 'staff/', { headers: { host } });
      equal(status, 421, host);
      equal(text.includes('George'), false);
    }
  });

  it('answers no web page', async () => {
    for (const origin of ['https://evil.example', 'null', sandbox.url]) {
      const { status, headers } = await ask(sandbox, 'staff/', { headers: { origin } });
      equal(status, 403, origin);
      deepEqual(
        Object.keys(headers).filter((name) => name.startsWith('access-control')),
        [],
      );
    }
    for (const site of ['cross-site', 'same-site', 'same-origin']) {
      equal((await ask(sandbox, 'staff/', { headers: { 'sec-fetch-site': site } })).status, 403, site);
    }
    equal((await ask(sandbox, 'staff/', { headers: { 'sec-fetch-site': 'none' } })).status, 200);
  });

  it('answers no preflight', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' };
    equal((await ask(sandbox, 'asset/659/', { method: 'OPTIONS', headers })).status, 403);
    equal((await ask(sandbox, 'asset/659/', { method: 'OPTIONS' })).status, 405);
  });

  it('refuses strangers before a fault can meet them', async () => {
    const fault = sandbox.faults.add({ kind: 'empty' });
    equal((await ask(sandbox, 'staff/', { headers: { origin: 'null' } })).status, 403);
    equal(fault.hits, 0);
  });

  it('refuses a payload above a megabyte, announced or not', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'x'.repeat(8_000_000) });
    equal((await ask(sandbox, 'assets/', { method: 'POST', body, headers })).status, 413);
    const chunked = { ...headers, 'content-length': undefined, 'transfer-encoding': 'chunked' };
    equal((await ask(sandbox, 'assets/', { method: 'POST', body, headers: chunked })).status, 413);
    equal((await ask(sandbox, 'staff/')).status, 200);
  });

  it('closes its port and every connection when it stops', async () => {
    const other = await Sandbox.start({ account: 'article' });
    other.faults.add({ kind: 'stall' });
    const arrived = other.nextRequest(() => true);
    const stalled = rejects(ask(other, 'staff/'), /ECONNRESET|socket hang up/);
    await arrived;
    const { port } = new URL(other.url);
    const idle = connect({ host: '127.0.0.1', port: Number(port) });
    const closed = new Promise((resolve) => idle.on('close', resolve).on('error', () => undefined));
    await new Promise((resolve) => idle.on('connect', resolve));
    await other.stop();
    await Promise.all([stalled, closed]);
    await rejects(ask(other, 'staff/'), /ECONNREFUSED/);
  });

  it('rejects a start on a port that is taken', async () => {
    await rejects(Sandbox.start({ account: 'empty', port: Number(new URL(sandbox.url).port) }), /EADDRINUSE/);
  });
});
