import type { Asset } from '../../happyfox/asset';
import type { Page } from '../../happyfox/page';
import type { CrawlEvent } from '../crawl';
import { crawlPageSize } from '../crawlWalk';
import { KeptFiles, type KeptFilesOptions } from './keptFiles';
import { KeptState, type KnownAssets } from './keptState';

/** What a kept index is made with. */
export interface KeptIndexOptions extends KnownAssets, KeptFilesOptions {}

/**
 * Takes what is learnt of an account's assets into the index in memory, and keeps it on disk. Only `refresh`, `save` and `clear` touch the disk; whoever
 * saves must hold the lock.
 */
export class KeptIndex {
  readonly #state: KeptState;
  readonly #files: KeptFiles;

  constructor(options: KeptIndexOptions) {
    this.#state = new KeptState(options);
    this.#files = new KeptFiles(this.#state, options);
  }

  /** True while there is something that is not on disk. */
  get isDirty(): boolean {
    return this.#state.isDirty;
  }

  /** Takes in what a crawl tells. */
  take(event: CrawlEvent): void {
    if (event.kind === 'waiting') return;
    const { rows, progress } = this.#state;
    const { assetTypeId } = event;
    const walk = this.#state.walkOf(assetTypeId);
    const kept = this.#state.type(assetTypeId);
    if (event.kind === 'page') {
      this.#state.put(event.assets, assetTypeId);
      kept.pageCame(event.page, walk?.page(event.page)?.ids ?? []);
    } else if (event.kind === 'finished') {
      rows.removeAll(event.gone);
      kept.headIsDirty = true;
      if (walk) kept.settled(walk, progress.unseen(assetTypeId));
    }
    this.#state.tell(assetTypeId);
  }

  /** A page was read elsewhere. */
  noteRead(assetTypeId: number, page: Page<Asset>, size: number): void {
    const { progress, clock } = this.#state;
    progress.noteRead(assetTypeId, page, size, clock.now());
    this.#pageRead(assetTypeId, page, size, progress.written);
  }

  /** Somebody else begins to read a page; it is taken in when it has come, and the crawl does not ask for it. */
  noteReading(assetTypeId: number, page: number, size: number, reading: Promise<Page<Asset>>): void {
    const { progress, clock } = this.#state;
    const { written } = progress;
    progress.noteReading(assetTypeId, page, size, reading, clock.now());
    reading.then(
      (read) => {
        this.#pageRead(assetTypeId, read, size, written);
      },
      () => undefined,
    );
  }

  /** This extension saved or created an asset, or an asset was read by itself. */
  noteAsset(kind: 'read' | 'saved' | 'created', asset: Asset, assetTypeId: number): void {
    const { progress, clock } = this.#state;
    if (kind === 'read') progress.noteSeen(assetTypeId, [asset.id], clock.now());
    else progress.noteWrite(kind, assetTypeId, asset.id, clock.now());
    const walk = this.#state.walkOf(assetTypeId);
    this.#state.put([asset], assetTypeId);
    this.#state.writes.set(asset.id, { kind: 'row', assetTypeId });
    this.#state.type(assetTypeId).rowChanged(asset.id, walk);
    this.#state.tell(assetTypeId);
  }

  /** This extension deleted an asset, or learnt that it is gone. */
  noteDeleted(assetId: number, assetTypeId: number): void {
    const { progress, rows, clock } = this.#state;
    const page = this.#state.walkOf(assetTypeId)?.pageOf(assetId);
    progress.noteWrite('deleted', assetTypeId, assetId, clock.now());
    this.#state.noteFresh(assetId);
    rows.removeAll([assetId]);
    this.#state.writes.set(assetId, { kind: 'deleted', assetTypeId });
    this.#state.type(assetTypeId).rowDeleted(assetId, page);
    this.#state.tell(assetTypeId);
  }

  /** The account has these types and no others. What is known of the others is forgotten; the result is which they were. */
  retain(assetTypeIds: Iterable<number>): readonly number[] {
    const { progress, rows } = this.#state;
    const others = new Set(Array.from(progress.types, ({ assetTypeId }) => assetTypeId));
    for (const id of assetTypeIds) others.delete(id);
    for (const id of others) {
      rows.removeAll(progress.remove(id));
      this.#state.type(id).headIsDirty = true;
    }
    return [...others];
  }

  /** Takes in what is on disk; see {@link KeptFiles.refresh}. */
  refresh(signal?: AbortSignal): Promise<void> {
    return this.#files.refresh(signal);
  }

  /** Writes what has changed; see {@link KeptFiles.save}. */
  save(): Promise<boolean> {
    return this.#files.save();
  }

  /** From now on nothing is read or written; what is in memory stays. */
  close(): void {
    this.#files.close();
  }

  /** Forgets everything, in memory and on disk. Throws what the file system throws. */
  clear(): Promise<void> {
    return this.#files.clear();
  }

  #pageRead(assetTypeId: number, page: Page<Asset>, size: number, written: number): void {
    const { progress } = this.#state;
    const walk = this.#state.walkOf(assetTypeId);
    const kept = this.#state.type(assetTypeId);
    const current = page.items.filter(({ id }) => !progress.isOutdated(id, written));
    this.#state.put(current, assetTypeId);
    // A page that had been read before may have brought rows that were elsewhere then.
    if (size === crawlPageSize && walk?.page(page.page)) kept.pageCame(page.page, []);
    for (const { id } of page.items) kept.rowChanged(id, walk);
    this.#state.tell(assetTypeId);
  }
}
