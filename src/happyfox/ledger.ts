import type { Times } from './times';

/** What a request counts as. PUT and DELETE are nowhere said to be other than POST, so they count as it. */
export type Purpose = 'read' | 'write';

/** What is written down: a request that was let go, or `released` for a probe that brought no answer. */
export type Mark = Purpose | 'released';

/** A lock-out that a 429 began. */
export interface Lockout {
  /** Epoch milliseconds. */
  readonly until: number;
  /** Whether a request has been answered since it ended. */
  readonly proven: boolean;
}

/** What all windows that share an account have sent within the budget's window. Times are epoch milliseconds. */
export interface Ledger {
  /** Brings the ledger up to `now`: takes in what others wrote, and drops what has left the window. */
  refresh(now: number): void;
  /** The times of one mark, as of the last refresh. */
  times(mark: Mark): Pick<Times, 'size' | 'latest' | 'countSince'>;
  /**
   * Writes a mark down. True when it stands: fewer than `most` others like it were written before it within the window.
   * One that does not stand counts all the same, for others may have seen it by then.
   */
  add(mark: Mark, at: number, most: number): boolean;
  /** The latest lock-out, running or over, as of the last refresh. */
  readonly lockout: Lockout | undefined;
  setLockout(lockout: Lockout): void;
}
