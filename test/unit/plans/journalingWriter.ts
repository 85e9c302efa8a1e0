import type { HappyFoxClient } from '../../../src/happyfox/client';
import type { Journal, JournalEntry, JournalResult } from '../../../src/plans/journal';
import type { Writer } from '../../../src/plans/writer';
import { fakeClient, openGate } from './fakeClient';

/** What a journal was told, in order. */
export type Noted = { readonly begin: JournalEntry } | { readonly end: string; readonly result: JournalResult };

/** A writer whose calls, and journal lines among them, are listed in order; it waits no real time. */
export interface JournalingWriter {
  readonly writer: Writer;
  /** Calls of the client, and `begin` and `end` of the journal. */
  readonly calls: string[];
  readonly noted: Noted[];
  /** How often it was said that an answer was lost. */
  readonly doubts: () => number;
  /** The pauses it was asked to wait, in milliseconds. */
  readonly pauses: number[];
}

/** A writer of a client of which only these methods may be called. `begin` may refuse; `lost` are earlier updates in doubt. */
export function journalingWriter(
  methods: Partial<HappyFoxClient>,
  begin: Journal['begin'] = () => Promise.resolve(),
  lost: readonly JournalEntry[] = [],
): JournalingWriter {
  const { client, calls } = fakeClient(methods);
  const noted: Noted[] = [];
  const pauses: number[] = [];
  let doubts = 0;
  const journal: Journal = {
    async begin(entry) {
      calls.push('begin');
      await begin(entry);
      noted.push({ begin: entry });
    },
    end({ id }, result) {
      calls.push('end');
      noted.push({ end: id, result });
      return Promise.resolve();
    },
    lost: () => Promise.resolve(lost),
  };
  const writer: Writer = {
    client,
    accountId: 'acme.happyfox.com',
    agent: { id: 3, name: 'Ada' },
    journal,
    onDoubt: () => {
      doubts += 1;
    },
    wait: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    now: () => 1_000,
    monotonic: () => 1_000_000,
    gate: openGate,
    newest: () => 0,
  };
  return { writer, calls, noted, doubts: () => doubts, pauses };
}

/** The entry of the only write. */
export function entryIn({ noted }: Pick<JournalingWriter, 'noted'>): JournalEntry {
  const begun = noted.flatMap((line) => ('begin' in line ? [line.begin] : []));
  const [entry] = begun;
  if (!entry || begun.length > 1) throw new Error(`${begun.length} writes were noted`);
  return entry;
}

/** How the only write ended. */
export function resultIn({ noted }: Pick<JournalingWriter, 'noted'>): JournalResult {
  const ended = noted.flatMap((line) => ('end' in line ? [line.result] : []));
  const [result] = ended;
  if (!result || ended.length > 1) throw new Error(`${ended.length} writes have ended`);
  return result;
}
