import * as realFiles from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../happyfox/clock';

/** The file system, as far as a lock needs it; tests give their own. */
export type LockFiles = Pick<
  typeof realFiles,
  'link' | 'mkdir' | 'readFile' | 'rename' | 'rm' | 'stat' | 'utimes' | 'writeFile'
>;

/** What a lock is made with. */
export interface CrawlLockOptions {
  /** The lock's file, which all windows name alike. */
  readonly path: string;
  /** Tells this window from all others, also from those of the same process. Letters, digits and hyphens. */
  readonly owner: string;
  readonly clock: Clock;
  readonly files?: LockFiles;
}

/** `held`: by this window. `taken`: by another that is alive. `alone`: no file can be written here, so nobody can be asked. */
export type LockState = 'held' | 'taken' | 'alone';

/** How often the holder shows that it lives, in milliseconds. */
const beatEvery = 10_000;
/** A holder that has not shown it for so long is gone: a busy machine may be late by a beat or two. */
export const staleAfter = 35_000;

/**
 * Lets one of all windows crawl an account. The holder touches its file now and then; when it stops to, because its window died or the
 * machine slept, another takes over. A holder that wakes up finds that out at its next beat.
 */
export class CrawlLock {
  readonly #path: string;
  readonly #owner: string;
  readonly #clock: Clock;
  readonly #files: LockFiles;
  #stopBeating: (() => void) | undefined;
  #lost: (() => void) | undefined;

  constructor({ path, owner, clock, files = realFiles }: CrawlLockOptions) {
    this.#path = path;
    this.#owner = owner;
    this.#clock = clock;
    this.#files = files;
  }

  /** Whether this window holds it, as far as it knows. */
  get held(): boolean {
    return this.#stopBeating !== undefined;
  }

  /** Takes the lock if it is free or its holder is gone. Calls `lost` if another takes it from this window later. */
  async acquire(lost: () => void = () => undefined): Promise<LockState> {
    if (this.held) return 'held';
    try {
      await this.#files.mkdir(dirname(this.#path), { recursive: true });
      if (!(await this.#create()) && !((await this.#clearStale()) && (await this.#create()))) return 'taken';
    } catch {
      return 'alone';
    }
    this.#lost = lost;
    this.#beatLater();
    return 'held';
  }

  /** Gives the lock back, if this window still has it. */
  async release(): Promise<void> {
    if (!this.held) return;
    this.#stop();
    if ((await this.#holder()) === this.#owner) await this.#remove(this.#path);
  }

  /** Does some work under the lock. False where another window has it; then nothing was done. */
  async during(work: () => Promise<void>): Promise<boolean> {
    const had = this.held;
    if ((await this.acquire()) === 'taken') return false;
    try {
      await work();
    } finally {
      if (!had) await this.release();
    }
    return true;
  }

  /** A file that is there has its owner and its time: others must not see it half made, nor with the time of another clock. */
  async #create(): Promise<boolean> {
    const draft = `${this.#path}.${this.#owner}.new`;
    try {
      await this.#files.writeFile(draft, this.#owner, { mode: 0o600 });
      await this.#touch(draft);
      await this.#files.link(draft, this.#path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!noLinks.has(codeOf(error))) throw error;
      return await this.#createInPlace();
    } finally {
      await this.#remove(draft);
    }
  }

  /** Where the file system has no links. */
  async #createInPlace(): Promise<boolean> {
    try {
      await this.#files.writeFile(this.#path, this.#owner, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    await this.#touch(this.#path);
    return true;
  }

  /** Takes a holder's file away that is gone. True when the way is free. */
  async #clearStale(): Promise<boolean> {
    const found = await this.#files.stat(this.#path).catch(() => undefined);
    if (!found) return true;
    // A beat of the future was of a clock that has been set back.
    if (Math.abs(this.#clock.now() - found.mtimeMs) <= staleAfter) return false;
    const stale = await this.#holder();
    const aside = `${this.#path}.${this.#owner}`;
    // Of several windows that find it stale, one moves it.
    const moved = await this.#files.rename(this.#path, aside).then(
      () => true,
      () => false,
    );
    if (!moved) return false;
    const taken = await this.#files.readFile(aside, 'utf8').catch(() => undefined);
    // Another was faster, and this is its new one: back with it.
    if (taken !== stale) await this.#files.link(aside, this.#path).catch(() => undefined);
    await this.#remove(aside);
    return taken === stale;
  }

  #beatLater(): void {
    this.#stopBeating = this.#clock.setTimeout(() => void this.#beat(), beatEvery);
  }

  async #beat(): Promise<void> {
    const holder = await this.#holder();
    if (!this.held) return;
    if (holder === this.#owner) {
      this.#beatLater();
      await this.#touch(this.#path);
      return;
    }
    const lost = this.#lost;
    this.#stop();
    lost?.();
  }

  async #holder(): Promise<string | undefined> {
    return this.#files.readFile(this.#path, 'utf8').catch(() => undefined);
  }

  async #touch(path: string): Promise<void> {
    const now = this.#clock.now() / 1_000;
    await this.#files.utimes(path, now, now).catch(() => undefined);
  }

  async #remove(path: string): Promise<void> {
    await this.#files.rm(path, { force: true }).catch(() => undefined);
  }

  #stop(): void {
    this.#stopBeating?.();
    this.#stopBeating = undefined;
    this.#lost = undefined;
  }
}

const noLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
