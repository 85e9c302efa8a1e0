import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from './clock';
import { longerOf, type Lockout } from './ledger';
import { longestLockout } from './limits';
import type { TellOnce } from './tellOnce';
import { number, objectOf, truth, type Formed } from '../disk/form';

/** `at`, `until`: monotonic milliseconds of the writing and of the end. `ends`: the end in epoch milliseconds, for after a restart of the machine. */
const isKept = objectOf({ at: number, until: number, ends: number, proven: truth });

/** Clocks of two processes may be read in another order than they write. */
const askew = 1_000;

/** The clock of a machine is not off by more than that while somebody works at it. */
const longPast = 60 * 60_000;

/** How often a longer lock-out is written again that somebody has written over at the same time. */
const writesAtMost = 5;

/** The file in which windows tell each other of a lock-out, also those that are opened later. */
export class LockoutFile {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #files: TellOnce;
  /** Tells whether the file has been written since the last look. */
  #stamp: string | undefined;

  constructor(path: string, clock: Clock, files: TellOnce) {
    this.#path = path;
    this.#clock = clock;
    this.#files = files;
  }

  /** What the file says, where that is news: the monotonic end as seen at `now`. */
  news(now: number): Lockout | undefined {
    const stamp = this.#files.attempt(() => stampOf(this.#path));
    if (stamp === undefined || stamp === this.#stamp) return undefined;
    this.#stamp = stamp;
    return this.#read(now);
  }

  /** Writes a lock-out down, unless the file has one that ends later. The one that stands. Others hear of one that can't be written from the server. */
  write(lockout: Lockout, now: number): Lockout {
    let standing = lockout;
    for (let writes = 0; writes < writesAtMost; writes += 1) {
      const read = this.#read(now);
      standing = longerOf(read, standing) ?? standing;
      if (read?.until === standing.until && read.proven === standing.proven) break;
      if (!this.#replace(standing, now)) break;
    }
    return standing;
  }

  #replace({ until, proven }: Lockout, now: number): boolean {
    const ends = this.#clock.now() + until - now;
    const done = this.#files.attempt(() => {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      const draft = `${this.#path}.${randomUUID()}.tmp`;
      writeFileSync(draft, JSON.stringify({ at: now, until, ends, proven }), { mode: 0o600 });
      renameSync(draft, this.#path);
      return true;
    });
    return done ?? false;
  }

  #read(now: number): Lockout | undefined {
    const text = this.#files.attempt(() => (stampOf(this.#path) === undefined ? undefined : readText(this.#path)));
    if (text === undefined) return undefined;
    const kept = jsonOf(text);
    if (isKept(kept) && kept.until - kept.at <= longestLockout) return this.#seenFrom(now, kept);
    this.#files.tell('the file of the lock-out is damaged');
    return undefined;
  }

  /** A machine that has started since counts from zero again; then the calendar has to do, within what the lock-out can have left. */
  #seenFrom(now: number, { at, until, ends, proven }: Formed<typeof isKept>): Lockout | undefined {
    const left = ends - this.#clock.now();
    if (at > now + askew) return { until: now + Math.min(left, until - at - now), proven };
    // Of a start of the machine whose clock had come as far as today's by chance.
    return left < -longPast && until > now ? undefined : { until, proven };
  }
}

function stampOf(path: string): string | undefined {
  const version = statSync(path, { throwIfNoEntry: false });
  return version && `${version.ino} ${version.mtimeMs} ${version.size}`;
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
