import { sentState, stateOf, type EditableState } from '../assets/editableState';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { Asset } from '../happyfox/asset';
import type { HappyFoxClient } from '../happyfox/client';
import { differencesIn } from './answeredState';
import { WriteRefused, type Looked } from './writeRefused';
import type { Writer } from './writer';

const pageSize = 50;

/** What a created asset is known by. */
export interface Wanted {
  readonly definition: AssetTypeDefinition;
  readonly mine: EditableState;
  /** Ids of assets that are not it. */
  readonly known: readonly number[];
  /** The highest id that was known when it was sent, 0 where none was: HappyFox counts up, so none up to that is it. */
  readonly newest: number;
}

/** What was read of an asset type. */
export interface Reading extends Looked {
  readonly rows: ReadonlyMap<number, Asset>;
  /** Whether every row was seen, those that can't be read included. */
  readonly isWhole: boolean;
  /** Whether no asset can have been missed. */
  readonly isComplete: boolean;
}

/** What a search for a created asset has found. */
export interface Found {
  /** Each asset that could be it. */
  readonly candidates: readonly Asset[];
  /** The one that it is, where only one can be. */
  readonly only: Asset | undefined;
  /** Given where not all was looked through, so that not found does not mean not there. */
  readonly looked: Looked | undefined;
}

/** How far a reading has come. */
export interface ReadSoFar {
  readonly assets: number;
  readonly of: number;
}

/**
 * Reads an asset type in the background, `most` pages of it: all of them where they are no more, else the first and the last ones, for new assets
 * are mostly at one end. Throws `HappyFoxError`.
 */
export async function readType(
  parts: { readonly client: Pick<HappyFoxClient, 'listAssets'> },
  assetTypeId: number,
  most: number,
): Promise<Reading> {
  const reading = readPages(parts, assetTypeId, most);
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return step.value;
  }
}

/** The same, telling after each page how far it has come; called off by the signal. */
async function* readPages(
  { client }: { readonly client: Pick<HappyFoxClient, 'listAssets'> },
  assetTypeId: number,
  most: number,
  signal?: AbortSignal,
): AsyncGenerator<ReadSoFar, Reading, undefined> {
  const rows = new Map<number, Asset>();
  let unreadable = 0;
  const read = async (page: number) => {
    const before = rows.size;
    const request = { assetTypeId, page, size: pageSize };
    const came = await client.listAssets(request, { priority: 'background', ...(signal && { signal }) });
    for (const asset of came.items) rows.set(asset.id, asset);
    unreadable += came.unreadable.length;
    // A server that repeats a page for ever must not be followed for ever.
    return { total: came.total, isLast: came.last || rows.size === before };
  };
  const pages = [await read(1)];
  const count = Math.ceil((pages[0]?.total ?? 0) / pageSize);
  const of = (): number => Math.max(rows.size, ...pages.map(({ total }) => total));
  const isLast = (): boolean => pages.at(-1)?.isLast === true;
  const next = (): number | undefined => {
    if (pages.length >= most) return undefined;
    if (count <= most) return isLast() ? undefined : pages.length + 1;
    const back = count + 1 - pages.length;
    return back > 1 ? back : undefined;
  };
  for (let page = next(); page !== undefined; page = next()) {
    yield { assets: rows.size, of: of() };
    pages.push(await read(page));
  }
  const isWhole = count <= most && isLast() && rows.size + unreadable === of();
  return { rows, assets: rows.size, of: of(), isWhole, isComplete: isWhole && unreadable === 0 };
}

/** Assets of what was read that could be the one just sent: our agent's, new, with every value that was sent. */
export function findCreated(
  { rows, isComplete, assets, of }: Reading,
  { agent }: Pick<Writer, 'agent'>,
  { definition, mine, known, newest }: Wanted,
): Found {
  const sent = sentState(mine, definition);
  const candidates = [...rows.values()].filter((asset) => {
    if (asset.displayId !== mine.displayId || asset.createdBy !== agent.id || known.includes(asset.id)) return false;
    return differencesIn(asset, sent, [], definition).every(({ key }) => key === 'contacts');
  });
  const [first, ...others] = candidates;
  // One that looks the same may be years old. It is new by what was known before, or as the newest of all that were seen.
  const isNew = (id: number): boolean => id > newest && ((isComplete && newest > 0) || Math.max(...rows.keys()) === id);
  const isIt = first && others.length === 0 && isNew(first.id);
  return { candidates, only: isIt ? first : undefined, looked: isComplete ? undefined : { assets, of } };
}

/** How often a type is read whose rows move between its pages meanwhile. */
const readingsAtMost = 3;

/** Complete readings of asset types, each of which serves all that is sought in it. */
export class TypeReadings {
  private readonly readings = new Map<number, { readonly begun: number; readonly reading: Reading }>();

  /** A reading of all of a type that began at `notBefore` or later, in monotonic milliseconds. Throws `HappyFoxError`. */
  async read(
    { client, monotonic }: Pick<Writer, 'client' | 'monotonic'>,
    assetTypeId: number,
    notBefore: number,
  ): Promise<Reading> {
    const known = this.readings.get(assetTypeId);
    if (known && known.begun >= notBefore) return known.reading;
    const begun = monotonic();
    const reading = await readType({ client }, assetTypeId, Infinity);
    this.readings.set(assetTypeId, { begun, reading });
    return reading;
  }

  /**
   * One of all of a type, of which every row was seen: read again, a few times at most, where rows have moved. Tells how far it has come. Throws
   * `HappyFoxError`, or `WriteRefused` with `listUnsettled`.
   */
  async *whole(
    { client, monotonic }: Pick<Writer, 'client' | 'monotonic'>,
    assetTypeId: number,
    signal: AbortSignal,
  ): AsyncGenerator<ReadSoFar, Reading, undefined> {
    const known = this.readings.get(assetTypeId);
    if (known?.reading.isWhole) return known.reading;
    for (let count = 0; count < readingsAtMost; count += 1) {
      const begun = monotonic();
      const reading = yield* readPages({ client }, assetTypeId, Infinity, signal);
      this.readings.set(assetTypeId, { begun, reading });
      if (reading.isWhole) return reading;
    }
    throw new WriteRefused({ reason: 'listUnsettled' });
  }
}

/** What a created asset is known by, from how it was meant. */
export function wantedOf(
  intent: Asset,
  definition: AssetTypeDefinition,
  before: Pick<Wanted, 'known' | 'newest'>,
): Wanted {
  return { definition, mine: stateOf(intent, definition), ...before };
}
