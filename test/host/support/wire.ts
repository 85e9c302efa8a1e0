import { strict as assert } from 'node:assert';
import type { Sandbox, WireEntry } from '../../../src/sandbox/sandbox';

/** A request as these tests write it: verb and path below the API's base, with its query, such as `GET asset/659/`. */
export function wireLine({ method, path, query }: WireEntry): string {
  const search = new URLSearchParams(query).toString();
  return `${method} ${path.replace('/api/1.1/json/', '')}${search === '' ? '' : `?${search}`}`;
}

/** Every request since the log was last cleared, in order. */
export function sent({ wireLog }: Sandbox): string[] {
  return wireLog.entries.map(wireLine);
}

/** What is asked before an asset counts as gone. */
export const anythingElse = 'GET asset_types/?size=1&page=1';

/** Asserts that exactly these requests reached the sandbox, in this order, and forgets them. */
export function assertSent(sandbox: Sandbox, expected: readonly string[]): void {
  assert.deepEqual(sent(sandbox), expected);
  sandbox.wireLog.clear();
}

/** Asserts that exactly these requests reached the sandbox, in whatever order, and forgets them. */
export function assertSentTogether(sandbox: Sandbox, expected: readonly string[]): void {
  assert.deepEqual(sent(sandbox).toSorted(), expected.toSorted());
  sandbox.wireLog.clear();
}
