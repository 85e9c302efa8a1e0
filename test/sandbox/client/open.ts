import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:net';
import { assemble, type Parts } from '../../../src/happyfox/assembly';
import type { Connection, ConnectionOptions, WireLine } from '../../../src/happyfox/connection';
import { HappyFoxError, type Failure } from '../../../src/happyfox/errors';
import { usualProxy } from '../../fixtures/usualProxy';

export const user = { priority: 'user' } as const;

/** A connection and what it logged. */
export interface Opened extends Connection {
  readonly lines: WireLine[];
}

/** Opens a connection that does not wait between attempts. */
export function open(
  to: { url: string; apiKey?: string; authCode?: string },
  options: Partial<ConnectionOptions> = {},
  parts: Partial<Parts> = {},
): Opened {
  const lines: WireLine[] = [];
  const connection = assemble(
    {
      baseUrl: to.url,
      apiKey: to.apiKey ?? 'canary-key-8d1f',
      authCode: to.authCode ?? 'canary-code-77ac',
      budget: { readsPerMinute: 10_000, writesPerMinute: 10_000 },
      timeoutSeconds: 10,
      proxy: usualProxy,
      log: (line) => lines.push(line),
      ...options,
    },
    { random: () => 0, ...parts },
  );
  return { ...connection, lines };
}

/** The failure that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return (await errorOf(promise)).failure;
}

export async function errorOf(promise: Promise<unknown>): Promise<HappyFoxError> {
  const error: unknown = await promise.then(
    (value) => assert.fail(`did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(HappyFoxError.is(error), String(error));
  return error;
}

/** Listens on a free port of this machine; the result is the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** All that an error can show: own properties, message, stack, causes. */
export function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify([error]);
  const own = Object.fromEntries(Reflect.ownKeys(error).map((key) => [String(key), Reflect.get(error, key)]));
  return [JSON.stringify(own), error.message, error.stack ?? '', everythingOf(error.cause)].join('\n');
}
