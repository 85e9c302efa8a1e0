import { randomUUID } from 'node:crypto';
import type { BudgetState } from './connection';
import type { Entry, Ledger, Lockout, Mark, Purpose } from './ledger';
import { budgetWindow, longestLockout, rampLength, rampStart, backgroundOf } from './limits';

/** Requests a minute. */
interface BudgetCaps {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

/** What is asked of the budget: all of it or nothing. */
export interface Claim {
  readonly purposes: readonly Purpose[];
  readonly priority: 'user' | 'background';
  /** Milliseconds within which they will be sent; they count as of then. */
  readonly sentWithin?: number;
}

/** Whether requests may go now, with what was written down of them, and if not, when to ask again. */
type Turn =
  | { readonly kind: 'go'; readonly entries: readonly Entry[] }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'lockedOut'; readonly until: number };

/** While others decide how long to wait (a probe under way elsewhere, the ramp), a look this often is soon enough. */
const lookInterval = 250;

/** The sliding budget of an account, its lock-out, and the way back to the full budget after one. All times are monotonic milliseconds. */
export class Budget {
  readonly #caps: BudgetCaps;
  readonly #ledger: Ledger;
  readonly #writer = randomUUID();
  #count = 0;

  constructor(caps: BudgetCaps, ledger: Ledger) {
    this.#caps = caps;
    this.#ledger = ledger;
  }

  /** Takes requests out of the budget, if there is room for all of them. */
  take(claim: Claim, now: number): Turn {
    const until = this.lockedUntil(now);
    if (until !== undefined) return { kind: 'lockedOut', until };
    const pauses = claim.purposes.map((purpose) => this.#pauseOf(purpose, claim.priority, now));
    const pause = Math.max(...pauses);
    if (pause > 0) return { kind: 'wait', milliseconds: pause };
    const entries: Entry[] = [];
    for (const purpose of claim.purposes) {
      const entry = this.#entry(purpose, now + (claim.sentWithin ?? 0));
      if (!this.#ledger.add(entry, this.#most(purpose, claim.priority))) {
        this.giveBack(entries);
        return { kind: 'wait', milliseconds: lookInterval };
      }
      entries.push(entry);
    }
    return { kind: 'go', entries };
  }

  /** Counts a request that goes whatever is left: it had its turn, and takes another place than the one that it had then. */
  count(purpose: Purpose, now: number): Entry {
    const entry = this.#entry(purpose, now);
    this.#ledger.add(entry, Infinity);
    return entry;
  }

  /** Takes back what was taken for requests that were not sent. */
  giveBack(entries: readonly Entry[]): void {
    for (const entry of entries) this.#ledger.withdraw(entry);
  }

  /** The end of the lock-out that runs; undefined while none does. */
  lockedUntil(now: number): number | undefined {
    this.#ledger.refresh(now);
    const { lockout } = this.#ledger;
    return lockout && lockout.until > now ? lockout.until : undefined;
  }

  /** An answer other than a 429 came. True when that ends the probing after a lock-out. */
  prove(now: number): boolean {
    const { lockout } = this.#ledger;
    if (!lockout || lockout.proven || lockout.until > now) return false;
    this.#ledger.setLockout({ ...lockout, proven: true }, now);
    return true;
  }

  /** A request brought no answer at all; if it was the probe after a lock-out, another may go. */
  release(now: number): void {
    const { lockout } = this.#ledger;
    if (lockout && !lockout.proven && lockout.until <= now) this.#ledger.add(this.#entry('released', now), Infinity);
  }

  /** The server said 429 for so many milliseconds. A longer lock-out that runs already stays. Answers the end of what runs now. */
  lockOut(length: number, now: number): number {
    this.#ledger.refresh(now);
    const until = now + Math.min(length, longestLockout);
    this.#ledger.setLockout({ until, proven: false }, now);
    return this.#ledger.lockout?.until ?? until;
  }

  /** What is left; `lockedUntil` is monotonic here. */
  state(now: number): BudgetState {
    const lockedUntil = this.lockedUntil(now);
    const left = (purpose: Purpose) => Math.max(this.#most(purpose, 'user') - this.#ledger.times(purpose).size, 0);
    return { readsLeft: left('read'), writesLeft: left('write'), ...(lockedUntil !== undefined && { lockedUntil }) };
  }

  /** Lets go of the files. */
  close(): void {
    this.#ledger.close();
  }

  /** Milliseconds until there may be room for one more; 0 where there is. */
  #pauseOf(purpose: Purpose, priority: Claim['priority'], now: number): number {
    const { lockout } = this.#ledger;
    const most = this.#most(purpose, priority);
    if (lockout && now < lockout.until + rampLength && !this.#hasRecovered(lockout, purpose, most, now))
      return lookInterval;
    // The oldest of those that must leave the window before there is room.
    const blocking = this.#ledger.times(purpose).latest(most);
    return blocking === undefined ? 0 : Math.max(blocking + budgetWindow - now, 1);
  }

  /** After a lock-out one probe at a time until one is answered, then a share that grows with time. */
  #hasRecovered({ until, proven }: Lockout, purpose: Purpose, most: number, now: number): boolean {
    const since = (mark: Mark) => this.#ledger.times(mark).countSince(until);
    if (!proven) return since('read') + since('write') <= since('released');
    const share = rampStart + (1 - rampStart) * ((now - until) / rampLength);
    return since(purpose) < Math.max(Math.floor(most * share), 1);
  }

  #entry(mark: Mark, at: number): Entry {
    this.#count += 1;
    return { mark, at, name: `${this.#writer}-${this.#count}` };
  }

  #most(purpose: Purpose, priority: Claim['priority']): number {
    const cap = purpose === 'read' ? this.#caps.readsPerMinute : this.#caps.writesPerMinute;
    // Of a budget too small to share, background work still gets one, or it would wait for ever.
    return priority === 'user' ? Math.max(cap, 1) : backgroundOf(cap);
  }
}
