/** Numbers of the wire, each with its reason. Times are in milliseconds. */

/** Deadlines of one attempt. The total comes from the user's setting. */
export interface Deadlines {
  readonly connect: number;
  readonly headers: number;
  readonly idleBody: number;
  readonly total: number;
}

/** A host that has not answered a handshake by then is down, or behind a firewall that says nothing. */
export const connectDeadline = 10_000;

/** A list of 50 takes a busy server seconds, never half a minute. */
export const headersDeadline = 30_000;

/** Between two pieces of one body. A body that drips within this is ended by the total deadline. */
export const idleBodyDeadline = 15_000;

/** A page of 50 is about 26 KB, so this is a page gone wrong or an attack. Counts the bytes after decoding as well as before. */
export const bodyCap = 10 * 1024 * 1024;

/** Longer than undici's 4 s, so that a person who clicks every ten seconds does not pay a TLS handshake each time. A stale socket costs a read one retry. */
export const keepAlive = 30_000;

/** Other integrations share the account's quota, and four hide the latency of a page already. */
export const readsAtOnce = 4;

/** Two writes at once could not be told apart when an answer is lost. */
export const writesAtOnce = 1;

/** The server counts requests by the minute. */
export const budgetWindow = 60_000;

/**
 * A write and the read before it count as of so long after their turn has come, for the gate, and for the write the read, come first; what is
 * sent later than that counts twice.
 */
export const sentWithin = 1_000;

/** What background work leaves for a person. */
export const backgroundShare = 0.8;

/** How many of so many requests a minute background work may send; at least one. */
export function backgroundOf(perMinute: number): number {
  return Math.max(Math.floor(perMinute * backgroundShare), 1);
}

/** How long the server keeps an account out after its quota is crossed, by its article on rate limiting. */
export const lockoutLength = 10 * 60_000;

/** A `Retry-After` is believed within these. */
export const shortestLockout = 1_000;
export const longestLockout = 15 * 60_000;

/** After a lock-out the budget grows back over this long, from `rampStart` of itself to the whole. */
export const rampLength = 2 * 60_000;
export const rampStart = 0.1;

/** One attempt and two more: a third retry rarely helps where two did not. */
export const attemptsAtMost = 3;

/** Full jitter: the n-th wait is random between 0 and `backoffBase` doubled n times, `backoffCap` at most. */
export const backoffBase = 250;
export const backoffCap = 20_000;

/** A slow server may carry out a write for so long after it was sent; until then, not found is not “not done”. */
const carriedOutWithin = 60_000;

/** Nothing more comes of a write so long after its line in the journal: it is tried again while no connection comes about. */
export const settledAfter = (attemptsAtMost - 1) * (connectDeadline + 2 * backoffBase) + carriedOutWithin;

/** Retries of an account are paid from a quota, so that an outage is not multiplied by three. */
export const retryQuota = { size: 500, retryCost: 5, timeoutCost: 10, refund: 1 } as const;

/** The largest page there is (article §1). */
export const largestPage = 50;

/** No account has 5,000 types or fields of a type; a server that ignores `page` would be walked for ever. */
export const pagesAtMost = 100;

/**
 * A connection that is replaced, because a setting or key changed, is looked at this often, in milliseconds, and closed when idle: long
 * enough for the write that follows the read of a save, so that a change of settings never leaves a write in doubt.
 */
export const retirementLook = 30_000;
