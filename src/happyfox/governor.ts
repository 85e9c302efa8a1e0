import type { Clock } from './clock';
import type { BudgetState } from './connection';
import { HappyFoxError, type Failure } from './errors';
import type { Budget } from './budget';
import type { Purpose } from './ledger';
import { readsAtOnce, writesAtOnce } from './limits';

/** One request that wants its turn. */
export interface Ask {
  readonly described: Pick<Failure, 'method' | 'path' | 'host'>;
  readonly priority: 'user' | 'background';
  readonly signal?: AbortSignal;
}

interface Waiter {
  readonly ask: Ask;
  readonly start: () => void;
  readonly fail: (error: HappyFoxError) => void;
}

/** The requests of one class, waiting and under way. */
interface Lane {
  readonly purpose: Purpose;
  readonly atOnce: number;
  underWay: number;
  readonly user: Waiter[];
  readonly background: Waiter[];
  /** Calls off the look that is due when the budget has room again. */
  stopLooking: (() => void) | undefined;
}

/**
 * Paces the requests of one account: the budget of the last minute, four reads and one write at a time, a person's requests before
 * background ones. During a lock-out it fails every request at once, and lets requests through again by itself when it is over.
 */
export class Governor {
  readonly #budget: Budget;
  readonly #clock: Clock;
  readonly #reads: Lane = newLane('read', readsAtOnce);
  readonly #writes: Lane = newLane('write', writesAtOnce);
  readonly #listeners = new Set<() => void>();
  #stopCountdown: (() => void) | undefined;
  #disposed = false;

  constructor(budget: Budget, clock: Clock) {
    this.#budget = budget;
    this.#clock = clock;
  }

  /**
   * Calls `send` when it is the request's turn and passes on its result. Throws `HappyFoxError` `cancelled` when the signal fires before,
   * and `rateLimited` at once while the account is locked out.
   */
  async run<Answer>(ask: Ask, send: () => Promise<Answer>): Promise<Answer> {
    const lane = ask.described.method === 'GET' ? this.#reads : this.#writes;
    await this.#turn(lane, ask);
    try {
      const answer = await send();
      this.#answered();
      return answer;
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      lane.underWay -= 1;
      this.#pump();
    }
  }

  /** What is left of the budget now. */
  state(): BudgetState {
    return this.#budget.state(this.#clock.now());
  }

  /** True while nothing waits and nothing is under way. */
  get isIdle(): boolean {
    return [this.#reads, this.#writes].every(
      ({ underWay, user, background }) => underWay + user.length + background.length === 0,
    );
  }

  /** Calls back after each change of `state()` that this window caused, and at the end of a lock-out. The result stops that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Ends what waits as cancelled. */
  dispose(): void {
    this.#disposed = true;
    this.#stopCountdown?.();
    for (const lane of [this.#reads, this.#writes]) {
      lane.stopLooking?.();
      for (const { ask, fail } of emptied(lane)) fail(refused(ask, { kind: 'cancelled' }));
    }
    this.#listeners.clear();
  }

  #turn(lane: Lane, ask: Ask): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#disposed || ask.signal?.aborted) {
        reject(refused(ask, { kind: 'cancelled' }));
        return;
      }
      const queue = lane[ask.priority];
      const cancel = () => {
        queue.splice(queue.indexOf(waiter), 1);
        reject(refused(ask, { kind: 'cancelled' }));
      };
      const waiter: Waiter = {
        ask,
        start: () => {
          ask.signal?.removeEventListener('abort', cancel);
          resolve();
        },
        fail: (error) => {
          ask.signal?.removeEventListener('abort', cancel);
          reject(error);
        },
      };
      ask.signal?.addEventListener('abort', cancel, { once: true });
      queue.push(waiter);
      this.#pump();
    });
  }

  #pump(): void {
    this.#pumpLane(this.#writes);
    this.#pumpLane(this.#reads);
  }

  #pumpLane(lane: Lane): void {
    while (lane.underWay < lane.atOnce) {
      const queue = lane.user.length > 0 ? lane.user : lane.background;
      const [next] = queue;
      if (next === undefined) break;
      const verdict = this.#budget.take(lane.purpose, next.ask.priority, this.#clock.now());
      if (verdict.kind === 'lockedOut') {
        this.#lockedOut(verdict.until);
        return;
      }
      if (verdict.kind === 'wait') {
        this.#lookAgain(lane, verdict.milliseconds);
        return;
      }
      queue.shift();
      lane.underWay += 1;
      next.start();
      this.#announce();
    }
  }

  #lookAgain(lane: Lane, milliseconds: number): void {
    lane.stopLooking?.();
    lane.stopLooking = this.#clock.setTimeout(() => {
      lane.stopLooking = undefined;
      this.#pumpLane(lane);
    }, milliseconds);
  }

  #answered(): void {
    if (this.#budget.prove(this.#clock.now())) this.#announce();
  }

  #failed(error: unknown): void {
    if (!HappyFoxError.is(error)) return;
    const { kind, until, status } = error.failure;
    if (kind === 'rateLimited' && until !== undefined) {
      this.#budget.lockOut(until, this.#clock.now());
      this.#lockedOut(until);
    } else if (status === undefined) this.#budget.release(this.#clock.now());
    else this.#answered();
  }

  #lockedOut(until: number): void {
    for (const lane of [this.#reads, this.#writes]) {
      lane.stopLooking?.();
      lane.stopLooking = undefined;
      for (const { ask, fail } of emptied(lane)) fail(refused(ask, { kind: 'rateLimited', until }));
    }
    this.#stopCountdown?.();
    this.#stopCountdown = this.#clock.setTimeout(
      () => {
        this.#announce();
      },
      Math.max(until - this.#clock.now(), 0),
    );
    this.#announce();
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

function newLane(purpose: Purpose, atOnce: number): Lane {
  return { purpose, atOnce, underWay: 0, user: [], background: [], stopLooking: undefined };
}

function emptied({ user, background }: Lane): readonly Waiter[] {
  return [...user.splice(0), ...background.splice(0)];
}

function refused({ described }: Ask, failure: Pick<Failure, 'kind' | 'until'>): HappyFoxError {
  return new HappyFoxError({ execution: 'notExecuted', ...described, ...failure });
}
