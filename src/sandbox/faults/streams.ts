import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { encode } from '../http/reply';
import type { Reply } from '../http/reply';
import { JSON_HEADERS } from '../http/send';

/** Announces the whole body, or in chunks none, sends its beginning, and closes the connection in good order. */
export function truncate(response: ServerResponse, reply: Reply, bytes: number | undefined, chunked = false): void {
  sendBeginning(response, reply, bytes, () => response.socket?.destroySoon(), chunked);
}

/** Says something that is no HTTP, and hangs up. */
export function babble(response: ServerResponse): void {
  response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
}

/** Sends a head that never ends, header by header, until the caller is gone. */
export async function dripHead(response: ServerResponse, pauseMilliseconds: number): Promise<void> {
  const { socket } = response;
  const gone = new AbortController();
  socket?.once('close', () => {
    gone.abort();
  });
  socket?.write('HTTP/1.1 200 OK\r\n');
  try {
    for (let sent = 0; ; sent += 1) {
      await pause(pauseMilliseconds, undefined, { signal: gone.signal });
      socket?.write(`X-Drip-${sent}: 1\r\n`);
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}

/** Announces the whole body, sends its beginning, and resets the connection. */
export function resetAt(response: ServerResponse, reply: Reply, bytes: number | undefined): void {
  sendBeginning(response, reply, bytes, () => response.socket?.resetAndDestroy());
}

function sendBeginning(
  response: ServerResponse,
  reply: Reply,
  bytes: number | undefined,
  then: () => void,
  chunked = false,
): void {
  const body = encode(reply);
  const length = chunked ? {} : { 'Content-Length': body.length };
  response.writeHead(reply.status, { ...JSON_HEADERS, ...length, ...reply.headers });
  response.flushHeaders();
  response.write(body.subarray(0, bytes ?? Math.floor(body.length / 2)), then);
}

/** Sends the body in pieces of so many bytes, with a pause before each. Ends early when the caller is gone. */
export async function drip(
  response: ServerResponse,
  reply: Reply,
  bytes: number,
  pauseMilliseconds: number,
): Promise<void> {
  const body = encode(reply);
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(reply.status, { ...JSON_HEADERS, 'Content-Length': body.length, ...reply.headers });
  response.flushHeaders();
  try {
    for (let sent = 0; sent < body.length; sent += bytes) {
      await pause(pauseMilliseconds, undefined, { signal: gone.signal });
      response.write(body.subarray(sent, sent + bytes));
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
  response.end();
}

/** Sends the body and then blanks until it has so many bytes. */
export async function oversize(response: ServerResponse, reply: Reply, bytes: number): Promise<void> {
  const body = encode(reply);
  response.writeHead(reply.status, { ...JSON_HEADERS, ...reply.headers });
  await stream(response, Readable.from(chunks(body, bytes)));
}

/** Sends blanks as gzip: a thousandth of what they unpack to. */
export async function gzipBomb(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { ...JSON_HEADERS, 'Content-Encoding': 'gzip' });
  await stream(response, Readable.from(chunks(Buffer.from('['), bytes)).pipe(createGzip()));
}

const CHUNK = 65_536;

function* chunks(beginning: Buffer, bytes: number): Generator<Buffer> {
  yield beginning;
  const blanks = Buffer.alloc(CHUNK, ' ');
  for (let left = bytes - beginning.length; left > 0; left -= CHUNK)
    yield left < CHUNK ? blanks.subarray(0, left) : blanks;
}

/** A caller that hangs up in the middle is what these faults are for. */
async function stream(response: ServerResponse, source: NodeJS.ReadableStream): Promise<void> {
  try {
    await pipeline(source, response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
