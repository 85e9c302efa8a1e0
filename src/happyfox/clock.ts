/** Time, so that tests can have their own. */
export interface Clock {
  /** Epoch milliseconds, for people and their calendars: somebody may set it forward or back. */
  readonly now: () => number;
  /** Whole milliseconds since the machine started, the same in all its processes: what every interval is measured by. Nobody can set it. */
  readonly monotonic: () => number;
  /** Calls back once after so many milliseconds; the result calls it off. */
  setTimeout(callback: () => void, milliseconds: number): () => void;
}

/** The machine's time. */
export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1_000 + Math.floor(nanoseconds / 1_000_000);
  },
  setTimeout: (callback, milliseconds) => {
    const timer = setTimeout(callback, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits; ends early and rejects with the signal's reason when it fires. */
export function wait(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const fire = () => {
      stop();
      reject(new Error('no longer wanted'));
    };
    const stop = clock.setTimeout(() => {
      signal?.removeEventListener('abort', fire);
      resolve();
    }, milliseconds);
    if (signal?.aborted) fire();
    else signal?.addEventListener('abort', fire, { once: true });
  });
}
