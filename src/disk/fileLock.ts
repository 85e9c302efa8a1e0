import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { codeOf, unlessAbsent } from './absence';
import { isProcessAlive } from './processAlive';

/** How a lock judges and waits. Times in milliseconds. */
interface FileLockOptions {
  /** A holder that has not shown that it lives for so long is gone, whoever has its process id now. */
  readonly silentFor?: number;
  /** How long `take` waits before it gives up. */
  readonly waitsFor?: number;
}

/** Thrown where somebody else held a lock for longer than anybody waits. Nothing was done. */
export class LockTaken extends Error {
  override readonly name = 'LockTaken';
}

/** A lock that is held. */
export interface Held {
  /** Whether it still is: a holder that slept through its time has been succeeded. */
  isMine(): Promise<boolean>;
  /** Shows that the holder lives. */
  touch(): Promise<void>;
  release(): Promise<void>;
}

/** Tells this process from one that had its id before. */
const incarnation = randomUUID();
const holder = `${process.pid}-${incarnation}`;
/** A holder's file is empty for as long as its first write takes. */
const unnamedFor = 10_000;
const freed = '.free';

/**
 * A lock that all processes of this machine share, as a folder of numbered files. Whoever takes it makes the file with the next number,
 * which only one can, and only while the file with the highest number is freed or its holder is gone. The highest is never removed, so
 * nobody can make a number twice, and a holder that was taken for gone finds a higher one than its own. That is what a single file that is
 * moved aside can't promise: there, two that find the same dead holder may each move the other's.
 */
export class FileLock {
  readonly #folder: string;
  readonly #silentFor: number;
  readonly #waitsFor: number;

  constructor(folder: string, { silentFor = 60_000, waitsFor = 15_000 }: FileLockOptions = {}) {
    this.#folder = folder;
    this.#silentFor = silentFor;
    this.#waitsFor = waitsFor;
  }

  /**
   * Takes the lock; undefined where a living process, this one included, has it, or anybody has had it since what `last` told. Throws what
   * the file system throws.
   */
  async tryTake(last?: number): Promise<Held | undefined> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const highest = highestIn(await readdir(this.#folder));
    // Found out before it is taken: whoever only looked would else be the last for all others.
    if (last !== undefined && (highest?.number ?? 0) !== last) return undefined;
    if (highest && !highest.freed && (await this.#lives(highest.number))) return undefined;
    const number = (highest?.number ?? 0) + 1;
    if (!(await this.#make(number))) return undefined;
    const names = await readdir(this.#folder).catch(async (error: unknown) => {
      // Nobody would release it.
      await this.#free(number);
      throw error;
    });
    if (highestIn(names)?.number !== number) {
      await rm(this.#path(number), { force: true });
      return undefined;
    }
    await this.#removeBelow(number, names);
    return this.#held(number);
  }

  /** Takes the lock, waiting for whoever has it. Throws `LockTaken`, the signal's reason, or what the file system throws. */
  async take(signal?: AbortSignal): Promise<Held> {
    const until = performance.now() + this.#waitsFor;
    for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
      signal?.throwIfAborted();
      const held = await this.tryTake();
      if (held) return held;
      if (performance.now() > until) throw new LockTaken('Somebody else has had the lock for too long');
      // Not all at the same time.
      await setTimeout(pause * (0.5 + Math.random()));
    }
  }

  /** Does some work under the lock. Throws what `take` and `work` throw. */
  async during<Result>(work: (held: Held) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const held = await this.take(signal);
    try {
      return await work(held);
    } finally {
      await held.release();
    }
  }

  /** Whether a living process, this one included, has the lock. */
  async isHeld(): Promise<boolean> {
    return (await this.last()) === undefined;
  }

  /** Stands for who had the lock last; undefined where a living process, this one included, has it. Throws what the file system throws. */
  async last(): Promise<number | undefined> {
    const highest = highestIn((await unlessAbsent(readdir(this.#folder))) ?? []);
    if (!highest) return 0;
    return !highest.freed && (await this.#lives(highest.number)) ? undefined : highest.number;
  }

  /** False where another was faster. Throws where it can't be written, as on a full disk, and then nobody has it. */
  async #make(number: number): Promise<boolean> {
    const path = this.#path(number);
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') return undefined;
      throw error;
    });
    if (!file) return false;
    try {
      await file.writeFile(holder);
    } catch (error) {
      await this.#free(number);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  }

  /** Where no file can be added, the one that is there is made as old as that of one who is gone. */
  async #free(number: number): Promise<void> {
    await writeFile(`${this.#path(number)}${freed}`, '', { mode: 0o600 }).catch(() =>
      // Should that fail too, the others find out when this process ends or has been silent for long enough.
      utimes(this.#path(number), 1, 1).catch(() => undefined),
    );
  }

  #held(number: number): Held {
    return {
      isMine: async () => {
        const highest = highestIn((await unlessAbsent(readdir(this.#folder))) ?? []);
        return highest?.number === number && !highest.freed;
      },
      touch: async () => {
        const now = Date.now() / 1_000;
        await utimes(this.#path(number), now, now).catch(() => undefined);
      },
      release: () => this.#free(number),
    };
  }

  async #lives(number: number): Promise<boolean> {
    const path = this.#path(number);
    const found = await unlessAbsent(stat(path));
    // It was removed by its successor, or by one that came too late.
    if (!found) return false;
    const silent = Date.now() - found.mtimeMs;
    const name = (await unlessAbsent(readFile(path, 'utf8'))) ?? '';
    const [pid = ''] = name.split('-', 1);
    if (pid === '') return silent < unnamedFor;
    if (silent > this.#silentFor) return false;
    if (Number(pid) === process.pid) return name === holder;
    return isProcessAlive(Number(pid));
  }

  async #removeBelow(number: number, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const entry = entryIn(name);
      if (entry && entry.number < number) await rm(join(this.#folder, name), { force: true }).catch(() => undefined);
    }
  }

  #path(number: number): string {
    return join(this.#folder, String(number));
  }
}

interface Entry {
  readonly number: number;
  readonly freed: boolean;
}

function entryIn(name: string): Entry | undefined {
  const [, number, end] = /^([1-9]\d{0,14})(\.free)?$/.exec(name) ?? [];
  return number === undefined ? undefined : { number: Number(number), freed: end !== undefined };
}

/** Freed is a number that has both files, for a freed one is never held again. */
function highestIn(names: readonly string[]): Entry | undefined {
  let highest: Entry | undefined;
  for (const name of names) {
    const entry = entryIn(name);
    if (!entry || (highest && entry.number < highest.number)) continue;
    highest = entry.number === highest?.number ? { ...entry, freed: entry.freed || highest.freed } : entry;
  }
  return highest;
}
