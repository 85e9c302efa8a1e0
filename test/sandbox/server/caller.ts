import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { Sandbox } from '../../../src/sandbox/sandbox';

/** What tests look at in answers: one shape for all of them, so a key that this answer doesn't have is undefined at run time. */
export interface Wire {
  readonly id: number;
  readonly name: string;
  readonly display_id: string;
  readonly email: string | null;
  readonly type: string;
  readonly value: unknown;
  readonly choices: unknown;
  readonly active: boolean;
  readonly is_account_admin: boolean;
  readonly permissions: readonly string[];
  readonly created_by: number;
  readonly updated_by: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly asset_type: Wire;
  readonly contacts: readonly Wire[];
  readonly contact_groups: readonly Wire[];
  readonly custom_fields: readonly Wire[];
  readonly settings: Readonly<Record<string, boolean>>;
  readonly page_info: Readonly<Record<string, number>>;
  readonly data: readonly Wire[];
  readonly error: unknown;
  readonly extra: unknown;
}

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed text; undefined when it isn't JSON. */
  readonly json: Wire;
  /** The same, for answers that are a bare array. */
  readonly rows: readonly Wire[];
}

/** What a test may say about a request. Headers given as undefined are left out. */
export interface Asking {
  readonly method?: string;
  /** Sent as JSON, unless it is a string or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** Asks a sandbox over a connection of its own; the path stands below `/api/1.1/json/` unless it begins with a slash. */
export function ask(sandbox: Sandbox, path: string, { method = 'GET', body, headers = {}, signal }: Asking = {}) {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body);
  const all: Record<string, string | undefined> = {
    authorization: `Basic ${Buffer.from(`${sandbox.apiKey}:${sandbox.authCode}`).toString('base64')}`,
    ...(bytes.length === 0
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(bytes)) }),
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const url = new URL(sandbox.url);
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(
      {
        host: url.hostname,
        port: url.port,
        method,
        path: path.startsWith('/') ? path : `/api/1.1/json/${path}`,
        headers: sent,
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = parse(text);
          const { statusCode: status = 0, headers } = incoming;
          resolve({ status, headers, text, json: json as Wire, rows: json as Wire[] });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The path and query of one page of assets. */
export function assetsPath(query: Readonly<Record<string, string | number>>): string {
  return `assets/?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])).toString()}`;
}
