import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptState } from './keptState';
import type { KeptType } from './keptType';
import { readChanges, type ReadStep } from './readChanges';
import type { SealedFolder } from './sealedFolder';
import type { VersionFile } from './versionFile';
import { writeType } from './writeType';

/** Where an index is kept. */
export interface KeptFilesOptions {
  /** Undefined: nowhere. */
  readonly folder: SealedFolder | undefined;
  /** Tells other windows that the files have changed. */
  readonly version?: Pick<VersionFile, 'bump'>;
  /** Hears once that nothing can be written, on a full or read-only disk for one. The index goes on in memory. */
  readonly unwritable: (error: unknown) => void;
}

/** After a write failed, it is not tried again before so many milliseconds. */
const tryAgainAfter = 60_000;

/** Brings an index from its files and to them, one thing at a time. Whoever saves must hold the lock. */
export class KeptFiles {
  readonly #state: KeptState;
  readonly #options: KeptFilesOptions;
  /** Files as they were when last read or written. */
  readonly #stamps = new Map<string, string>();
  #queue: Promise<unknown> = Promise.resolve();
  #notBefore = 0;
  #reported = false;
  #tidied = false;
  #cleared = 0;
  #closed = false;

  constructor(state: KeptState, options: KeptFilesOptions) {
    this.#state = state;
    this.#options = options;
  }

  /**
   * Takes in what is on disk and was not known: all of it the first time, later what other windows wrote. Reads a file at a time and lets others work
   * in between; the index can be used meanwhile. What can't be read is passed over, and crawled again. Throws the signal's reason when it fires.
   */
  refresh(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(() => this.#refresh(signal));
  }

  /** Writes what has changed, file by file. Returns whether all of it is on disk; where it can't be, it is tried again later. */
  save(): Promise<boolean> {
    return this.#inTurn(() => this.#save());
  }

  /** From now on nothing is read or written. */
  close(): void {
    this.#closed = true;
  }

  /** Forgets everything, in memory at once, then on disk. Throws what the file system throws. */
  async clear(): Promise<void> {
    this.#cleared += 1;
    this.#stamps.clear();
    this.#state.clear();
    await this.#inTurn(async () => {
      await this.#options.folder?.clear();
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #refresh(signal: AbortSignal | undefined): Promise<void> {
    const { folder } = this.#options;
    if (!folder || this.#closed) return;
    const cleared = this.#cleared;
    try {
      await this.#state.whileReading(() => this.#read(folder, cleared, signal));
    } catch (error) {
      // Half of a type is of no use without the other half.
      this.#stamps.clear();
      throw error;
    }
    if (cleared !== this.#cleared) this.#stamps.clear();
  }

  async #read(folder: SealedFolder, cleared: number, signal: AbortSignal | undefined): Promise<void> {
    const state = this.#state;
    const { rows, progress } = state;
    const type = (id: number): KeptType => state.type(id);
    for await (const step of readChanges({ folder, pool: rows.pool, stamps: this.#stamps, type, progress })) {
      // Parsing a file takes as long as taking in what it holds.
      await nextTurn();
      signal?.throwIfAborted();
      if (cleared !== this.#cleared) break;
      if (step.kind === 'rows') rows.setRows(step.rows.filter((row) => state.isNews(row)));
      else this.#restore(step);
      await nextTurn();
    }
    state.hearWrites();
  }

  #restore({ assetTypeId, head }: Extract<ReadStep, { kind: 'type' }>): void {
    const state = this.#state;
    const { rows, progress, clock } = state;
    const kept = state.type(assetTypeId);
    const before = progress.ids(assetTypeId);
    const { progress: restored, known } = kept.restored(head, clock.now(), progress.written.now());
    progress.restore(restored, known);
    rows.removeAll([...kept.deleted].filter((id) => !state.writes.has(id) && !state.isFresher(id)));
    const missing = before.filter((id) => !restored.walk.has(id) && !known.has(id) && !kept.deleted.has(id));
    // Only a walk that saw everything can tell that an asset is gone.
    const canTell = progress.isDone(assetTypeId) && restored.standing?.consistent === true;
    const isLater = (id: number): boolean =>
      state.writes.has(id) || state.isFresher(id) || progress.isBeyond(assetTypeId, id);
    if (canTell) rows.removeAll(missing.filter((id) => !isLater(id)));
    progress.noteSeen(assetTypeId, canTell ? missing.filter(isLater) : missing, clock.now());
    state.writeAgain(assetTypeId);
    state.checkWrites(assetTypeId);
    state.tell(assetTypeId);
  }

  async #save(): Promise<boolean> {
    const { folder, version, unwritable } = this.#options;
    const state = this.#state;
    const { progress, rows, clock } = state;
    if (!folder || !state.isDirty || this.#closed) return true;
    if (clock.now() < this.#notBefore) return false;
    if (!this.#tidied) await folder.removeUnfinished(Date.now());
    this.#tidied = true;
    const writes = new Map(state.writes);
    const options = { folder, progress, stamps: this.#stamps, rowOf: (id: number) => rows.get(id) };
    let error: unknown;
    for (const kept of state.types) {
      state.walkOf(kept.assetTypeId);
      if (kept.isDirty) error ??= await writeType(kept, options).catch((reason: unknown) => reason ?? 'unknown');
    }
    await version?.bump();
    if (error !== undefined) {
      this.#notBefore = clock.now() + tryAgainAfter;
      if (!this.#reported) unwritable(error);
      this.#reported = true;
      return false;
    }
    for (const [id, write] of writes) if (state.writes.get(id) === write) state.writes.delete(id);
    return true;
  }
}
