import { EventEmitter } from 'node:events';
import type { Asset } from '../happyfox/asset';
import type { AssetType } from '../happyfox/assetType';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import type { Page } from '../happyfox/page';
import { Catalogue, type OpenClient } from './catalogue';
import { AssetPager } from './pager';

/** What happened to an asset, here or in another window. */
export type AssetEvent =
  | {
      readonly kind: 'read' | 'saved' | 'created';
      readonly asset: Asset;
      readonly assetTypeId: number;
      /** Another window did it, and the asset was read after that. */
      readonly elsewhere?: true;
    }
  | { readonly kind: 'deleted'; readonly assetId: number; readonly assetTypeId: number; readonly elsewhere?: true };

/** A page of a type that has been asked for. */
export interface PageReading {
  readonly assetTypeId: number;
  /** 1-based. */
  readonly page: number;
  readonly size: number;
  readonly reading: Promise<Page<Asset>>;
}

/** Has a page of a list at hand, so that the server need not be asked; undefined where it has not. */
type PageAtHand = (assetTypeId: number, page: number, size: number) => Page<Asset> | undefined;

const userWaits: CallOptions = { priority: 'user' };

/** What is known of one account: its catalogue, and the assets loaded so far. Asks the server only when told to. */
export class AssetStore {
  /** Its types, their fields, and its staff. */
  readonly catalogue: Catalogue;
  private readonly events = new EventEmitter<{
    change: [AssetEvent];
    reading: [PageReading];
    asset: [Promise<Asset>];
  }>();
  private readonly pagers = new Map<number, AssetPager>();
  private readonly reads = new Map<number, Promise<Asset>>();
  private readonly typeTotals = new Map<number, number>();
  /** Types whose list was read again because somebody wanted to see it as it is now. */
  private readonly renewed = new Set<number>();
  /** Counts what was written of each asset, so that a read that began before is told from one that saw it. */
  private readonly writes = new Map<number, number>();
  private readonly writesBefore = new WeakMap<Asset, number>();

  constructor(
    private readonly openClient: OpenClient,
    private readonly pageSize: () => number,
    rememberedTypes: () => readonly AssetType[],
    private readonly pageAtHand: PageAtHand = () => undefined,
  ) {
    this.catalogue = new Catalogue(openClient, rememberedTypes);
  }

  /** Calls `listener` after each change; the returned function stops that. */
  onChange(listener: (event: AssetEvent) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** Calls `listener` when a page of a list is asked for; the returned function stops that. */
  onReading(listener: (reading: PageReading) => void): () => void {
    this.events.on('reading', listener);
    return () => this.events.off('reading', listener);
  }

  /** Calls `listener` when an asset is asked for by itself; the returned function stops that. */
  onRead(listener: (reading: Promise<Asset>) => void): () => void {
    this.events.on('asset', listener);
    return () => this.events.off('asset', listener);
  }

  /** The asset as the server has it now; callers that ask while a read is under way share it, unless the asset was written since that began. */
  read(assetId: number): Promise<Asset> {
    const underWay = this.reads.get(assetId);
    if (underWay) return underWay;
    const reading = this.client().then((client) => client.getAsset(assetId, userWaits));
    this.events.emit('asset', reading);
    const before = this.writes.get(assetId) ?? 0;
    const read = reading
      .then((asset) => {
        this.writesBefore.set(asset, before);
        return asset;
      })
      .finally(() => {
        if (this.reads.get(assetId) === read) this.reads.delete(assetId);
      });
    this.reads.set(assetId, read);
    return read;
  }

  /** The pager of a type; made on first use, and empty until somebody advances it. */
  pager(assetTypeId: number): AssetPager {
    const known = this.pagers.get(assetTypeId);
    if (known) return known;
    const size = this.pageSize();
    const pager = new AssetPager((page, signal) => this.readPage({ assetTypeId, page, size }, signal), size);
    this.pagers.set(assetTypeId, pager);
    return pager;
  }

  /** How many assets a type has, where that is known. */
  total(assetTypeId: number): number | undefined {
    return this.pagers.get(assetTypeId)?.total ?? this.typeTotals.get(assetTypeId);
  }

  /** Asks for a type's total with the smallest list there is. */
  async readTotal(assetTypeId: number, signal: AbortSignal): Promise<void> {
    const client = await this.client();
    const page = await client.listAssets({ assetTypeId, page: 1, size: 1 }, { priority: 'background', signal });
    this.typeTotals.set(assetTypeId, page.total);
  }

  /** Reads the loaded pages of a type again, `mostPages` at most; what was there stays until they have come. */
  async reload(assetTypeId: number, mostPages: number): Promise<void> {
    this.catalogue.forgetDefinition(assetTypeId);
    this.typeTotals.delete(assetTypeId);
    this.renewed.add(assetTypeId);
    const pager = this.pagers.get(assetTypeId);
    if (pager?.started) this.pagers.set(assetTypeId, await pager.restart(mostPages));
  }

  /** Forgets the types, their fields and the staff, but not the loaded pages. */
  forgetTypes(): void {
    this.catalogue.forget();
    this.typeTotals.clear();
  }

  /** Forgets everything. */
  forgetAll(): void {
    this.forgetTypes();
    this.pagers.clear();
  }

  /** The loaded asset with this id, of whatever type. */
  loaded(assetId: number): Asset | undefined {
    for (const pager of this.pagers.values()) {
      const asset = pager.find(assetId);
      if (asset) return asset;
    }
    return undefined;
  }

  /** The type of a loaded asset. */
  typeOfLoaded(assetId: number): number | undefined {
    for (const [assetTypeId, pager] of this.pagers) if (pager.find(assetId)) return assetTypeId;
    return undefined;
  }

  /** The types of which at least one page has been loaded. */
  startedTypes(): readonly number[] {
    return [...this.pagers].flatMap(([assetTypeId, pager]) => (pager.started ? [assetTypeId] : []));
  }

  /** Every asset loaded so far, with its type's id. */
  *allLoaded(): Generator<{ readonly asset: Asset; readonly assetTypeId: number }> {
    for (const [assetTypeId, pager] of this.pagers) {
      for (const asset of pager.assets) yield { asset, assetTypeId };
    }
  }

  /** The highest id of those; 0 where there is none. */
  get newest(): number {
    let newest = 0;
    for (const { asset } of this.allLoaded()) newest = Math.max(newest, asset.id);
    return newest;
  }

  /** Takes in what happened to an asset, and tells everyone who listens; not of what was read before it was last written. */
  announce(event: AssetEvent): void {
    if (event.kind === 'deleted') this.noteWrite(event.assetId);
    // What another window wrote was noted before it was read: whoever shares that read has what is there now.
    else if (event.kind !== 'read' && !event.elsewhere) this.noteWrite(event.asset.id);
    else if (this.isOutdated(event.asset)) return;
    const pager = this.pagers.get(event.assetTypeId);
    const total = this.typeTotals.get(event.assetTypeId);
    if (event.kind === 'created') {
      pager?.add(event.asset);
      if (total !== undefined) this.typeTotals.set(event.assetTypeId, total + 1);
    } else if (event.kind === 'deleted') {
      pager?.remove(event.assetId);
      if (total !== undefined) this.typeTotals.set(event.assetTypeId, Math.max(0, total - 1));
    } else {
      pager?.replace(event.asset);
    }
    this.events.emit('change', event);
  }

  /** Whether an asset has been written since the read that it comes from began. */
  isOutdated(asset: Asset): boolean {
    return (this.writesBefore.get(asset) ?? Infinity) < (this.writes.get(asset.id) ?? 0);
  }

  /** The account's client. Throws when its credentials can't be had. */
  client(): Promise<HappyFoxClient> {
    return this.openClient();
  }

  /** An asset has been written, here or elsewhere: what is being read is outdated, and the next read asks anew. */
  noteWrite(assetId: number): void {
    this.writes.set(assetId, (this.writes.get(assetId) ?? 0) + 1);
    this.reads.delete(assetId);
  }

  private readPage(
    request: { readonly assetTypeId: number; readonly page: number; readonly size: number },
    signal: AbortSignal | undefined,
  ): Promise<Page<Asset>> {
    const { assetTypeId, page, size } = request;
    const atHand = this.renewed.has(assetTypeId) ? undefined : this.pageAtHand(assetTypeId, page, size);
    if (atHand) return Promise.resolve(atHand);
    const reading = this.client().then((client) =>
      client.listAssets(request, { ...userWaits, ...(signal && { signal }) }),
    );
    this.events.emit('reading', { assetTypeId, page, size, reading });
    return reading;
  }
}
