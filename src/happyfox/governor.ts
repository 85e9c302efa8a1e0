import type { Clock } from './clock';
import type { WriteTurn } from './client';
import type { BudgetState } from './connection';
import { HappyFoxError } from './errors';
import type { Budget, Claim } from './budget';
import { emptied, isRead, newLane, queueUp, refused, type Ask, type Lane, type Wanted, type Waiter } from './lane';
import type { Entry } from './ledger';
import { readsAtOnce, sentWithin, writesAtOnce } from './limits';
import { Turns } from './turns';

/** By how much two clocks differ that have not been set. */
const ticks = 5;

/**
 * Paces the requests of one account: the budget of the last minute, four reads and one write at a time, a person's requests before
 * background ones. During a lock-out it fails every request at once, and lets requests through again by itself when it is over.
 */
export class Governor {
  readonly #budget: Budget;
  readonly #clock: Clock;
  readonly #reads: Lane = newLane('read', readsAtOnce);
  readonly #writes: Lane = newLane('write', writesAtOnce);
  readonly #turns: Turns;
  readonly #listeners = new Set<() => void>();
  #stopCountdown: (() => void) | undefined;
  #told: { readonly monotonic: number; readonly time: number } | undefined;
  #disposed = false;

  constructor(budget: Budget, clock: Clock) {
    this.#budget = budget;
    this.#clock = clock;
    this.#turns = new Turns({ budget, clock, reads: this.#reads, writes: this.#writes });
  }

  /**
   * Calls `send` when it is the request's turn and passes on its result. Throws `HappyFoxError` `cancelled` when the signal fires before,
   * and `rateLimited` at once while the account is locked out; `TurnLapsed` where it has a turn that is worth nothing any more.
   */
  async run<Answer>(ask: Ask, send: () => Promise<Answer>): Promise<Answer> {
    const leave = this.#turns.hasRoomFor(ask) ? this.#useTurn(ask) : await this.#wait(ask);
    try {
      const answer = await send();
      this.#answered();
      return answer;
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      leave();
      this.#pump();
    }
  }

  /**
   * Waits until a write may be sent, and where `reads` a read before it, so that neither waits any more when asked for with this turn.
   * No other write goes until the turn is released, which gives back what was not used. Throws as `run` does.
   */
  async turn(ask: Ask, reads: boolean): Promise<WriteTurn> {
    const entries = await this.#queueUp(this.#writes, { ask, for: reads ? 'readAndWrite' : 'write' });
    return this.#turns.give(entries, (gaveBack) => {
      if (gaveBack) this.#announce();
      this.#pump();
    });
  }

  /** What is left of the budget now. */
  state(): BudgetState {
    const { lockedUntil, ...state } = this.#budget.state(this.#clock.monotonic());
    return { ...state, ...(lockedUntil !== undefined && { lockedUntil: this.#timeOf(lockedUntil) }) };
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
    this.#budget.close();
  }

  /** Begins a request in the turn that it was given. The result ends it. Throws where it may not go any more. */
  #useTurn(ask: Ask): () => void {
    if (this.#disposed || ask.signal?.aborted) throw refused(ask, { kind: 'cancelled' });
    const until = this.#budget.lockedUntil(this.#clock.monotonic());
    if (until !== undefined) {
      this.#lockedOut(until);
      throw refused(ask, { kind: 'rateLimited', until: this.#timeOf(until) });
    }
    return this.#turns.begin(ask);
  }

  async #wait(ask: Ask): Promise<() => void> {
    const lane = isRead(ask) ? this.#reads : this.#writes;
    await this.#queueUp(lane, { ask, for: 'request' });
    return () => {
      lane.underWay -= 1;
    };
  }

  #queueUp(lane: Lane, wanted: Wanted): Promise<readonly Entry[]> {
    const { ask } = wanted;
    if (this.#disposed || ask.signal?.aborted) return Promise.reject(refused(ask, { kind: 'cancelled' }));
    const started = queueUp(lane, wanted);
    this.#pump();
    return started;
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
      const reads = next.for === 'readAndWrite';
      // It is looked at again when a read ends.
      if (reads && this.#reads.underWay >= this.#reads.atOnce) return;
      const verdict = this.#budget.take(claimOf(lane, next), this.#clock.monotonic());
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
      if (reads) this.#reads.underWay += 1;
      next.start(verdict.entries);
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
    if (this.#budget.prove(this.#clock.monotonic())) this.#announce();
  }

  #failed(error: unknown): void {
    if (!HappyFoxError.is(error)) return;
    const { kind, until, status } = error.failure;
    const now = this.#clock.monotonic();
    if (kind === 'rateLimited' && until !== undefined) {
      const length = until - this.#clock.now();
      this.#told = { monotonic: now + length, time: until };
      this.#lockedOut(this.#budget.lockOut(length, now));
    } else if (status === undefined) this.#budget.release(now);
    else this.#answered();
  }

  #lockedOut(until: number): void {
    for (const lane of [this.#reads, this.#writes]) {
      lane.stopLooking?.();
      lane.stopLooking = undefined;
      for (const { ask, fail } of emptied(lane))
        fail(refused(ask, { kind: 'rateLimited', until: this.#timeOf(until) }));
    }
    this.#stopCountdown?.();
    this.#stopCountdown = this.#clock.setTimeout(
      () => {
        this.#announce();
      },
      Math.max(until - this.#clock.monotonic(), 0),
    );
    this.#announce();
  }

  /** A monotonic time in epoch milliseconds, as the clock is set now. The two clocks don't tick together, but one end has one time. */
  #timeOf(monotonic: number): number {
    const time = this.#clock.now() + monotonic - this.#clock.monotonic();
    const isTold = this.#told?.monotonic === monotonic && Math.abs(this.#told.time - time) <= ticks;
    if (!this.#told || !isTold) this.#told = { monotonic, time };
    return this.#told.time;
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

function claimOf({ purpose }: Lane, waiter: Waiter): Claim {
  const { priority } = waiter.ask;
  if (waiter.for === 'request') return { purposes: [purpose], priority };
  return { purposes: waiter.for === 'write' ? ['write'] : ['write', 'read'], priority, sentWithin };
}
