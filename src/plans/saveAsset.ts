import { changesBetween, sameState, type Change } from '../assets/changes';
import { definitionFor, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contentOf, stateOf, type EditableState } from '../assets/editableState';
import { merge } from '../assets/merge';
import { withState } from '../assets/withState';
import type { Asset, NewContact } from '../happyfox/asset';
import { isGone, type HappyFoxError } from '../happyfox/errors';
import { differencesIn } from './answeredState';
import { inTurn, type AssetTurn } from './assetTurn';
import { baseAfterLost } from './lostWrites';
import { WriteRefused } from './writeRefused';
import { journaled, lookUpPace, paceOf, type Writer } from './writer';
import { personKey } from '../assets/person';

/** What a save needs to know. */
export interface SaveRequest {
  readonly definition: AssetTypeDefinition;
  /** The asset as it was when the edit began. */
  readonly base: Asset;
  /** The asset as the user wants it. */
  readonly mine: EditableState;
  /** People to create and link with the save; the user has confirmed them. */
  readonly newContacts?: readonly NewContact[];
  /** The journal entry that this save undoes. */
  readonly reverts?: string;
}

/** How a save ended, when nothing stood against it. */
export type SaveOutcome =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'saved';
      readonly asset: Asset;
      /** What the server made of the edit where that is not what was sent. */
      readonly differences: readonly Change[];
      /** What others had changed meanwhile, and the save kept. */
      readonly fromTheirs: readonly Change[];
    };

/**
 * Saves one asset: reads it again, merges what others changed, sends the full editable state (article §4), and verifies the answer.
 * An edit that changes nothing sends nothing, not even a read, unless an earlier save is in doubt. Throws `WriteRefused` where a doubt stands against the write,
 * `JournalUnavailable`, else `HappyFoxError`.
 */
export async function saveAsset(writer: Writer, request: SaveRequest): Promise<SaveOutcome> {
  const { definition, base, newContacts = [] } = request;
  if (newContacts.length === 0 && sameState(stateOf(base, definition), request.mine, definition)) {
    // One that was told as not done may be carried out late, and then what it changed has to be taken back.
    if ((await writer.journal.lost(writer.accountId, base.id)).length === 0) return { kind: 'unchanged' };
  }
  for (let fields: ReadonlySet<number> | undefined; ;) {
    const turn = { method: 'PUT', assetId: base.id, people: newContacts } as const;
    const outcome = await inTurn(writer, turn, (inside) => saveNow(writer, request, inside, fields));
    if (outcome.kind !== 'gone') return outcome;
    // Read between two turns, or the asset would be old by the time it is written.
    const listed = await writer.client.listCustomFields(definition.assetType.id, paceOf(writer));
    fields = new Set(listed.map(({ id }) => id));
    refuseRemoved(outcome.changes, fields);
  }
}

/** What the user edited of fields that the asset has no more, though the type may. */
interface Gone {
  readonly kind: 'gone';
  readonly changes: readonly Change[];
}

/** @param fields those that the type has now, where that is known */
async function saveNow(
  writer: Writer,
  request: SaveRequest,
  turn: AssetTurn,
  fields: ReadonlySet<number> | undefined,
): Promise<SaveOutcome | Gone> {
  const { definition, base, newContacts = [] } = request;
  const before = stateOf(base, definition);
  const theirs = await readAgain(base.id, turn);
  const missing = newContacts.filter((person) => !isLinked(person, theirs));
  const { mine, newContacts: strangers } = turn.people.link(request.mine, missing);
  if (theirs.absent.length > 0) throw new WriteRefused({ reason: 'incompleteAnswer', missing: theirs.absent });
  const theirState = stateOf(theirs, definitionFor(theirs, definition));
  const gone = changesOfGone(request, before, theirs);
  if (gone.length > 0 && !fields) return { kind: 'gone', changes: gone };
  if (fields) refuseRemoved(gone, fields);
  const measured = sameState(before, theirState, definition)
    ? before
    : await baseAfterLost(writer, before, theirs, definition);
  const { merged, conflicts, fromTheirs } = merge(measured, theirState, mine, definition);
  if (conflicts.length > 0) throw new WriteRefused({ reason: 'conflict', base: measured, theirs, conflicts });
  // Others have made the very change that was to be saved.
  if (strangers.length === 0 && sameState(theirState, merged, definition)) {
    return { kind: 'saved', asset: theirs, differences: [], fromTheirs };
  }
  const asset = await send(writer, { ...request, newContacts: strangers }, turn, { theirs, theirState, merged });
  return { kind: 'saved', asset, differences: differencesIn(asset, merged, strangers, definition), fromTheirs };
}

/** Whether somebody who was to be created is there already, as after an earlier save whose answer was lost. */
function isLinked(person: NewContact, { contacts }: Asset): boolean {
  return contacts.some(({ email }) => email !== null && personKey({ email }) === personKey(person));
}

async function send(
  writer: Writer,
  { definition, newContacts = [], reverts }: SaveRequest,
  turn: AssetTurn,
  { theirs, theirState, merged }: { theirs: Asset; theirState: EditableState; merged: EditableState },
): Promise<Asset> {
  const { client, agent } = writer;
  const { content: own, unsendable } = contentOf(merged, theirState, definitionFor(theirs, definition));
  if (unsendable.length > 0) throw new WriteRefused({ reason: 'notResendable', labels: unsendable });
  const content = { ...own, ...(newContacts.length > 0 && { newContacts }) };
  const intention = {
    operation: 'update',
    assetTypeId: definition.assetType.id,
    assetId: theirs.id,
    name: merged.name,
    before: theirs,
    intent: withState(theirs, merged, definition),
    ...(newContacts.length > 0 && { newContacts }),
    ...(reverts !== undefined && { reverts }),
  } as const;
  const { after } = await journaled(writer, intention, definition, {
    turn,
    send: async () => ({ after: await client.updateAsset({ id: theirs.id, content, updatedBy: agent.id }, turn.call) }),
    find: async (lost) => ({
      after: await readBack(writer, definition, theirState, { id: theirs.id, merged, newContacts, lost }),
    }),
  });
  return after;
}

async function readAgain(id: number, turn: AssetTurn): Promise<Asset> {
  try {
    return await turn.read(id);
  } catch (error) {
    if (isGone(error)) {
      throw new WriteRefused({ reason: 'deletedMeanwhile' });
    }
    throw error;
  }
}

/** The answer was lost: only the server can tell whether the write happened. It is never sent again from here. */
async function readBack(
  writer: Writer,
  definition: AssetTypeDefinition,
  theirState: EditableState,
  {
    id,
    merged,
    newContacts,
    lost,
  }: Required<Pick<SaveRequest, 'newContacts'>> & {
    readonly id: number;
    readonly merged: EditableState;
    readonly lost: HappyFoxError;
  },
): Promise<Asset> {
  let found: Asset;
  try {
    found = await writer.client.getAsset(id, lookUpPace(writer));
  } catch {
    throw new WriteRefused({ reason: 'outcomeUnknown', candidates: [] }, { cause: lost });
  }
  const state = stateOf(found, definition);
  if (differencesIn(found, merged, newContacts, definition).length === 0) return found;
  const untouched = sameState(theirState, state, definition);
  throw new WriteRefused(
    untouched ? { reason: 'notApplied', operation: 'update' } : { reason: 'outcomeUnknown', candidates: [found] },
    {
      cause: lost,
    },
  );
}

function refuseRemoved(gone: readonly Change[], fields: ReadonlySet<number>): void {
  const changes = gone.filter(({ key }) => typeof key === 'number' && !fields.has(key));
  if (changes.length > 0) throw new WriteRefused({ reason: 'fieldRemoved', changes });
}

/**
 * What the user edited of fields that the asset had and has no more: what was typed might be lost without a word. A server may also leave out a
 * field that somebody has cleared: only the type's own fields tell the two apart.
 */
function changesOfGone(
  { base, mine, definition }: SaveRequest,
  before: EditableState,
  theirs: Asset,
): readonly Change[] {
  const there = new Set(theirs.customFields.map(({ id }) => id));
  const gone = new Set(base.customFields.map(({ id }) => id).filter((id) => !there.has(id)));
  if (gone.size === 0) return [];
  return changesBetween(before, mine, definition).filter(({ key }) => typeof key === 'number' && gone.has(key));
}
