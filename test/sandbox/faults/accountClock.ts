import type { Clock } from '../../../src/happyfox/clock';
import type { Sandbox } from '../../../src/sandbox/sandbox';

/** What is waited for at most without anybody letting time pass: pauses between attempts, and looks at a budget that others use. */
const shortWait = 999;

/**
 * The account's clock for a window: it stands still while requests are under way, short waits pass at once, and longer ones when a test lets
 * time pass. `skew` is how far the window's wall clock is ahead, in milliseconds.
 */
export class AccountClock implements Clock {
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(
    private readonly sandbox: Sandbox,
    private readonly skew = 0,
  ) {}

  now(): number {
    return this.sandbox.clock.now() + this.skew;
  }

  monotonic(): number {
    return this.sandbox.clock.now();
  }

  setTimeout(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.sandbox.clock.now() + Math.max(milliseconds, 0), callback };
    this.#timers.push(timer);
    if (milliseconds <= shortWait) setImmediate(() => this.pass(Math.max(timer.at - this.sandbox.clock.now(), 0)));
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets so many milliseconds pass, and calls back whoever waited for them. */
  pass(milliseconds: number): void {
    this.sandbox.clock.advance(milliseconds);
    const now = this.sandbox.clock.now();
    const due = this.#timers.filter(({ at }) => at <= now);
    this.#timers = this.#timers.filter(({ at }) => at > now);
    for (const { callback } of due) callback();
  }
}
