import { changesBetween, sameState, type ChangeKey } from '../assets/changes';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf, type EditableState } from '../assets/editableState';
import { withValuesOf } from '../assets/merge';
import type { Asset } from '../happyfox/asset';
import { differencesIn } from './answeredState';
import type { JournalEntry, JournaledWrite } from './journal';
import type { Writer } from './writer';

/**
 * The updates of an asset whose answers were lost and which did not seem to be carried out, oldest first; only those since the last
 * one that went through. Another window that is open has edits of its own, and looks after its own updates.
 */
export function lostUpdates(newestFirst: readonly JournaledWrite[], assetId: number): readonly JournalEntry[] {
  const ofAsset = newestFirst.filter(({ entry }) => entry.assetId === assetId && entry.operation === 'update');
  const settled = ofAsset.findIndex(({ result }) => result?.state === 'verified' || result?.state === 'applied');
  return ofAsset
    .slice(0, settled === -1 ? undefined : settled)
    .filter(({ result, sender }) => (result ? result.lost === true && sender !== 'other' : sender === 'gone'))
    .map(({ entry }) => entry)
    .toReversed();
}

/**
 * What an edit is to be measured against. A slow server may carry out a save after it was looked up and told as not done: what is
 * in HappyFox then is no change of somebody else, and standing against the next save it would be a conflict with oneself. Sets the
 * journal right about such saves.
 */
export async function baseAfterLost(
  { journal, accountId, now }: Writer,
  base: EditableState,
  theirs: Asset,
  definition: AssetTypeDefinition,
): Promise<EditableState> {
  const theirState = stateOf(theirs, definition);
  const begunFrom = [base];
  let measured = base;
  for (const entry of await journal.lost(accountId, theirs.id)) {
    const { before, intent } = entry;
    // Another edit than this one, which must not be taken for it.
    if (!before || !intent || !begunFrom.some((state) => sameState(state, stateOf(before, definition), definition)))
      continue;
    begunFrom.push(stateOf(intent, definition));
    const keys = carriedOut(entry, before, intent, theirs, definition);
    if (!keys) continue;
    measured = withValuesOf(measured, theirState, keys);
    await journal.end(entry, { state: 'verified', time: now(), after: intent });
  }
  return measured;
}

/** What a lost update has changed, where the asset has all of it. */
function carriedOut(
  { newContacts = [] }: JournalEntry,
  before: Asset,
  intent: Asset,
  theirs: Asset,
  definition: AssetTypeDefinition,
): readonly ChangeKey[] | undefined {
  const meant = stateOf(intent, definition);
  const keys = changesBetween(stateOf(before, definition), meant, definition).map(({ key }) => key);
  const all = newContacts.length > 0 ? [...keys, 'contacts' as const] : keys;
  const differing = new Set(differencesIn(theirs, meant, newContacts, definition).map(({ key }) => key));
  return all.some((key) => differing.has(key)) ? undefined : all;
}
