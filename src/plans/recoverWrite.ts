import { sameState } from '../assets/changes';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf } from '../assets/editableState';
import type { Asset } from '../happyfox/asset';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import { isGone } from '../happyfox/errors';
import { differencesIn } from './answeredState';
import { findCreated, readType, wantedOf, type Found } from './findCreated';
import type { JournalEntry, JournalResult, WriteState } from './journal';
import { settlesIn } from './settling';
import type { Writer } from './writer';

/** What recovery needs to know. */
interface Recovery extends Pick<Writer, 'client' | 'now' | 'monotonic'> {
  readonly definition: AssetTypeDefinition;
}

/** Pages that are searched for a created asset. */
const pagesAtMost = 20;

/**
 * Finds out what became of a write whose window died before the answer came, as far as that shows by now. It only reads: nothing is
 * sent again. Throws `HappyFoxError` when the server can't be asked; then the write stays unresolved.
 */
export async function recoverWrite(recovery: Recovery, entry: JournalEntry): Promise<JournalResult> {
  const found = await look(recovery, entry);
  return { time: recovery.now(), after: null, ...found, ...(found.state !== 'verified' && { lost: true }) };
}

async function look(
  recovery: Recovery,
  entry: JournalEntry,
): Promise<Pick<JournalResult, 'state'> & Partial<JournalResult>> {
  const { client, definition } = recovery;
  if (entry.operation === 'create') return lookForCreated(recovery, entry);
  const now = entry.assetId === null ? undefined : await present(client, entry.assetId, { priority: 'background' });
  if (entry.operation === 'delete') return { state: now ? 'failed' : 'verified' };
  if (!now || !entry.intent || !entry.before) return { state: 'unknown' };
  const state = stateOf(now, definition);
  const meant = stateOf(entry.intent, definition);
  if (differencesIn(now, meant, entry.newContacts ?? [], definition).length === 0)
    return { state: 'verified', after: now };
  return { state: sameState(stateOf(entry.before, definition), state, definition) ? 'failed' : 'unknown' };
}

async function lookForCreated(
  recovery: Recovery,
  entry: JournalEntry,
): Promise<Pick<JournalResult, 'state'> & Partial<JournalResult>> {
  const { intent, agent, known = [], newest = 0 } = entry;
  if (!intent) return { state: 'unknown' };
  const { definition } = recovery;
  const isSettled = settlesIn(entry, recovery) === 0;
  const reading = await readType(recovery, definition.assetType.id, pagesAtMost);
  const found = findCreated(reading, { agent }, wantedOf(intent, definition, { known, newest }));
  return { state: createdState(found, isSettled), after: found.only ?? null };
}

/**
 * What a search tells of a create. Only where all was looked through, and nothing more can come of it, has it failed: told so it is sent
 * again, and a slow server would have two.
 */
export function createdState({ only, candidates, looked }: Found, isSettled: boolean): WriteState {
  if (only) return 'verified';
  return candidates.length === 0 && !looked && isSettled ? 'failed' : 'unknown';
}

/** An asset as it is now; undefined where it is gone. */
export async function present(client: HappyFoxClient, id: number, call: CallOptions): Promise<Asset | undefined> {
  try {
    return await client.getAsset(id, call);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
