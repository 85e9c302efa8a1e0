import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import type { Sandbox, WireEntry } from '../../../src/sandbox/sandbox';

/** Waits until there is no such element. */
export async function gone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'detached' });
}

/** Waits until there are exactly so many such elements: views are painted a while after what they show has changed. */
export async function counted(locator: Locator, count: number): Promise<void> {
  if (count > 0) await locator.nth(count - 1).waitFor();
  await locator.nth(count).waitFor({ state: 'detached' });
}

/** A request as the lists in the tests name it: `GET asset/659`, `GET assets type=2 size=50 page=1`. */
export function named({ method, path, query }: WireEntry): string {
  const short = path.replace('/api/1.1/json/', '').replace(/\/$/, '');
  const words = Object.entries(query).map(([key, value]) => ` ${key}=${value}`);
  return `${method} ${short}${words.join('')}`;
}

/** The requests that came in since the last look, in order. */
export function requests({ wireLog }: Sandbox): string[] {
  return wireLog.entries.map(named);
}

/** Checks that exactly these requests were sent since the last look, in this order, and forgets them. */
export function sent(sandbox: Sandbox, expected: readonly string[]): void {
  const actual = requests(sandbox);
  sandbox.wireLog.clear();
  assert.deepEqual(actual, expected);
}

/** The same for requests that are sent side by side, and come in in any order. */
export function sentTogether(sandbox: Sandbox, expected: readonly string[]): void {
  const actual = requests(sandbox).sort();
  sandbox.wireLog.clear();
  assert.deepEqual(actual, [...expected].sort());
}

/** The same for reads of single assets and for writes alone: a window that has just been opened also reads types, fields and totals. */
export function aboutAssets(sandbox: Sandbox, expected: readonly string[]): void {
  const actual = requests(sandbox).filter((request) => /^(GET asset\/|POST|PUT|DELETE)/.test(request));
  sandbox.wireLog.clear();
  assert.deepEqual(actual, expected);
}
