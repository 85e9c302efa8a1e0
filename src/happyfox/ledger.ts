import type { Times } from './times';

/** What a request counts as. PUT and DELETE are nowhere said to be other than POST, so they count as it. */
export type Purpose = 'read' | 'write';

/** What is written down: a request that was let go, or `released` for a probe that brought no answer. */
export type Mark = Purpose | 'released';

/** A mark as it stands in a ledger. */
export interface Entry {
  readonly mark: Mark;
  /** Monotonic milliseconds. */
  readonly at: number;
  /** Tells it from all others, of all windows. No spaces. */
  readonly name: string;
}

/** A lock-out that a 429 began. */
export interface Lockout {
  /** Monotonic milliseconds. */
  readonly until: number;
  /** Whether a request has been answered since it ended. */
  readonly proven: boolean;
}

/** What all windows that share an account have sent within the budget's window. Times are monotonic milliseconds. */
export interface Ledger {
  /** Brings the ledger up to `now`: takes in what others wrote, and drops what has left the window. */
  refresh(now: number): void;
  /** The times of one mark, as of the last refresh. */
  times(mark: Mark): Pick<Times, 'size' | 'latest' | 'countSince'>;
  /**
   * Writes a mark down. True when it stands: fewer than `most` others like it were written before it within the window.
   * One that does not stand counts all the same, for others may have seen it by then.
   */
  add(entry: Entry, most: number): boolean;
  /** Takes back a mark of a request that was never sent. */
  withdraw(entry: Entry): void;
  /** The latest lock-out, running or over, as of the last refresh. */
  readonly lockout: Lockout | undefined;
  /** Notes a lock-out, unless one that ends later is known. */
  setLockout(lockout: Lockout, now: number): void;
  /** Lets go of what it keeps open. It is not asked again. */
  close(): void;
}

/** Of two the one that ends later; where both end together, what has been proven stays proven. */
export function longerOf(one: Lockout | undefined, other: Lockout | undefined): Lockout | undefined {
  if (!one || !other) return one ?? other;
  if (one.until !== other.until) return one.until > other.until ? one : other;
  return one.proven ? one : other;
}
