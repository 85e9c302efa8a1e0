import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import type { Parts } from '../../../src/happyfox/assembly';
import { usualProxy } from '../../fixtures/usualProxy';
import { errorOf, everythingOf, failureOf, listen, open, user, type Opened } from './open';

const asset = { id: 1, name: 'A', display_id: 'a', contacts: [], custom_fields: [] };
const content = { name: 'A', displayId: 'a', customFields: new Map<number, string>() };
const cleanUps: (() => Promise<unknown> | undefined)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function closing<S extends Server>(server: S): S {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return server;
}

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  parts: Partial<Parts> = {},
): Promise<Opened & { port: number; server: Server }> {
  const server = closing(createServer(answer));
  const port = await listen(server);
  const connection = open({ url: `http://127.0.0.1:${port}` }, {}, parts);
  cleanUps.push(() => connection.dispose());
  return { ...connection, port, server };
}

/** Answers raw bytes to each connection's first request. */
async function serveBytes(bytes: (socket: Socket) => void): Promise<Opened> {
  const server = closing(createTcpServer((socket) => socket.once('data', () => bytes(socket))));
  const connection = open({ url: `http://127.0.0.1:${await listen(server)}` });
  cleanUps.push(() => connection.dispose());
  return connection;
}

/** Until the pool has its connection back. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

describe('the transport', () => {
  it('sends what HappyFox wants, and only that', async () => {
    let seen: IncomingMessage | undefined;
    const { client, port } = await serve((request, response) => {
      seen = request;
      json(response, asset);
    });
    await client.getAsset(1, user);
    const credentials = Buffer.from('canary-key-8d1f:canary-code-77ac').toString('base64');
    assert.deepEqual(seen!.headers, {
      host: `127.0.0.1:${port}`,
      connection: 'keep-alive',
      authorization: `Basic ${credentials}`,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'assets-for-happyfox',
    });
    assert.equal(seen!.url, '/api/1.1/json/asset/1/');
  });

  it('keeps a base path of a reverse proxy', async () => {
    const urls: (string | undefined)[] = [];
    const { port } = await serve((request, response) => {
      urls.push(request.url);
      json(response, asset);
    });
    const connection = open({ url: `http://127.0.0.1:${port}/happyfox/` });
    await connection.client.getAsset(1, user);
    await connection.dispose();
    assert.deepEqual(urls, ['/happyfox/api/1.1/json/asset/1/']);
  });

  it('reads over one connection, and writes each over its own', async () => {
    const { client, server } = await serve((_, response) => json(response, asset));
    let connections = 0;
    server.on('connection', () => (connections += 1));
    for (let count = 0; count < 5; count += 1) {
      await client.getAsset(1, user);
      await idle();
    }
    assert.equal(connections, 1);
    for (let count = 0; count < 3; count += 1) await client.updateAsset({ id: 1, content, updatedBy: 1 }, user);
    assert.equal(connections, 4);
  });

  it('a connection that the server closed meanwhile costs a read a retry, and a write nothing', async () => {
    let requests = 0;
    const server = closing(
      createTcpServer((socket) => {
        let served = 0;
        socket.on('data', () => {
          requests += 1;
          served += 1;
          // The second request on a connection is reset, as by a server that had just closed it.
          if (served > 1) socket.resetAndDestroy();
          else
            socket.write(
              `HTTP/1.1 200 OK\r\ncontent-length: ${JSON.stringify(asset).length}\r\n\r\n${JSON.stringify(asset)}`,
            );
        });
      }),
    );
    const connection = open({ url: `http://127.0.0.1:${await listen(server)}` });
    cleanUps.push(() => connection.dispose());
    await connection.client.getAsset(1, user);
    await idle();
    await connection.client.getAsset(1, user);
    assert.equal(requests, 3);
    for (let count = 0; count < 3; count += 1)
      await connection.client.updateAsset({ id: 1, content, updatedBy: 1 }, user);
    assert.equal(requests, 6);
  });

  it('follows no redirect: the other origin sees nothing', async () => {
    let seen = 0;
    const other = closing(
      createServer((_, response) => {
        seen += 1;
        response.end();
      }),
    );
    const otherPort = await listen(other);
    other.on('connection', () => (seen += 1));
    for (const status of [301, 302, 303, 307, 308]) {
      const { client } = await serve((_, response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${otherPort}/x?token=1` }).end();
      });
      for (const call of [
        () => client.getAsset(1, user),
        () => client.createAsset({ assetTypeId: 1, content, createdBy: 1 }, user),
        () => client.updateAsset({ id: 1, content, updatedBy: 1 }, user),
        () => client.deleteAsset({ id: 1, deletedBy: 1 }, user),
      ]) {
        const { kind, redirectHost } = await failureOf(call());
        assert.deepEqual([kind, redirectHost], ['redirected', `127.0.0.1:${otherPort}`]);
      }
    }
    assert.equal(seen, 0);
  });

  it('decodes gzip, and refuses a coding it did not ask for', async () => {
    const coding = { name: 'gzip' };
    const { client } = await serve((_, response) => {
      response.setHeader('content-encoding', coding.name);
      response.end(coding.name === 'br' ? 'xx' : gzipSync(JSON.stringify({ ...asset, name: 'Žluť' })));
    });
    assert.equal((await client.getAsset(1, user)).name, 'Žluť');
    coding.name = 'br';
    assert.equal((await failureOf(client.getAsset(1, user))).kind, 'notTheApi');
  });

  it('stops a gzip bomb at the cap, and a gzip body cut short', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    const half = gzipSync(JSON.stringify(asset)).subarray(0, 20);
    let body = bomb;
    const { client, lines } = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(body);
    });
    assert.equal((await failureOf(client.getAsset(1, user))).kind, 'tooLarge');
    assert.equal(lines.length, 1);
    body = half;
    const { kind, execution } = await failureOf(client.updateAsset({ id: 1, content, updatedBy: 1 }, user));
    assert.deepEqual([kind, execution], ['connectionLost', 'unknown']);
  }).timeout(20_000);

  it('characters that are split between two pieces of a body stay whole', async () => {
    const { client } = await serve((_, response) => {
      const bytes = Buffer.from(JSON.stringify({ ...asset, name: '日本' }));
      const middle = bytes.indexOf(Buffer.from('日')) + 1;
      response.write(bytes.subarray(0, middle), () => response.end(bytes.subarray(middle)));
    });
    assert.equal((await client.getAsset(1, user)).name, '日本');
  });

  const never = () => undefined;
  for (const [what, deadlines, answer] of [
    ['headers', { headers: 80 }, never],
    ['an idle body', { idleBody: 80 }, (_: unknown, response: ServerResponse) => void response.write('{"id"')],
    ['the whole', { total: 80 }, never],
  ] as const) {
    it(`has a deadline for ${what}`, async () => {
      const { client, lines } = await serve(answer, { deadlines });
      const write = await failureOf(client.updateAsset({ id: 1, content, updatedBy: 1 }, user));
      assert.deepEqual([write.kind, write.execution, lines.length], ['timeout', 'unknown', 1]);
    });
  }

  it('is cancelled by a signal: before it is sent, while it waits, and in the body', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const { client, lines } = await serve((request, response) => {
      if (request.url?.includes('/2/')) response.write('{"id"');
      arrived.resolve(undefined);
    });
    const before = await failureOf(client.getAsset(1, { ...user, signal: AbortSignal.abort() }));
    assert.deepEqual([before.kind, before.execution, lines.length], ['cancelled', 'notExecuted', 0]);
    for (const id of [1, 2]) {
      const abort = new AbortController();
      const write = failureOf(client.updateAsset({ id, content, updatedBy: 1 }, { ...user, signal: abort.signal }));
      await arrived.promise;
      abort.abort();
      const { kind, execution } = await write;
      assert.equal(kind, 'cancelled');
      assert.ok(id === 2 || execution === 'unknown');
    }
  });

  it('ends what is under way when it is disposed', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const connection = await serve(() => {
      arrived.resolve(undefined);
    });
    const read = failureOf(connection.client.getAsset(1, user));
    await arrived.promise;
    await connection.dispose();
    assert.equal((await read).kind, 'cancelled');
    assert.equal((await failureOf(connection.client.getAsset(1, user))).kind, 'cancelled');
  });

  it('tells a server that speaks no HTTP from the API', async () => {
    const ssh = await serveBytes((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    assert.equal((await failureOf(ssh.client.getAsset(1, user))).kind, 'notTheApi');
    const closed = await serveBytes((socket) => socket.end());
    assert.equal((await failureOf(closed.client.getAsset(1, user))).kind, 'connectionLost');
    const chunk = await serveBytes((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"id"'),
    );
    assert.equal((await failureOf(chunk.client.getAsset(1, user))).kind, 'connectionLost');
  });

  it('shows the key in no error and no line', async () => {
    const secrets = [
      'canary-key-8d1f',
      'canary-code-77ac',
      Buffer.from('canary-key-8d1f:canary-code-77ac').toString('base64'),
      'ann@acme.com',
      'ann%40acme.com',
      'Basic ',
    ];
    const errors: unknown[] = [];
    const lines: unknown[] = [];
    for (const answer of [
      (_: unknown, response: ServerResponse) => void response.writeHead(500).end('oops'),
      (_: unknown, response: ServerResponse) => void response.writeHead(302, { location: 'http://x/' }).end(),
      (_: unknown, response: ServerResponse) => void response.writeHead(401).end(),
      (_: unknown, response: ServerResponse) => void response.end('<html>'),
      (_: unknown, response: ServerResponse) => void response.end('{"name": "ann@acme.com"}'),
      (_: unknown, response: ServerResponse) => void response.socket?.destroy(),
    ]) {
      const connection = await serve(answer);
      errors.push(await errorOf(connection.client.getContact('ann@acme.com', user)));
      errors.push(
        await errorOf(connection.client.searchContacts({ query: 'email:ann@acme.com', page: 1, size: 5 }, user)),
      );
      lines.push(...connection.lines);
    }
    const broken = open(
      { url: 'https://acme.invalid' },
      {
        proxy: {
          ...usualProxy,
          url: 'http://canary-key-8d1f:canary-code-77ac@[',
          authorization: 'Basic x',
          systemCertificates: false,
        },
      },
    );
    errors.push(await errorOf(broken.client.listStaff(user)));
    await broken.dispose();
    const shown = [...errors.map(everythingOf), JSON.stringify(lines)].join('\n');
    assert.ok(errors.length === 13 && lines.length > 12);
    for (const secret of secrets) assert.equal(shown.includes(secret), false, secret);
  });
});
