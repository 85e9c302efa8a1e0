import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Parts } from '../../../src/happyfox/assembly';
import type { ConnectionOptions } from '../../../src/happyfox/connection';
import type { Execution, FailureKind } from '../../../src/happyfox/errors';
import type { FaultKind } from '../../../src/sandbox/faults/faults';
import type { Switches } from '../../../src/sandbox/sandbox';
import { usualProxy } from '../../fixtures/usualProxy';
import { listen } from '../client/open';
import { stranger, type Scene } from './scene';

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What the struck request is answered with. */
export type Answered = 'asset' | 'list';

/** What is known of a request that met a fault: what it failed with, and after how many attempts. */
export interface Met {
  readonly kind: FailureKind;
  readonly execution: Execution;
  readonly attempts: number;
}

/** How a window gets where it can't: options of its connection. */
export interface Route {
  readonly options: Partial<ConnectionOptions> & { readonly url?: string };
  readonly parts?: Partial<Parts>;
}

/** How a row's fault strikes. */
export type Strike =
  /** One request, or each one, of the struck kind meets it. */
  | { readonly by: 'fault'; readonly fault: FaultKind | ((scene: Scene) => Promise<FaultKind>) }
  /** Nothing gets through, from the first request of the operation on. */
  | { readonly by: 'route'; readonly route: (scene: Scene) => Promise<Route> }
  /** The server is gone when the struck request is to be sent, and not before. */
  | { readonly by: 'unplugging' };

/** A row of the matrix. */
export interface Row {
  readonly name: string;
  readonly strike: Strike;
  /** What the struck request fails with; `fine`: nothing. Undefined: there is no such cell. */
  readonly met: (verb: Verb, of: Answered) => Met | 'fine' | undefined;
  /** Whether a struck write is carried out all the same. */
  readonly committed: boolean;
  readonly switches?: Partial<Switches>;
  /** What is read lacks something that a write would have to repeat. */
  readonly incomplete?: true;
  /** How long a 429 locks the account out, in seconds. */
  readonly lockedFor?: number;
}

/** Reads are repeated, and never leave a doubt; writes go out once. */
const passing =
  (kind: FailureKind) =>
  (verb: Verb): Met => ({ kind, ...(verb === 'GET' ? { execution: 'notExecuted', attempts: 3 } : inDoubt) });

const inDoubt = { execution: 'unknown', attempts: 1 } as const;

/** Nothing was executed, and another attempt would fare no better. */
const lasting = (kind: FailureKind) => (): Met => ({ kind, execution: 'notExecuted', attempts: 1 });

/** Nothing was sent. Another attempt may follow, but not in the turn of an asset, which is for one. */
const unsent =
  (kind: FailureKind) =>
  (verb: Verb): Met => ({ kind, execution: 'notExecuted', attempts: verb === 'PUT' || verb === 'DELETE' ? 1 : 3 });

/** What came is no answer. Nothing to repeat; a write may have been executed. */
const doubtful =
  (kind: FailureKind) =>
  (verb: Verb): Met => ({ kind, execution: verb === 'GET' ? 'notExecuted' : 'unknown', attempts: 1 });

const fine = () => 'fine' as const;

/** Only where the answer is an asset; a delete may be answered with anything. */
const ofAssets =
  (met: Row['met'], deleted: Row['met'] = fine): Row['met'] =>
  (verb, of) =>
    of === 'list' ? undefined : verb === 'DELETE' ? deleted(verb, of) : met(verb, of);

/** A delete without a body is a success (article §5). */
const butDelete =
  (met: Row['met']): Row['met'] =>
  (verb, of) =>
    verb === 'DELETE' ? 'fine' : met(verb, of);

/** Only an answer that has a body can be cut short. */
const withBody = { deleteAnswer: 'asset' } as const;

/** The same fault before and after the write is carried out. */
function timed(name: string, fault: TimedFault, met: Row['met']): readonly Row[] {
  return (['before', 'after'] as const).map((when) => ({
    name: `${name}, ${when} the commit`,
    strike: { by: 'fault', fault: { ...fault, when } },
    ...{ met, committed: when === 'after' },
  }));
}

type TimedFault = Extract<FaultKind, { kind: 'reset' | 'stall' | 'babble' | 'status' | 'html' | 'empty' }>;

/** A fault that shapes the true answer. */
function shaped(name: string, fault: FaultKind, met: Row['met']): Row {
  return { name, strike: { by: 'fault', fault }, met, committed: true, switches: withBody };
}

/** A refusal: nothing is carried out. */
function refused(status: number, met: Row['met'], body?: unknown, name = String(status)): Row {
  const fault: FaultKind = { kind: 'status', status, ...(body !== undefined && { body }) };
  return { name, strike: { by: 'fault', fault }, met, committed: false };
}

const lost: readonly Row[] = [
  ...timed('a reset', { kind: 'reset' }, passing('connectionLost')),
  ...timed('silence', { kind: 'stall' }, passing('timeout')),
  shaped('a reset in the body', { kind: 'resetAt', bytes: 10 }, passing('connectionLost')),
  shaped('a body cut short', { kind: 'truncate' }, passing('connectionLost')),
  shaped('a body in chunks cut short', { kind: 'truncate', chunked: true }, passing('connectionLost')),
  shaped('a body that drips', { kind: 'drip', everyMilliseconds: 20 }, passing('timeout')),
  shaped('a head that drips', { kind: 'dripHead', everyMilliseconds: 20 }, passing('timeout')),
  ...[500, 502, 503, 504].flatMap((status) =>
    timed(String(status), { kind: 'status', status, body: '<h1>Oops</h1>' }, passing('server')),
  ),
];

const notTheApi: readonly Row[] = [
  ...timed('a web page', { kind: 'html' }, doubtful('notTheApi')),
  ...timed('another program on the port', { kind: 'babble' }, doubtful('notTheApi')),
  ...[200, 204].map((status): Row => ({
    name: `${status} without a body`,
    strike: { by: 'fault', fault: { kind: 'empty', status, when: 'after' } },
    ...{ met: butDelete(doubtful('notTheApi')), committed: true },
  })),
  shaped('20 MB', { kind: 'oversized' }, doubtful('tooLarge')),
  shaped('a gzip bomb', { kind: 'gzipBomb' }, doubtful('tooLarge')),
];

const complaints: readonly (readonly [name: string, body: unknown])[] = [
  ['a list of sentences', { error: { name: ['Bad.'] } }],
  ['one sentence', { error: 'Bad.' }],
  ['sentences by field', { error: { custom_fields: { '45': 'Bad.' } } }],
  ['no words', ''],
];

const refusals: readonly Row[] = [
  ...complaints.map(([name, body]) => refused(400, lasting('invalid'), body, `400 with ${name}`)),
  refused(401, lasting('badCredentials')),
  refused(403, lasting('forbidden'), { error: 'No.' }),
  refused(404, lasting('notFound'), { error: 'Gone.' }),
  refused(404, lasting('notTheApi'), '<h1>Under maintenance</h1>', '404 with a web page'),
  refused(405, lasting('refused')),
  refused(409, doubtful('refused')),
  refused(412, doubtful('refused')),
  refused(413, lasting('refused')),
  refused(415, lasting('refused')),
  refused(422, lasting('invalid'), { name: 'Bad.' }),
];

const minutes = 60;
const retryAfters: readonly (readonly [value: string | undefined, seconds: number])[] = [
  [undefined, 10 * minutes],
  ['120', 120],
  ['Thu, 15 Jan 2026 09:03:00 GMT', 180],
  ['soon', 10 * minutes],
  ['0', 1],
  ['1000000000', 15 * minutes],
  ['-5', 10 * minutes],
];

const lockOuts = retryAfters.map(([value, lockedFor]): Row => {
  // A date counts from the server's own clock.
  const headers = { Date: 'Thu, 15 Jan 2026 09:00:00 GMT', ...(value !== undefined && { 'Retry-After': value }) };
  return {
    name: `429 ${value === undefined ? 'without Retry-After' : `with Retry-After “${value}”`}`,
    strike: { by: 'fault', fault: { kind: 'status', status: 429, headers } },
    ...{ met: lasting('rateLimited'), committed: false, lockedFor },
  };
});

const redirects = [301, 302, 303, 307, 308].flatMap((status) => {
  const met = status === 303 ? doubtful('redirected') : lasting('redirected');
  const to = (name: string, origin: (scene: Scene) => Promise<string>): Row => ({
    name: `${status} to ${name}`,
    strike: {
      by: 'fault',
      fault: async (scene) => ({ kind: 'redirect', status, location: `${await origin(scene)}/api/1.1/json/assets/` }),
    },
    ...{ met, committed: false },
  });
  return [to('another origin', stranger), to('the same origin', ({ sandbox }) => Promise.resolve(sandbox.url))];
});

type Json = Readonly<Record<string, unknown>>;

function drift(name: string, alter: (json: Json) => unknown, met: Row['met']): Row {
  return shaped(name, { kind: 'drift', alter: (json) => alter(json as Json) }, met);
}

function without(key: string): (json: Json) => unknown {
  return (json) => Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
}

/** Whatever an answer is, it is no success where it is not of its form. Of lists, single rows: `../client/faults.test.ts`. */
const drifts: readonly Row[] = [
  drift('no id', without('id'), ofAssets(doubtful('unreadable'))),
  // The answer to a create tells the id.
  drift(
    'somebody else’s id',
    (json) => ({ ...json, id: 424_242 }),
    (verb, of) => (verb === 'POST' ? undefined : ofAssets(doubtful('unreadable'))(verb, of)),
  ),
  drift('an id as text', (json) => ({ ...json, id: String(json.id) }), ofAssets(fine)),
  drift('a list', (json) => [json], ofAssets(doubtful('unreadable'))),
  drift('contacts that are none', (json) => ({ ...json, contacts: 'none' }), ofAssets(doubtful('unreadable'))),
  drift('a key more', (json) => ({ ...json, colour: { of: 'the sky' } }), ofAssets(fine)),
  drift('other order', (json) => Object.fromEntries(Object.entries(json).toReversed()), ofAssets(fine)),
  drift(
    'success: false',
    () => ({ success: false, message: 'No.' }),
    ofAssets(doubtful('invalid'), doubtful('invalid')),
  ),
  ...['name', 'display_id', 'contacts', 'custom_fields'].map((key): Row => ({
    ...drift(`no ${key}`, without(key), (verb, of) => (verb === 'GET' && of === 'asset' ? 'fine' : undefined)),
    incomplete: true,
  })),
];

const fixture = (name: string) => readFileSync(`test/fixtures/tls/${name}`, 'utf8');
const authority = { environment: {}, certificates: () => [fixture('ca.pem')] };

/** A server over TLS with this certificate; what it is sent counts as seen elsewhere. */
function secure(certificate: string, host: string, trusted: boolean): Strike {
  return {
    by: 'route',
    route: async (scene) => {
      const keys = { cert: fixture(certificate), key: fixture('server.key') };
      const port = await served(
        scene,
        createTlsServer(keys, (request, response) => {
          scene.elsewhere.push(JSON.stringify(request.headers));
          response.end('{}');
        }),
      );
      return { options: { url: `https://${host}:${port}` }, ...(trusted && { parts: { surroundings: authority } }) };
    },
  };
}

/** A CONNECT proxy that opens no tunnel; what it is told counts as seen elsewhere. */
function proxied(answer: (socket: Duplex) => void): Strike {
  return {
    by: 'route',
    route: async (scene) => {
      const server = createServer();
      server.on('connect', (request: IncomingMessage, socket: Duplex) => {
        scene.elsewhere.push(`${request.url} ${JSON.stringify(request.headers)}`);
        socket.on('error', () => undefined);
        answer(socket);
      });
      const url = `http://127.0.0.1:${await served(scene, server)}`;
      const proxy = { ...usualProxy, url, systemCertificates: false };
      return { options: { url: 'https://assets.test', proxy }, parts: { surroundings: { ...authority } } };
    },
  };
}

async function served({ strangers }: Scene, server: Server): Promise<number> {
  strangers.push(server);
  return listen(server);
}

function unreached(name: string, strike: Strike, met: Row['met']): Row {
  return { name, strike, met, committed: false };
}

const routes: readonly Row[] = [
  unreached('the server is gone', { by: 'unplugging' }, unsent('unreachable')),
  unreached(
    'a name that does not resolve',
    {
      by: 'route',
      route: () =>
        Promise.resolve({
          options: { url: 'https://happyfox.invalid', proxy: { ...usualProxy, off: true, systemCertificates: false } },
        }),
    },
    unsent('unresolved'),
  ),
  unreached('a certificate of nobody’s', secure('server.pem', '127.0.0.1', false), lasting('certificate')),
  unreached('a certificate of another host', secure('otherHost.pem', '127.0.0.1', true), lasting('certificate')),
  unreached('a certificate that has expired', secure('expired.pem', '127.0.0.1', true), lasting('certificate')),
  unreached(
    'a handshake that never ends',
    {
      by: 'route',
      route: async (scene) => {
        const port = await served(
          scene,
          createTcpServer((socket) => socket.on('error', () => undefined)),
        );
        const deadlines = { connect: 100 };
        return { options: { url: `https://127.0.0.1:${port}` }, parts: { deadlines, surroundings: authority } };
      },
    },
    unsent('timeout'),
  ),
  unreached(
    'a proxy that asks for a password',
    proxied((socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')),
    lasting('proxy'),
  ),
  unreached(
    'a proxy that says 502',
    proxied((socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<h1>Oops</h1>')),
    lasting('proxy'),
  ),
  unreached(
    'a proxy that drops the tunnel',
    proxied((socket) => socket.destroy()),
    lasting('proxy'),
  ),
];

/** The rows of the matrix: every fault that a request can meet on its way, and the answers to it. */
export const rows: readonly Row[] = [
  ...routes,
  ...lost,
  ...notTheApi,
  ...refusals,
  ...lockOuts,
  ...redirects,
  ...drifts,
];
