import type { Change } from '../assets/changes';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contentOf, type EditableState } from '../assets/editableState';
import { unborn, withState } from '../assets/withState';
import type { Asset, NewContact } from '../happyfox/asset';
import type { HappyFoxError } from '../happyfox/errors';
import { differencesIn } from './answeredState';
import { inTurn } from './assetTurn';
import { findCreated, readType, type Found, type Wanted } from './findCreated';
import { WriteRefused } from './writeRefused';
import { journaled, type Writer } from './writer';

/** What a creation needs to know. */
export interface CreateRequest {
  readonly definition: AssetTypeDefinition;
  readonly mine: EditableState;
  /** People to create and link with the asset; the user has confirmed them. */
  readonly newContacts?: readonly NewContact[];
  /** Ids of assets that had this display id before: the new one is none of them. */
  readonly known: readonly number[];
  /** The journal entry that this creation undoes. */
  readonly reverts?: string;
}

/** A created asset, and what the server made of it where that is not what was sent. */
export interface CreateOutcome {
  readonly asset: Asset;
  readonly differences: readonly Change[];
}

/** When to look for an asset whose answer was lost, in milliseconds after that, and at how many pages. */
const looks = [
  { after: 2_000, pages: 3 },
  { after: 13_000, pages: 3 },
  { after: 45_000, pages: 14 },
] as const;

/**
 * Creates one asset (article §3), sending it once. When the answer is lost, the type's list is searched for it: one match is
 * adopted, and anything else throws `WriteRefused` with `outcomeUnknown`, for a second attempt could make a second asset. The search is bounded.
 * Else throws `JournalUnavailable` or `HappyFoxError`.
 */
export async function createAsset(writer: Writer, request: CreateRequest): Promise<CreateOutcome> {
  const { definition, known, reverts } = request;
  const { client, agent } = writer;
  const { newContacts: people = [] } = request;
  return inTurn(writer, { method: 'POST', assetId: null, people }, async (turn) => {
    const { mine, newContacts } = turn.people.link(request.mine, people);
    const assetTypeId = definition.assetType.id;
    const newest = known.reduce((one, other) => Math.max(one, other), writer.newest());
    const own = contentOf(mine, undefined, definition).content;
    const content = { ...own, ...(newContacts.length > 0 && { newContacts }) };
    const intention = {
      operation: 'create',
      assetTypeId,
      assetId: null,
      name: mine.name,
      before: null,
      intent: withState(unborn(definition), mine, definition),
      ...(newContacts.length > 0 && { newContacts }),
      ...(known.length > 0 && { known }),
      ...(newest > 0 && { newest }),
      ...(reverts !== undefined && { reverts }),
    } as const;
    const { after: asset } = await journaled(writer, intention, definition, {
      turn,
      send: async () => ({ after: await client.createAsset({ assetTypeId, content, createdBy: agent.id }, turn.call) }),
      find: async (lost) => ({ after: await probe(writer, { definition, mine, known, newest }, lost) }),
    });
    return { asset, differences: differencesIn(asset, mine, newContacts, definition) };
  });
}

/** Looks three times, at twenty pages in all: of a type with more assets than they hold, at the newest. */
async function probe(writer: Writer, wanted: Wanted, lost: HappyFoxError): Promise<Asset> {
  let found: Found = { candidates: [], only: undefined, looked: undefined };
  for (const { after, pages } of looks) {
    await writer.wait(after);
    try {
      found = findCreated(await readType(writer, wanted.definition.assetType.id, pages), writer, wanted);
    } catch {
      continue;
    }
    if (found.only) return found.only;
    if (found.candidates.length > 0) break;
  }
  const { candidates, looked } = found;
  throw new WriteRefused({ reason: 'outcomeUnknown', candidates, ...(looked && { looked }) }, { cause: lost });
}
