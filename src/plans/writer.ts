import { randomUUID } from 'node:crypto';
import type { Agent } from '../assets/account';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf } from '../assets/editableState';
import type { Asset } from '../happyfox/asset';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import { HappyFoxError } from '../happyfox/errors';
import { TurnLapsed } from '../happyfox/turnLapsed';
import type { AssetGate } from './assetGate';
import type { AssetTurn } from './assetTurn';
import type { Journal, JournalEntry, WriteState } from './journal';
import { differencesIn } from './answeredState';
import { bare } from './bare';
import { WriteRefused } from './writeRefused';

/** What every write is made with. */
export interface Writer {
  readonly client: HappyFoxClient;
  readonly accountId: string;
  /** Signs the write. */
  readonly agent: Agent;
  readonly journal: Journal;
  /** Told when an answer was lost and the truth is being looked up. */
  readonly onDoubt: () => void;
  /** Waits; rejects when the signal fires. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds since the machine started. */
  readonly monotonic: () => number;
  /** What everybody goes through who writes an asset. */
  readonly gate: Pick<AssetGate, 'tryEnter' | 'lastWith'>;
  /** The highest id of the assets that are known by now; 0 where none is. */
  readonly newest: () => number;
  /** How its requests are carried out; a person waits for them where nothing is said. */
  readonly pace?: CallOptions;
}

const userWaits: CallOptions = { priority: 'user' };

/** How a writer reads and writes. */
export function paceOf({ pace = userWaits }: Pick<Writer, 'pace'>): CallOptions {
  return pace;
}

/** How a writer finds out what became of a write that was sent: that is not called off. */
export function lookUpPace(writer: Pick<Writer, 'pace'>): CallOptions {
  return { priority: paceOf(writer).priority };
}

/** What a write means to do, beside what every entry has. */
type Intention = Pick<JournalEntry, 'operation' | 'assetTypeId' | 'assetId' | 'name' | 'before' | 'intent'> &
  Partial<Pick<JournalEntry, 'newContacts' | 'known' | 'newest' | 'reverts'>>;

/** How a request went: carried out, with the asset as it is now, or null where there is none any more. */
interface Carried {
  readonly after: Asset | null;
}

/** How a write is sent. */
interface Sending<Done extends Carried> {
  /** The turn it is sent in. */
  readonly turn: AssetTurn;
  /** Called once. */
  readonly send: () => Promise<Done>;
  /**
   * Looks up what happened when the answer was lost, and resolves or throws `WriteRefused` with `notApplied` or `outcomeUnknown`. It may
   * take as long as it needs: the turn is over.
   */
  readonly find: (lost: HappyFoxError) => Promise<Done>;
}

/** Sends one write between two lines of the journal, and ends its turn with it. Throws `JournalUnavailable` before anything is sent. */
export async function journaled<Done extends Carried>(
  writer: Writer,
  intention: Intention,
  definition: AssetTypeDefinition | undefined,
  sending: Sending<Done>,
): Promise<Done> {
  const { journal, accountId, agent, now, monotonic } = writer;
  const entry: JournalEntry = {
    ...{ id: randomUUID(), time: now(), monotonic: monotonic(), accountId, agent },
    ...withoutUnknownKeys(intention),
  };
  await journal.begin(entry);
  const end = (state: WriteState, after: Asset | null, lost = false) =>
    journal.end(entry, { state, time: now(), after: after && bare(after), ...(lost && { lost }) });
  await sending.turn.ensureCurrent().catch(async (error: unknown) => {
    await end('failed', null);
    throw error;
  });
  let done: Done;
  try {
    done = await sendOnce(writer, sending);
  } catch (error) {
    await end(didNotHappen(error) ? 'failed' : 'unknown', null, error instanceof WriteRefused);
    throw error;
  }
  await end(stateAfter(entry, done.after, definition), done.after);
  return done;
}

/** Only what is known not to have happened has failed; an error nobody foresaw says nothing about the server. */
function didNotHappen(error: unknown): boolean {
  if (error instanceof WriteRefused) return error.refusal.reason === 'notApplied';
  if (error instanceof TurnLapsed) return true;
  return HappyFoxError.is(error) && error.failure.execution === 'notExecuted';
}

async function sendOnce<Done extends Carried>({ onDoubt }: Writer, { turn, send, find }: Sending<Done>): Promise<Done> {
  try {
    return await send().finally(() => turn.release());
  } catch (error) {
    if (!HappyFoxError.is(error) || error.failure.execution === 'notExecuted') throw error;
    onDoubt();
    return find(error);
  }
}

/** Whether the answer is what was meant. */
function stateAfter(
  { intent, newContacts = [] }: Pick<JournalEntry, 'intent' | 'newContacts'>,
  after: Asset | null,
  definition: AssetTypeDefinition | undefined,
): WriteState {
  if (!intent || !after || !definition) return 'verified';
  const differences = differencesIn(after, stateOf(intent, definition), newContacts, definition);
  return differences.length === 0 ? 'verified' : 'applied';
}

function withoutUnknownKeys(intention: Intention): Intention {
  const { before, intent } = intention;
  return { ...intention, before: before && bare(before), intent: intent && bare(intent) };
}
