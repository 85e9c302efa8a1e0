import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { EndedWrite } from '../assets/endedWrite';
import type { SharedOrder } from '../disk/sharedOrder';
import type { Asset } from '../happyfox/asset';
import type { HappyFoxClient } from '../happyfox/client';
import type { Clock } from '../happyfox/clock';
import type { Page } from '../happyfox/page';
import { pausing, type Pause } from '../happyfox/pause';
import { arrange, type Arranged, type Arrangement } from './arrangement';
import { throughClient } from './crawl';
import { estimateCrawl, type CrawlEstimate } from './crawlEstimate';
import { CrawlLock, type LockUse } from './crawlLock';
import { crawlPageSize } from './walkedPage';
import { areFresh } from './crawlJob';
import { saveShared } from './crawlKept';
import { CrawlProgress } from './crawlProgress';
import { filtering, type Filtered } from './filter';
import { IndexCrawl } from './indexCrawl';
import { AssetIndex } from './index/assetIndex';
import type { QueryWorld } from './query/compileQuery';
import { servedPage } from './servedPage';
import { AssetSearch } from './search';
import { overSlots } from './steps';
import { KeptDefinitions } from './storage/keptDefinitions';
import { KeptIndex } from './storage/keptIndex';
import { SealedFolder } from './storage/sealedFolder';
import { VersionFile } from './storage/versionFile';
import { WrittenAssets } from './writtenAssets';

/** Where an account's index is kept, the same for all windows. */
export interface IndexPlace {
  readonly folder: string;
  /** Beside the folder. */
  readonly lockFolder: string;
  readonly versionFile: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** What an account's index is opened with. */
export interface OpenIndexOptions {
  readonly accountId: string;
  /** Undefined: it lives in memory alone, and each window reads for itself. */
  readonly place: IndexPlace | undefined;
  /** Of all windows' writes of the account's assets; shared even where no index is kept. */
  readonly order?: SharedOrder;
  /** What the journal has of writes that went through. None by default. */
  readonly ended?: () => Promise<readonly EndedWrite[]>;
  /** Whether a process that has begun a write still lives. */
  readonly isAlive?: (process: number) => boolean;
  readonly world: QueryWorld;
  readonly openClient: () => Promise<Pick<HappyFoxClient, 'listAssets'>>;
  readonly clock: Clock;
  /** Hears once that nothing can be written. */
  readonly unwritable: (error: unknown) => void;
  /** Hears once that something on disk can't be read, or was damaged; it is read from the server again. */
  readonly unreadable: (reason: string) => void;
}

/** Own writes are put on disk so many milliseconds after the first of them, or tried again where another window is writing. */
const saveAfter = 1_000;
const saveAgainAfter = 5_000;

/** Opens an account's index with all that is on disk of it. Sends nothing. */
export async function openIndex(options: OpenIndexOptions): Promise<OpenedIndex> {
  const index = new OpenedIndex(options);
  await index.load();
  return index;
}

/** What is known of one account's assets in this window: the index in memory, its copy on disk, and the crawl that completes both. */
export class OpenedIndex {
  readonly assets = new AssetIndex();
  readonly progress: CrawlProgress;
  readonly world: QueryWorld;
  readonly kept: KeptIndex;
  readonly crawl: IndexCrawl;
  readonly #clock: Clock;
  readonly #lock: Pick<CrawlLock, 'use' | 'during'>;
  readonly #definitions: KeptDefinitions;
  readonly #version: VersionFile | undefined;
  readonly #ended: () => Promise<readonly EndedWrite[]>;
  #stopFollowing: (() => void) | undefined;
  #stopSaving: (() => void) | undefined;
  #closed = false;

  constructor(options: OpenIndexOptions) {
    const { accountId, place, order, world, openClient, clock, unwritable, unreadable } = options;
    this.#ended = options.ended ?? (() => Promise.resolve([]));
    const folder = place && new SealedFolder({ ...place, accountId, unreadable });
    this.progress = new CrawlProgress(new WrittenAssets(order, options.isAlive, () => clock.monotonic()));
    this.world = world;
    this.#clock = clock;
    this.#version = place && new VersionFile(place.versionFile, clock);
    this.#lock = place ? new CrawlLock({ folder: place.lockFolder, clock }) : noLock;
    this.#definitions = new KeptDefinitions(folder);
    this.kept = new KeptIndex({
      rows: this.assets,
      progress: this.progress,
      clock,
      folder,
      ...(this.#version && { version: this.#version }),
      unwritable,
    });
    const { kept, progress } = this;
    this.crawl = new IndexCrawl({ kept, progress, lock: this.#lock, fetchPage: throughClient(openClient), clock });
  }

  /** Takes in what is on disk, and from then on what other windows put there. */
  async load(): Promise<void> {
    await this.#learnDefinitions();
    await this.kept.open(this.#ended);
    if (this.kept.isDirty) this.#saveSoon();
    const refresh = (): void => void this.#refresh().catch(() => undefined);
    // What another window wrote is on disk before long, unless that window is gone.
    const stop = await this.#version?.follow(refresh, () => this.progress.written.hasNews);
    if (this.#closed) stop?.();
    else this.#stopFollowing = stop;
  }

  /** Takes in what other windows have written since; what it is now may have to be read. */
  async catchUp(): Promise<void> {
    if (!this.progress.written.hasNews) return;
    await this.#refresh().catch(() => undefined);
    this.kept.hearWrites();
  }

  /** The account has these types, and no others. Those of which nothing is known yet count as partial from now on. */
  setTypes(types: readonly { readonly id: number; readonly total?: number | undefined }[]): void {
    const ids = types.map(({ id }) => id);
    const gone = [...this.kept.retain(ids), ...this.assets.definitions.keys()].filter((id) => !ids.includes(id));
    for (const id of new Set(gone)) this.assets.removeType(id);
    for (const { id, total } of types) {
      if (!this.progress.type(id)) this.assets.setCompleteness(id, { kind: 'partial', loaded: 0, total });
    }
  }

  /** Whether all of a type was read since then, in epoch milliseconds. */
  isFresh(assetTypeId: number, notBefore: number): boolean {
    return areFresh(this.progress, [assetTypeId], { notBefore, now: this.#clock.now() });
  }

  /** When the oldest of these types was read, in epoch milliseconds; 0 where one has not been. */
  oldest(assetTypeIds: readonly number[]): number {
    return Math.min(...assetTypeIds.map((id) => this.progress.type(id)?.standing?.finishedAt ?? 0));
  }

  /** What reading all of these types takes, as far as their totals are known. */
  estimate(assetTypeIds: readonly number[], readsPerMinute: number): CrawlEstimate {
    const totals = assetTypeIds.map((id) => this.progress.type(id)?.walk.total ?? 0);
    return estimateCrawl(totals, readsPerMinute);
  }

  /** A type's fields are these. */
  setDefinition(definition: AssetTypeDefinition): void {
    const known = this.assets.definitions.get(definition.assetType.id);
    this.assets.setDefinition(definition);
    if (this.assets.definitions.get(definition.assetType.id) === known || this.#closed) return;
    void this.#definitions.write(definition, this.#clock.now()).then(() => this.#version?.bump());
  }

  /** An asset was written by this window, which had ended at a moment of `order`, or read, by a request that began then. */
  noteAsset(kind: 'read' | 'saved' | 'created', asset: Asset, assetTypeId: number, moment: number): void {
    this.kept.noteAsset(kind, asset, assetTypeId, moment);
    this.#saveSoon();
  }

  /** An asset was deleted, or is known to be gone, at a moment of `order`. */
  noteDeleted(assetId: number, assetTypeId: number, moment: number): void {
    this.kept.noteDeleted(assetId, assetTypeId, moment);
    this.#saveSoon();
  }

  /** A page that somebody else has read, by a request that began at a moment of `order`. */
  noteRead(assetTypeId: number, page: Page<Asset>, size: number, began: number): void {
    this.kept.noteRead(assetTypeId, page, size, began);
    this.#saveSoon();
  }

  /** A page that somebody else is reading, by a request that began at a moment of `order`. */
  noteReading(assetTypeId: number, page: number, size: number, reading: Promise<Page<Asset>>, began: number): void {
    this.kept.noteReading(assetTypeId, page, size, reading, began);
    void reading.then(
      () => this.#saveSoon(),
      () => undefined,
    );
  }

  /** A page of the size of the crawl's as the crawl has read it lately; undefined where the server has to be asked. */
  servedPage(assetTypeId: number, page: number): Page<Asset> | undefined {
    return servedPage(this.progress, this.assets, assetTypeId, page, this.#clock.now());
  }

  /** About how many assets of its type are listed before an asset; undefined where its place is not known. */
  positionOf(assetId: number, assetTypeId: number): number | undefined {
    const walk = this.progress.type(assetTypeId)?.walk;
    const page = walk?.pageOf(assetId);
    if (page === undefined) return undefined;
    return (page - 1) * crawlPageSize + (walk?.page(page)?.ids.indexOf(assetId) ?? 0);
  }

  /** A search of its own: each takes advantage of what it was asked before. */
  newSearch(): AssetSearch {
    return new AssetSearch(this.assets, this.world);
  }

  /** All assets that a query wants, or those of one type. Others get their turn in between; throws what `pause` throws. */
  filter(query: string, assetTypeId?: number, pause: Pause = pausing()): Promise<Filtered> {
    return overSlots(this.assets, () => filtering(this.assets, query, this.world, assetTypeId), pause);
  }

  /** The assets, or those of one type, as an arrangement has them. Others get their turn in between; throws what `pause` throws. */
  arrange(arrangement: Arrangement, assetTypeId?: number, pause: Pause = pausing()): Promise<Arranged> {
    return overSlots(this.assets, () => arrange(this.assets, arrangement, this.world, assetTypeId), pause);
  }

  /** Forgets everything, in memory and on disk. */
  async clear(): Promise<void> {
    await this.kept.clear();
    await this.#version?.bump();
  }

  /** Nothing is written from now on, nor heard from other windows. */
  close(): void {
    this.#closed = true;
    this.#stopFollowing?.();
    this.#stopSaving?.();
    this.kept.close();
  }

  async #refresh(): Promise<void> {
    await this.#learnDefinitions();
    await this.kept.refresh();
  }

  async #learnDefinitions(): Promise<void> {
    for (const definition of await this.#definitions.read()) this.assets.setDefinition(definition);
  }

  #saveSoon(after = saveAfter): void {
    if (this.#closed || this.#stopSaving) return;
    this.#stopSaving = this.#clock.setTimeout(() => {
      void this.#save();
    }, after);
  }

  async #save(): Promise<void> {
    // While this window crawls, the crawl saves.
    const saved = this.crawl.state.kind === 'reading' || (await saveShared(this.kept, this.#lock).catch(() => false));
    this.#stopSaving = undefined;
    if (!saved) this.#saveSoon(saveAgainAfter);
  }
}

/** Where nothing is shared, nothing has to be agreed on. */
const alone: LockUse = { isMine: () => Promise.resolve(true), release: () => Promise.resolve() };
const noLock: Pick<CrawlLock, 'use' | 'during'> = {
  use: () => Promise.resolve(alone),
  during: async (work) => {
    await work(alone);
    return true;
  },
};
