import type { Asset } from '../../happyfox/asset';
import type { Clock } from '../../happyfox/clock';
import { completenessOf, type CrawlProgress, type TypeProgress } from '../crawlProgress';
import type { TypeWalk } from '../crawlWalk';
import type { IndexRows } from './indexRows';
import { KeptType } from './keptType';

/** What is known of an account's assets, in memory. */
export interface KnownAssets {
  readonly rows: IndexRows;
  readonly progress: CrawlProgress;
  readonly clock: Clock;
}

/** An own write that is not on disk yet. */
interface OwnWrite {
  readonly kind: 'row' | 'deleted';
  readonly assetTypeId: number;
}

/** What an account's index in memory has that its files don't have yet. Those who learn of assets note it here; those who write files look it up. */
export class KeptState implements KnownAssets {
  readonly rows: IndexRows;
  readonly progress: CrawlProgress;
  readonly clock: Clock;
  /** By asset id. */
  readonly writes = new Map<number, OwnWrite>();
  readonly #types = new Map<number, KeptType>();
  /** Assets that were learnt of while files are being read, which are older. */
  readonly #fresher = new Set<number>();
  #reading = 0;

  constructor({ rows, progress, clock }: KnownAssets) {
    this.rows = rows;
    this.progress = progress;
    this.clock = clock;
  }

  /** True while there is something that is not on disk. */
  get isDirty(): boolean {
    return [...this.#types.values()].some(({ isDirty }) => isDirty);
  }

  /** The types that something is known of. */
  get types(): Iterable<KeptType> {
    return this.#types.values();
  }

  /** What is kept of a type. */
  type(assetTypeId: number): KeptType {
    const known = this.#types.get(assetTypeId);
    if (known) return known;
    const made = new KeptType(assetTypeId);
    this.#types.set(assetTypeId, made);
    return made;
  }

  /** The walk under way; sees to it that it is the one that is written. */
  walkOf(assetTypeId: number): TypeWalk | undefined {
    const walk = this.progress.type(assetTypeId)?.walk;
    if (walk && this.type(assetTypeId).follow(walk)) this.writeAgain(assetTypeId);
    return walk;
  }

  /** Takes assets into the index. */
  put(assets: readonly Asset[], assetTypeId: number): void {
    const { rows } = this;
    for (const { id } of assets) this.noteFresh(id);
    rows.setRows(assets.map((asset) => rows.pool.toRow(asset, assetTypeId)));
  }

  /** Tells the index how much of a type is known now. */
  tell(assetTypeId: number): void {
    const { rows, progress } = this;
    const type: TypeProgress | undefined = progress.type(assetTypeId);
    rows.setCompleteness(assetTypeId, type ? completenessOf(type) : { kind: 'complete' });
  }

  /** An asset was learnt of: what a file says that is being read now is older. */
  noteFresh(id: number): void {
    if (this.#reading > 0) this.#fresher.add(id);
  }

  /** Whether an asset was learnt of since the files are being read. */
  isFresher(id: number): boolean {
    return this.#fresher.has(id);
  }

  /** Files are read while `work` lasts. */
  async whileReading(work: () => Promise<void>): Promise<void> {
    this.#reading += 1;
    try {
      await work();
    } finally {
      this.#reading -= 1;
      this.#fresher.clear();
    }
  }

  /** Own writes that are not on disk yet have to get there, wherever the files now have their assets. */
  writeAgain(assetTypeId: number): void {
    const { progress, rows, clock } = this;
    const kept = this.type(assetTypeId);
    const walk = progress.type(assetTypeId)?.walk;
    for (const [id, write] of this.writes) {
      if (write.assetTypeId !== assetTypeId) continue;
      if (write.kind === 'row') {
        progress.noteSeen(assetTypeId, [id], clock.now());
        kept.rowChanged(id, walk);
      } else {
        kept.rowDeleted(id, walk?.pageOf(id));
        progress.noteWrite('deleted', assetTypeId, id, clock.now());
        rows.removeAll([id]);
      }
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#types.clear();
    this.writes.clear();
    this.progress.clear();
    this.rows.clear();
  }
}
