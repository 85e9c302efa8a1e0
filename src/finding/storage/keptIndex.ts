import type { EndedWrite } from '../../assets/endedWrite';
import type { Asset } from '../../happyfox/asset';
import type { Page } from '../../happyfox/page';
import type { CrawlEvent } from '../crawl';
import { crawlPageSize } from '../walkedPage';
import { KeptFiles, type KeptFilesOptions } from './keptFiles';
import { KeptState, type KnownAssets } from './keptState';

/** What a kept index is made with. */
interface KeptIndexOptions extends KnownAssets, KeptFilesOptions {}

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
    this.#state.hearWrites();
    if (event.kind === 'waiting') return;
    const { rows, progress } = this.#state;
    const { assetTypeId } = event;
    const walk = this.#state.walkOf(assetTypeId);
    const kept = this.#state.type(assetTypeId);
    if (event.kind === 'page') {
      this.#state.put(event.assets, assetTypeId, event.began);
      kept.pageCame(event.page, walk?.page(event.page)?.ids ?? []);
      this.#state.check(assetTypeId, walk?.page(event.page)?.ids ?? []);
    } else if (event.kind === 'finished') {
      rows.removeAll(event.gone);
      kept.headIsDirty = true;
      if (walk) kept.settled(walk, progress.unseen(assetTypeId));
      // What was written while it walked past is on no page of it.
      this.#state.checkWrites(assetTypeId);
    }
    this.#state.tell(assetTypeId);
  }

  /** A page was read elsewhere, by a request that began at a moment. */
  noteRead(assetTypeId: number, page: Page<Asset>, size: number, began: number): void {
    const { progress, clock } = this.#state;
    progress.noteRead(assetTypeId, page, size, clock.now(), began);
    this.#pageRead(assetTypeId, page, size, began);
  }

  /** Somebody else begins to read a page; it is taken in when it has come, and the crawl does not ask for it. */
  noteReading(assetTypeId: number, page: number, size: number, reading: Promise<Page<Asset>>, began: number): void {
    const { progress, clock } = this.#state;
    progress.noteReading(assetTypeId, page, size, reading, clock.now(), began);
    reading.then(
      (read) => {
        this.#pageRead(assetTypeId, read, size, began);
      },
      () => undefined,
    );
  }

  /** This extension saved or created an asset, which had ended at a moment, or an asset was read by itself, by a request that began then. */
  noteAsset(kind: 'read' | 'saved' | 'created', asset: Asset, assetTypeId: number, moment: number): void {
    this.#state.take(kind, asset, assetTypeId, moment);
    this.#state.tell(assetTypeId);
  }

  /** This extension deleted an asset, which had ended at a moment, or learnt then that it is gone. */
  noteDeleted(assetId: number, assetTypeId: number, moment: number): void {
    this.#state.delete(assetTypeId, assetId, moment);
    this.#state.tell(assetTypeId);
  }

  /** Takes in which assets were written of which it is not known what they are now. */
  hearWrites(): void {
    this.#state.hearWrites();
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

  /** Takes in what is on disk for the first time, and what `ended` tells of writes that never got there because their window died. */
  open(ended: () => Promise<readonly EndedWrite[]>): Promise<void> {
    return this.#state.whileOpening(() => this.#files.refresh(), ended);
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

  #pageRead(assetTypeId: number, page: Page<Asset>, size: number, began: number): void {
    this.#state.hearWrites();
    const walk = this.#state.walkOf(assetTypeId);
    const kept = this.#state.type(assetTypeId);
    for (const id of this.#state.put(page.items, assetTypeId, began)) {
      this.#state.writes.set(id, { kind: 'row', assetTypeId, moment: began });
      kept.rowChanged(id, walk);
    }
    // A page that had been read before may have brought rows that were elsewhere then.
    if (size === crawlPageSize && walk?.page(page.page)) kept.pageCame(page.page, []);
    this.#state.tell(assetTypeId);
  }
}
