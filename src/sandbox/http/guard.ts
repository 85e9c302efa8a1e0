import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from './reply';
import type { Reply } from './reply';

/**
 * Keeps web pages out: a page in the user's browser can reach a loopback port, but it can't leave out `Origin` where it could do harm,
 * and a name rebound to 127.0.0.1 shows in `Host`.
 */
export function refuseStrangers(headers: IncomingHttpHeaders, port: number): Reply | undefined {
  const close = { Connection: 'close' };
  if (headers.host !== `127.0.0.1:${port}`) return refusal(421, 'This server answers to its own address alone', close);
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || (site !== undefined && site !== 'none')) {
    return refusal(403, 'This server answers no web pages', close);
  }
  return undefined;
}

/** HTTP Basic with the API key as user and the auth code as password. */
export class Credentials {
  readonly #expected: Buffer;

  constructor(
    readonly apiKey: string,
    readonly authCode: string,
  ) {
    this.#expected = digest(`${apiKey}:${authCode}`);
  }

  /** 401 unless the header names exactly this key and code. */
  refuse(authorization: string | undefined): Reply | undefined {
    const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
    const given = digest(Buffer.from(encoded ?? '', 'base64').toString('utf8'));
    if (encoded !== undefined && timingSafeEqual(given, this.#expected)) return undefined;
    return refusal(401, 'Invalid API key or auth code', { 'WWW-Authenticate': 'Basic realm="Basic"' });
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
