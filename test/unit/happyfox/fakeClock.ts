import type { Clock } from '../../../src/happyfox/clock';

/** A clock that moves only when told, and calls back in the order of time. */
export class FakeClock implements Clock {
  #now: number;
  #monotonic: number;
  #timers: { at: number; callback: () => void }[] = [];

  /** @param monotonic how long the machine has been on */
  constructor(now = Date.UTC(2026, 0, 15, 9), monotonic = 36_000_000) {
    this.#now = now;
    this.#monotonic = monotonic;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  get pending(): number {
    return this.#timers.length;
  }

  setTimeout(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.#monotonic + Math.max(milliseconds, 0), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves forward, firing each timer at its time, with what its callbacks promise carried out in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#pass(next.at - this.#monotonic);
      next.callback();
      await settle();
    }
    this.#pass(end - this.#monotonic);
    await settle();
  }

  /** Moves the hands alone, as setting a clock does. */
  set(now: number): void {
    this.#now = now;
  }

  #pass(milliseconds: number): void {
    this.#now += milliseconds;
    this.#monotonic += milliseconds;
  }
}

/** Lets all promises that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
