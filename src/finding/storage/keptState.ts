import type { EndedWrite } from '../../assets/endedWrite';
import type { Asset } from '../../happyfox/asset';
import type { Clock } from '../../happyfox/clock';
import type { IndexedAsset } from '../indexedAsset';
import type { CrawlProgress } from '../crawlProgress';
import type { TypeWalk } from '../crawlWalk';
import { completenessOf, type TypeProgress } from '../typeProgress';
import type { IndexRows } from './indexRows';
import { KeptType } from './keptType';

/** What is known of an account's assets, in memory. */
export interface KnownAssets {
  readonly rows: IndexRows;
  readonly progress: CrawlProgress;
  readonly clock: Clock;
}

/** What was learnt of an asset and is not on disk yet. */
interface Unsaved {
  readonly kind: 'row' | 'deleted';
  readonly assetTypeId: number;
  /** When it was so; see `WrittenAssets`. */
  readonly moment: number;
}

/** What an account's index in memory has that its files don't have yet. Those who learn of assets note it here; those who write files look it up. */
export class KeptState implements KnownAssets {
  readonly rows: IndexRows;
  readonly progress: CrawlProgress;
  readonly clock: Clock;
  /** By asset id. */
  readonly writes = new Map<number, Unsaved>();
  readonly #types = new Map<number, KeptType>();
  /** Assets that were learnt of while files are being read, which are older. */
  readonly #fresher = new Set<number>();
  #reading = 0;
  #opening = false;

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

  /**
   * Takes assets into the index as they were at a moment, but for those of which something later is known or known to have happened.
   * @returns those that were taken in
   */
  put(assets: readonly Asset[], assetTypeId: number, moment: number): readonly number[] {
    const { rows, progress } = this;
    const current = assets.filter(({ id }) => !progress.written.isOutdated(id, moment));
    for (const { id } of current) this.noteFresh(id);
    rows.setRows(current.map((asset) => rows.pool.toRow(asset, assetTypeId, moment)));
    this.check(
      assetTypeId,
      assets.map(({ id }) => id),
    );
    return current.flatMap(({ id }) => (rows.get(id)?.knownAt === moment ? id : []));
  }

  /** An asset was saved or created, which had ended at a moment, or read by itself, by a request that began then. */
  take(kind: 'read' | 'saved' | 'created', asset: Asset, assetTypeId: number, moment: number): void {
    const { progress, clock } = this;
    if (kind !== 'read') progress.noteWrite(kind, assetTypeId, asset.id, clock.now(), moment);
    const walk = this.walkOf(assetTypeId);
    const [taken] = this.put([asset], assetTypeId, moment);
    if (taken === undefined) return;
    if (kind === 'read') progress.noteMet(assetTypeId, asset.id, clock.now());
    this.writes.set(asset.id, { kind: 'row', assetTypeId, moment });
    this.type(assetTypeId).rowChanged(asset.id, walk);
  }

  /** Takes in which assets other windows have written. */
  hearWrites(): void {
    if (this.#opening) return;
    const types = new Set<number>();
    for (const { assetTypeId, assetId } of this.progress.written.hear()) {
      if (!this.progress.type(assetTypeId)) continue;
      this.check(assetTypeId, [assetId]);
      types.add(assetTypeId);
    }
    for (const id of types) this.tell(id);
  }

  /** Looks of all assets of a type whether what is known of them is what was last written. */
  checkWrites(assetTypeId: number): void {
    const written = this.progress.written.of(assetTypeId);
    this.check(assetTypeId, [0, ...written.map(({ assetId }) => assetId)]);
  }

  /**
   * What is shown of these assets must not be older than what was last written of them, in whatever window; where it is, it has to be read. The id 0
   * stands for creates of which nobody knows whether there is an asset.
   */
  check(assetTypeId: number, ids: Iterable<number>): void {
    if (this.#opening) return;
    const { progress, rows, clock } = this;
    for (const id of ids) {
      if (id === 0) {
        const create = progress.written.openCreate(assetTypeId);
        if (create) progress.noteUnknownCreate(assetTypeId, clock.now(), create.moment);
        continue;
      }
      const written = progress.written.last(id);
      const row = rows.get(id);
      if (!written || (row && row.knownAt >= written.moment)) continue;
      if (written.kind !== 'deleted') {
        if (!progress.noteUnknown(assetTypeId, id, clock.now(), written.moment)) rows.removeAll([id]);
      } else if (row || progress.type(assetTypeId)?.walk.pageOf(id) !== undefined)
        this.delete(assetTypeId, id, written.moment);
    }
  }

  /** Reads the files for the first time: until all of them are there, nobody can say what is missing of what was written. */
  async whileOpening(read: () => Promise<void>, ended: () => Promise<readonly EndedWrite[]>): Promise<void> {
    this.#opening = true;
    try {
      await read();
      const types = Array.from(this.progress.types, ({ assetTypeId }) => assetTypeId);
      const behind = new Set(types.flatMap((type) => this.#behind(type)));
      if (behind.size > 0) for (const write of await ended()) this.#takeEnded(write, behind);
    } finally {
      this.#opening = false;
      this.hearWrites();
      for (const { assetTypeId } of [...this.progress.types]) {
        this.checkWrites(assetTypeId);
        this.tell(assetTypeId);
      }
    }
  }

  /** Assets of a type that were written after what is known of them, and after what the walk saw. */
  #behind(assetTypeId: number): readonly number[] {
    const { written } = this.progress;
    const walk = this.progress.type(assetTypeId)?.walk;
    return written.of(assetTypeId).flatMap(({ assetId, moment }) => {
      const isKnown = (this.rows.get(assetId)?.knownAt ?? 0) >= moment;
      const isSeen = walk?.pageOf(assetId) === undefined && moment <= (walk?.knownFrom ?? 0);
      return isKnown || isSeen ? [] : assetId;
    });
  }

  #takeEnded(write: EndedWrite, behind: ReadonlySet<number>): void {
    const { assetTypeId, moment } = write;
    if (write.kind === 'deleted' || !behind.has(write.asset.id)) return;
    // Another window has written it later.
    if (this.progress.written.isOutdated(write.asset.id, moment)) return;
    this.take(write.kind, write.asset, assetTypeId, moment);
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

  /** Whether a row of a file says more than is known: one that this window has not saved is later, unless all windows' order says otherwise. */
  isNews({ id, knownAt }: IndexedAsset): boolean {
    if (this.progress.written.isOutdated(id, knownAt)) return false;
    const known = this.rows.get(id);
    const isUnsaved = this.writes.has(id) || this.isFresher(id);
    return !isUnsaved || knownAt > (known?.knownAt ?? this.writes.get(id)?.moment ?? Infinity);
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
        progress.noteWrite('deleted', assetTypeId, id, clock.now(), write.moment);
        rows.removeAll([id]);
      }
    }
  }

  /** An asset was deleted, which had ended at a moment. */
  delete(assetTypeId: number, id: number, moment: number): void {
    const { progress, rows, clock } = this;
    const page = this.walkOf(assetTypeId)?.pageOf(id);
    progress.noteWrite('deleted', assetTypeId, id, clock.now(), moment);
    this.noteFresh(id);
    rows.removeAll([id]);
    this.writes.set(id, { kind: 'deleted', assetTypeId, moment });
    this.type(assetTypeId).rowDeleted(id, page);
  }

  /** Forgets everything. */
  clear(): void {
    this.#types.clear();
    this.writes.clear();
    this.progress.clear();
    this.rows.clear();
  }
}
