import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/happyfox/clock';
import type { Connection, WireLine } from '../../../src/happyfox/connection';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { open } from '../client/open';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * Time that passes only while nothing is under way: an hour of waiting for the budget takes as long as its requests. The clients and the
 * sandbox have the same.
 */
export class TimeLapse implements Clock {
  #timers: Timer[] = [];
  readonly #connections: { started: number; readonly opened: { readonly lines: readonly WireLine[] } }[] = [];

  constructor(private readonly sandbox: Sandbox) {}

  now(): number {
    return this.sandbox.clock.now();
  }

  monotonic(): number {
    return this.now();
  }

  setTimeout(callback: () => void, milliseconds: number): () => void {
    const timer = { at: this.now() + Math.max(milliseconds, 0), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Opens a connection that lives in this time. `budgetFolder`: shared with other windows. */
  connect(
    budget: { readonly readsPerMinute: number; readonly writesPerMinute: number },
    budgetFolder?: string,
  ): Connection {
    const opened = open(this.sandbox, { budget, ...(budgetFolder !== undefined && { budgetFolder }) }, { clock: this });
    const counted = { started: 0, opened };
    // A request is announced when its turn has come.
    opened.onBudgetChange(() => {
      counted.started += 1;
    });
    this.#connections.push(counted);
    return opened;
  }

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const end = (): void => {
      state.done = true;
    };
    work.then(end, end);
    let quiet = 0;
    for (;;) {
      await nextTurn();
      if (state.done) return work;
      quiet = this.#isIdle() ? quiet + 1 : 0;
      // What an answer sets off, files included, is given a few turns to begin.
      if (quiet > turnsOfQuiet) {
        quiet = 0;
        this.#next();
      }
    }
  }

  /** Files count as well: a lock whose holder is busy writing must not grow stale meanwhile. */
  #isIdle(): boolean {
    if (process.getActiveResourcesInfo().some((resource) => /^FSReq|zlib/i.test(resource))) return false;
    return this.#connections.every(({ started, opened }) => started === opened.lines.length);
  }

  #next(): void {
    const [next] = this.#timers.toSorted((one, other) => one.at - other.at);
    if (!next) return;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.sandbox.clock.advance(Math.max(next.at - this.now(), 0));
    next.callback();
  }
}

const turnsOfQuiet = 20;
