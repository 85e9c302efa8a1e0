import type { ServerResponse } from 'node:http';
import { encode } from './reply';
import type { Reply } from './reply';

/** Headers of every answer with a JSON body. */
export const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' } as const;

/** Puts an answer on the wire. Does nothing when the caller is gone. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = encode(reply);
  response.writeHead(reply.status, {
    ...(reply.json === undefined ? {} : JSON_HEADERS),
    ...(reply.status === 204 ? {} : { 'Content-Length': body.length }),
    ...reply.headers,
  });
  response.end(body);
}
