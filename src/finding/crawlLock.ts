import { FileLock, type Held } from '../disk/fileLock';
import { Queue } from '../disk/queues';
import type { Clock } from '../happyfox/clock';

/** What a lock is made with. */
interface CrawlLockOptions {
  /** The lock's folder, which all windows name alike. */
  readonly folder: string;
  readonly clock: Clock;
}

/** One use of a lock. A window's uses share it: it is free when the last of them has ended. */
export interface LockUse {
  /** Whether the window still has the lock; always where no file can be written, for then nobody can be asked. */
  isMine(): Promise<boolean>;
  /** Ends this use, and no other. */
  release(): Promise<void>;
}

/** How often the holder shows that it lives, in milliseconds. */
const beatEvery = 10_000;
/** A holder that has not shown it for so long is gone: a busy machine may be late by a beat or two. */
const silentFor = 35_000;

interface Lease {
  /** Undefined where no file can be written. */
  readonly held: Held | undefined;
  readonly uses: Set<() => void>;
  stopBeating: () => void;
}

/**
 * Lets one of all windows crawl an account, or save what it knows of it. The holder shows now and then that it lives; when it stops to, because
 * its window died or the machine slept, another takes over. A holder that wakes up finds that out at its next beat.
 */
export class CrawlLock {
  readonly #lock: FileLock;
  readonly #clock: Clock;
  /** One use begins or ends at a time, so that none takes another's end for its own. */
  readonly #queue = new Queue();
  #lease: Lease | undefined;

  constructor({ folder, clock }: CrawlLockOptions) {
    this.#lock = new FileLock(folder, { silentFor });
    this.#clock = clock;
  }

  /** Begins to use the lock; undefined where another window has it. Calls `lost` if another takes it from this window later. */
  use(lost: () => void = () => undefined): Promise<LockUse | undefined> {
    return this.#queue.run(async () => {
      const lease = this.#lease ?? (await this.#take());
      if (!lease) return undefined;
      const ended = (): void => lost();
      lease.uses.add(ended);
      return {
        isMine: () => (lease.uses.has(ended) ? isMine(lease) : Promise.resolve(false)),
        release: () => this.#queue.run(() => this.#end(lease, ended)),
      };
    });
  }

  /** Does some work under the lock. False where another window has it; then nothing was done. */
  async during(work: (use: LockUse) => Promise<void>): Promise<boolean> {
    const use = await this.use();
    if (!use) return false;
    try {
      await work(use);
    } finally {
      await use.release();
    }
    return true;
  }

  async #take(): Promise<Lease | undefined> {
    // Where no file can be written, nobody can be asked, and nothing is shared.
    const held = await this.#lock.tryTake().catch(() => 'alone' as const);
    if (!held) return undefined;
    const lease: Lease = {
      held: held === 'alone' ? undefined : held,
      uses: new Set(),
      stopBeating: () => undefined,
    };
    this.#lease = lease;
    if (lease.held) this.#beatLater(lease);
    return lease;
  }

  async #end(lease: Lease, use: () => void): Promise<void> {
    if (!lease.uses.delete(use) || lease.uses.size > 0 || this.#lease !== lease) return;
    this.#lease = undefined;
    lease.stopBeating();
    if (await isMine(lease)) await lease.held?.release();
  }

  #beatLater(lease: Lease): void {
    lease.stopBeating = this.#clock.setTimeout(() => void this.#beat(lease), beatEvery);
  }

  async #beat(lease: Lease): Promise<void> {
    const mine = await isMine(lease);
    if (this.#lease !== lease) return;
    if (mine) {
      this.#beatLater(lease);
      await lease.held?.touch();
      return;
    }
    this.#lease = undefined;
    const lost = [...lease.uses];
    lease.uses.clear();
    for (const tell of lost) tell();
  }
}

/** A folder that can't be read says nothing against it. */
async function isMine({ held }: Lease): Promise<boolean> {
  return (await held?.isMine().catch(() => true)) ?? true;
}
