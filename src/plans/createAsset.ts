import type { Change } from '../assets/changes';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contentOf, sentState, type EditableState } from '../assets/editableState';
import { AssetPager } from '../assets/pager';
import { unborn, withState } from '../assets/withState';
import type { Asset, NewContact } from '../happyfox/asset';
import type { Page } from '../happyfox/page';
import type { HappyFoxError } from '../happyfox/errors';
import { differencesIn } from './answeredState';
import { FoundPeople, type StateWithPeople } from './foundPeople';
import { WriteRefused } from './writeRefused';
import { journaled, paceOf, type Writer } from './writer';

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

const pageSize = 50;

/** A slow server may carry out a create for so long after it was sent, in milliseconds; until then, not found is not “not created”. */
export const settlesAfter = 60_000;

/** When to look for an asset whose answer was lost, in milliseconds after that. */
const probeAfter = [2_000, 13_000, 45_000];

/**
 * Creates one asset (article §3), sending it once. When the answer is lost, the type's list is searched for it: one match is
 * adopted, and anything else throws `WriteRefused` with `outcomeUnknown`, for a second attempt could make a second asset.
 * Else throws `JournalUnavailable` or `HappyFoxError`.
 */
export async function createAsset(writer: Writer, request: CreateRequest): Promise<CreateOutcome> {
  const { definition, known, reverts } = request;
  const { client, agent } = writer;
  const { mine, newContacts } = await peopleLinked(writer, request);
  const assetTypeId = definition.assetType.id;
  const content = { ...contentOf(mine, undefined, definition).content, ...(newContacts.length > 0 && { newContacts }) };
  const intention = {
    operation: 'create',
    assetTypeId,
    assetId: null,
    name: mine.name,
    before: null,
    intent: withState(unborn(definition), mine, definition),
    ...(newContacts.length > 0 && { newContacts }),
    ...(known.length > 0 && { known }),
    ...(reverts !== undefined && { reverts }),
  } as const;
  const { after: asset } = await journaled(
    writer,
    intention,
    definition,
    async () => ({
      after: await client.createAsset({ assetTypeId, content, createdBy: agent.id }, paceOf(writer)),
    }),
    async (lost) => ({ after: await probe(writer, { ...request, mine }, lost) }),
  );
  return { asset, differences: differencesIn(asset, mine, newContacts, definition) };
}

/** Another save may have created people since they were asked about: those are linked. */
async function peopleLinked(writer: Writer, { mine, newContacts = [] }: CreateRequest): Promise<StateWithPeople> {
  return (await FoundPeople.lookUp(writer.client, newContacts, paceOf(writer))).link(mine, newContacts);
}

async function probe(writer: Writer, request: CreateRequest, lost: HappyFoxError): Promise<Asset> {
  let candidates: readonly Asset[] = [];
  for (const pause of probeAfter) {
    await writer.wait(pause);
    try {
      candidates = await findCreated(writer, request);
    } catch {
      continue;
    }
    const [only, ...others] = candidates;
    if (only && others.length === 0) return only;
    if (only) break;
  }
  throw new WriteRefused({ reason: 'outcomeUnknown', candidates }, { cause: lost });
}

/** Assets of the type that could be the one just sent: our agent's, new, with every value that was sent. */
export async function findCreated(
  { client, agent }: Pick<Writer, 'client' | 'agent'>,
  { definition, mine, known }: Pick<CreateRequest, 'definition' | 'mine' | 'known'>,
): Promise<readonly Asset[]> {
  const fetchPage = (page: number): Promise<Page<Asset>> =>
    client.listAssets({ assetTypeId: definition.assetType.id, page, size: pageSize }, { priority: 'background' });
  const pager = new AssetPager(fetchPage, pageSize);
  const sent = sentState(mine, definition);
  while (!pager.complete) await pager.advance();
  return pager.assets.filter((asset) => {
    if (asset.displayId !== mine.displayId || asset.createdBy !== agent.id || known.includes(asset.id)) return false;
    const differences = differencesIn(asset, sent, [], definition);
    return differences.every(({ key }) => key === 'contacts');
  });
}
