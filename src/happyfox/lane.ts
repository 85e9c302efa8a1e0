import type { WriteTurn } from './client';
import { HappyFoxError, type Failure } from './errors';
import type { Entry, Purpose } from './ledger';

/** One request that wants its turn. */
export interface Ask {
  readonly described: Pick<Failure, 'method' | 'path' | 'host'>;
  readonly priority: 'user' | 'background';
  readonly signal?: AbortSignal;
  /** The turn that it has already. */
  readonly turn?: WriteTurn;
}

/** Whether it counts as a read. */
export function isRead({ described }: Ask): boolean {
  return described.method === 'GET';
}

/** What somebody waits for: a place for one request, or a turn, which may have a read before its write. */
export interface Wanted {
  readonly ask: Ask;
  readonly for: 'request' | 'write' | 'readAndWrite';
}

/** Somebody who waits. */
export interface Waiter extends Wanted {
  readonly start: (entries: readonly Entry[]) => void;
  readonly fail: (error: HappyFoxError) => void;
}

/** The requests of one class, waiting and under way. */
export interface Lane {
  readonly purpose: Purpose;
  readonly atOnce: number;
  underWay: number;
  readonly user: Waiter[];
  readonly background: Waiter[];
  /** Calls off the look that is due when the budget has room again. */
  stopLooking: (() => void) | undefined;
}

export function newLane(purpose: Purpose, atOnce: number): Lane {
  return { purpose, atOnce, underWay: 0, user: [], background: [], stopLooking: undefined };
}

/** Queues up in a lane. Resolves with what was taken out of the budget once the lane lets it start; rejects with `HappyFoxError` `cancelled`, or what it is failed with. */
export function queueUp(lane: Lane, wanted: Wanted): Promise<readonly Entry[]> {
  const { ask } = wanted;
  return new Promise((resolve, reject) => {
    const queue = lane[ask.priority];
    const cancel = () => {
      queue.splice(queue.indexOf(waiter), 1);
      reject(refused(ask, { kind: 'cancelled' }));
    };
    const waiter: Waiter = {
      ...wanted,
      start: (entries) => {
        ask.signal?.removeEventListener('abort', cancel);
        resolve(entries);
      },
      fail: (error) => {
        ask.signal?.removeEventListener('abort', cancel);
        reject(error);
      },
    };
    ask.signal?.addEventListener('abort', cancel, { once: true });
    queue.push(waiter);
  });
}

/** Whoever waits in a lane waits no more; the caller tells them. */
export function emptied({ user, background }: Lane): readonly Waiter[] {
  return [...user.splice(0), ...background.splice(0)];
}

/** Why a request was not let go. */
export function refused({ described }: Ask, failure: Pick<Failure, 'kind' | 'until'>): HappyFoxError {
  return new HappyFoxError({ execution: 'notExecuted', ...described, ...failure });
}
