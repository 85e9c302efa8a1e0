import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect as connectTcp, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, describe, it } from 'mocha';
import type { ProxySettings } from '../../../src/happyfox/connection';
import { usualProxy } from '../../fixtures/usualProxy';
import { everythingOf, errorOf, failureOf, listen, open, user, type Opened } from './open';

const asset = { id: 1, name: 'A', display_id: 'a', contacts: [], custom_fields: [] };
const content = { name: 'A', displayId: 'a', customFields: new Map<number, string>() };
const fixture = (name: string) => readFileSync(`test/fixtures/tls/${name}`, 'utf8');
const authority = fixture('ca.pem');
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return listen(server);
}

/** The API over TLS; its certificate is of a private authority. */
async function api(certificate = 'server.pem'): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createTlsServer({ cert: fixture(certificate), key: fixture('server.key') }, (request, response) => {
    requests.push(request);
    response.end(JSON.stringify(asset));
  });
  return { port: await start(server), requests };
}

type Tunnel = (socket: Duplex, open: () => void) => void;

/** A CONNECT proxy that leads every name to this machine, and keeps what it saw. */
async function proxy(tunnel: Tunnel = (_, open) => open()): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    seen.push(JSON.stringify([request.url, request.headers]));
    socket.on('error', () => undefined);
    tunnel(socket, () => {
      const upstream = connectTcp(Number(request.url!.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
  });
  return { port: await start(server), seen };
}

function through(url: string, settings: Partial<ProxySettings>, environment: Record<string, string> = {}): Opened {
  const connection = open(
    { url },
    {
      proxy: { ...usualProxy, ...settings },
    },
    { surroundings: { environment, certificates: () => [authority] } },
  );
  cleanUps.push(() => connection.dispose());
  return connection;
}

describe('a proxy', () => {
  it('tunnels reads and writes, and never sees the key', async () => {
    const { port, requests } = await api();
    const { port: proxyPort, seen } = await proxy();
    const { client } = through(`https://assets.test:${port}`, { url: `http://127.0.0.1:${proxyPort}` });
    assert.equal((await client.getAsset(1, user)).id, 1);
    await client.updateAsset({ id: 1, content, updatedBy: 1 }, user);
    assert.equal(requests.length, 2);
    assert.match(requests[0]!.headers.authorization!, /^Basic /);
    assert.equal(requests[0]!.headers.host, `assets.test:${port}`);
    assert.equal(seen.length, 2);
    assert.ok(seen[0]!.includes(`assets.test:${port}`));
    assert.doesNotMatch(seen.join(), /authorization|canary|Basic|asset\/1/);
  });

  it('is taken from the environment where no setting names one', async () => {
    const { port } = await api();
    const { port: proxyPort, seen } = await proxy();
    await through(`https://assets.test:${port}`, {}, { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` }).client.getAsset(
      1,
      user,
    );
    assert.equal(seen.length, 1);
  });

  it('is given its own credentials: of the setting, or of its address', async () => {
    const { port } = await api();
    const wanted = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    const { port: proxyPort, seen } = await proxy((socket, open) => {
      if (seen.at(-1)?.includes(wanted)) open();
      else
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n',
        );
    });
    const target = `https://assets.test:${port}`;
    await through(target, { url: `http://127.0.0.1:${proxyPort}`, authorization: wanted }).client.getAsset(1, user);
    await through(target, { url: `http://me:secret@127.0.0.1:${proxyPort}` }).client.getAsset(1, user);
    const without = through(target, { url: `http://127.0.0.1:${proxyPort}` });
    const before = seen.length;
    for (const call of [
      () => without.client.getAsset(1, user),
      () => without.client.createAsset({ assetTypeId: 1, content, createdBy: 1 }, user),
    ]) {
      const { kind, status, execution } = await failureOf(call());
      assert.deepEqual([kind, status, execution], ['proxy', 407, 'notExecuted']);
    }
    assert.equal(seen.length - before, 2);
  });

  const broken: [string, Tunnel, number | undefined][] = [
    ['drops the tunnel', (socket) => socket.destroy(), undefined],
    [
      'answers 502 with a web page',
      (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n\r\n<h1>Oops</h1>'),
      502,
    ],
    ['answers 403', (socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'), 403],
  ];
  for (const [what, tunnel, status] of broken) {
    it(`that ${what} is named as the cause, and nothing was sent`, async () => {
      const { port, requests } = await api();
      const { port: proxyPort } = await proxy(tunnel);
      const { client } = through(`https://assets.test:${port}`, { url: `http://127.0.0.1:${proxyPort}` });
      for (const call of [
        () => client.getAsset(1, user),
        () => client.updateAsset({ id: 1, content, updatedBy: 1 }, user),
      ]) {
        const failure = await failureOf(call());
        assert.deepEqual([failure.kind, failure.status, failure.execution], ['proxy', status, 'notExecuted']);
      }
      assert.equal(requests.length, 0);
    });
  }

  it('that is not there is named as the cause, without its password', async () => {
    const { port: gone } = await proxy();
    await cleanUps.pop()!();
    const error = await errorOf(
      through('https://assets.test', { url: `http://me:hunter2@127.0.0.1:${gone}` }).client.getAsset(1, user),
    );
    assert.deepEqual(
      [error.failure.kind, error.failure.code, error.failure.execution],
      ['proxy', 'ECONNREFUSED', 'notExecuted'],
    );
    assert.doesNotMatch(everythingOf(error), /hunter2/);
  });

  it('is passed by for exceptions, for this machine, and when it is switched off', async () => {
    const { port } = await api();
    const { port: proxyPort, seen } = await proxy();
    const url = `http://127.0.0.1:${proxyPort}`;
    await through(`https://127.0.0.1:${port}`, { url }).client.getAsset(1, user);
    await through(`https://localhost:${port}`, { url }).client.getAsset(1, user);
    await through(`https://127.0.0.1:${port}`, { url, off: true }).client.getAsset(1, user);
    // assets.test does not resolve, so going direct must fail.
    for (const settings of [
      { url, noProxy: ['.test'] },
      { url, off: true },
    ]) {
      assert.equal(
        (await failureOf(through(`https://assets.test:${port}`, settings).client.getAsset(1, user))).kind,
        'unresolved',
      );
    }
    assert.equal(seen.length, 0);
  });
});

describe('certificates', () => {
  const direct = (port: number, settings: Partial<ProxySettings> = {}) =>
    through(`https://127.0.0.1:${port}`, settings);

  it('of a private authority are trusted when the system trusts it', async () => {
    const { port } = await api();
    assert.equal((await direct(port).client.getAsset(1, user)).id, 1);
  });

  it('are refused otherwise, whatever `http.proxyStrictSSL` says, and with no second attempt', async () => {
    const { port: good, requests } = await api();
    const { port: otherHost } = await api('otherHost.pem');
    const { port: expired } = await api('expired.pem');
    const cases: [number, Partial<ProxySettings>, string][] = [
      [good, { systemCertificates: false }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      [good, { systemCertificates: false, strictSsl: false }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      [otherHost, { strictSsl: false }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
      [expired, { strictSsl: false }, 'CERT_HAS_EXPIRED'],
    ];
    for (const [port, settings, code] of cases) {
      const connection = direct(port, settings);
      const failure = await failureOf(connection.client.createAsset({ assetTypeId: 1, content, createdBy: 1 }, user));
      assert.deepEqual([failure.kind, failure.code, failure.execution], ['certificate', code, 'notExecuted']);
      assert.equal(connection.lines.length, 1);
    }
    const { port: proxyPort } = await proxy();
    const tunnelled = through(`https://assets.test:${otherHost}`, {
      url: `http://127.0.0.1:${proxyPort}`,
      strictSsl: false,
    });
    assert.equal((await failureOf(tunnelled.client.getAsset(1, user))).kind, 'certificate');
    assert.equal(requests.length, 0);
  });

  it('of the proxy itself are what `http.proxyStrictSSL` is about', async () => {
    const { port } = await api();
    const secure = createTlsServer({ cert: fixture('otherHost.pem'), key: fixture('server.key') });
    secure.on('connect', (request: IncomingMessage, socket: Duplex) => {
      const upstream = connectTcp(Number(request.url!.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    });
    const url = `https://127.0.0.1:${await start(secure)}`;
    assert.equal(
      (await failureOf(through(`https://assets.test:${port}`, { url }).client.getAsset(1, user))).kind,
      'proxy',
    );
    assert.equal(
      (await through(`https://assets.test:${port}`, { url, strictSsl: false }).client.getAsset(1, user)).id,
      1,
    );
  });

  it('of the system’s store are read by a process that asks for them', async () => {
    const script = `const tls = require('node:tls'); process.stdout.write(String(tls.getCACertificates('system').length))`;
    const env = { ...process.env, SSL_CERT_FILE: 'test/fixtures/tls/ca.pem', SSL_CERT_DIR: '/nonexistent' };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
    assert.equal(stdout, '1');
  });

  it('are not read at all for plain http', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify(asset)));
    let read = 0;
    const connection = open(
      { url: `http://127.0.0.1:${await start(server)}` },
      {},
      { surroundings: { environment: {}, certificates: () => ((read += 1), []) } },
    );
    cleanUps.push(() => connection.dispose());
    await connection.client.getAsset(1, user);
    assert.equal(read, 0);
  });
});
