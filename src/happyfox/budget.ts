import type { BudgetState } from './connection';
import type { Ledger, Lockout, Mark, Purpose } from './ledger';
import { backgroundShare, budgetWindow, rampLength, rampStart } from './limits';

/** Requests a minute. */
export interface BudgetCaps {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

/** Whether a request may go now, and if not, when to ask again. */
export type Turn =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'lockedOut'; readonly until: number };

/** While others decide how long to wait (a probe under way elsewhere, the ramp), a look this often is soon enough. */
const lookInterval = 250;

/** The sliding budget of an account, its lock-out, and the way back to the full budget after one. */
export class Budget {
  readonly #caps: BudgetCaps;
  readonly #ledger: Ledger;

  constructor(caps: BudgetCaps, ledger: Ledger) {
    this.#caps = caps;
    this.#ledger = ledger;
  }

  /** Takes one request out of the budget, if there is one to take. */
  take(purpose: Purpose, priority: 'user' | 'background', now: number): Turn {
    this.#ledger.refresh(now);
    const { lockout } = this.#ledger;
    if (lockout && lockout.until > now) return { kind: 'lockedOut', until: lockout.until };
    const most = this.#most(purpose, priority);
    if (lockout && now < lockout.until + rampLength && !this.#hasRecovered(lockout, purpose, most, now)) {
      return { kind: 'wait', milliseconds: lookInterval };
    }
    // The oldest of those that must leave the window before there is room.
    const blocking = this.#ledger.times(purpose).latest(most);
    if (blocking !== undefined) return { kind: 'wait', milliseconds: Math.max(blocking + budgetWindow - now, 1) };
    return this.#ledger.add(purpose, now, most) ? { kind: 'go' } : { kind: 'wait', milliseconds: lookInterval };
  }

  /** An answer other than a 429 came. True when that ends the probing after a lock-out. */
  prove(now: number): boolean {
    const { lockout } = this.#ledger;
    if (!lockout || lockout.proven || lockout.until > now) return false;
    this.#ledger.setLockout({ ...lockout, proven: true });
    return true;
  }

  /** A request brought no answer at all; if it was the probe after a lock-out, another may go. */
  release(now: number): void {
    const { lockout } = this.#ledger;
    if (lockout && !lockout.proven && lockout.until <= now) this.#ledger.add('released', now, Infinity);
  }

  /** The server said 429. A longer lock-out that runs already stays. Answers the end of what runs now. */
  lockOut(until: number, now: number): number {
    this.#ledger.refresh(now);
    const { lockout } = this.#ledger;
    if (lockout && lockout.until >= until) return lockout.until;
    this.#ledger.setLockout({ until, proven: false });
    return until;
  }

  state(now: number): BudgetState {
    this.#ledger.refresh(now);
    const { lockout } = this.#ledger;
    const left = (purpose: Purpose) => Math.max(this.#most(purpose, 'user') - this.#ledger.times(purpose).size, 0);
    const locked = lockout !== undefined && lockout.until > now;
    return { readsLeft: left('read'), writesLeft: left('write'), ...(locked && { lockedUntil: lockout.until }) };
  }

  /** After a lock-out one probe at a time until one is answered, then a share that grows with time. */
  #hasRecovered({ until, proven }: Lockout, purpose: Purpose, most: number, now: number): boolean {
    const since = (mark: Mark) => this.#ledger.times(mark).countSince(until);
    if (!proven) return since('read') + since('write') <= since('released');
    const share = rampStart + (1 - rampStart) * ((now - until) / rampLength);
    return since(purpose) < Math.max(Math.floor(most * share), 1);
  }

  #most(purpose: Purpose, priority: 'user' | 'background'): number {
    const cap = purpose === 'read' ? this.#caps.readsPerMinute : this.#caps.writesPerMinute;
    // Of a budget too small to share, background work still gets one, or it would wait for ever.
    return priority === 'user' ? Math.max(cap, 1) : Math.max(Math.floor(cap * backgroundShare), 1);
  }
}
