import type { Asset } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { HappyFoxError, type Failure } from '../../../src/happyfox/errors';
import type { Page } from '../../../src/happyfox/page';
import { JournalUnavailable, type JournalEntry, type JournalResult } from '../../../src/plans/journal';
import type { Writer } from '../../../src/plans/writer';

/** A gate that nobody else is in. */
export const openGate: Writer['gate'] = {
  tryEnter: () => Promise.resolve({ isMine: () => Promise.resolve(true), release: () => Promise.resolve() }),
  lastWith: () => Promise.resolve(new Map()),
};

/** A turn that comes at once. */
export const freeTurn: HappyFoxClient['writeTurn'] = () => Promise.resolve({ release: () => undefined });

/** A client of which only these methods may be called, and a list of what was. */
export function fakeClient(methods: Partial<HappyFoxClient>): { client: HappyFoxClient; calls: string[] } {
  const calls: string[] = [];
  const client = new Proxy({} as HappyFoxClient, {
    get(_target, name: keyof HappyFoxClient | 'then') {
      // Whoever awaits the client looks for this.
      if (name === 'then') return undefined;
      // A turn is no request.
      if (name === 'writeTurn') return methods.writeTurn ?? freeTurn;
      return (...args: unknown[]) => {
        calls.push(name);
        const method = methods[name] as ((...args: unknown[]) => unknown) | undefined;
        if (!method) throw new Error(`${name} was not expected`);
        return method(...args);
      };
    },
  });
  return { client, calls };
}

/** A failed request. `execution` is `notExecuted` unless said otherwise. */
export function failure(kind: Failure['kind'], more: Partial<Failure> = {}): HappyFoxError {
  return new HappyFoxError({ kind, execution: 'notExecuted', method: 'PUT', path: 'asset/1/', host: 'acme', ...more });
}

/** One page of a list; `last` where it ends at the total. */
export function pageOf(items: readonly Asset[], page: number, size: number, total: number): Page<Asset> {
  return { items, unreadable: [], page, total, last: items.length === 0 || page * size >= total };
}

/** A writer over such a client. `calls` also tells, in their order, what the journal, the user and the clock were told. */
export function fakeWriter(methods: Partial<HappyFoxClient>, journalWorks = true) {
  const { client, calls } = fakeClient(methods);
  const entries: JournalEntry[] = [];
  const results: JournalResult[] = [];
  const writer: Writer = {
    client,
    accountId: 'acme.happyfox.com',
    agent: { id: 3, name: 'George - Admin' },
    journal: {
      begin: (entry) => {
        if (!journalWorks) return Promise.reject(new JournalUnavailable('full'));
        calls.push(`begin ${entry.operation}`);
        entries.push(entry);
        return Promise.resolve();
      },
      end: (_entry, result) => {
        calls.push(`end ${result.state}`);
        results.push(result);
        return Promise.resolve();
      },
      lost: () => Promise.resolve([]),
    },
    onDoubt: () => void calls.push('doubt'),
    wait: (milliseconds) => {
      calls.push(`wait ${milliseconds}`);
      return Promise.resolve();
    },
    now: () => 1_700_000_000_000,
    monotonic: () => 1_000_000,
    gate: openGate,
    newest: () => 0,
  };
  return { writer, calls, entries, results };
}
