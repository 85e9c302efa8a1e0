import { setImmediate } from 'node:timers/promises';

/** For how long work goes on at a stretch, in milliseconds: half a frame. */
const longest = 8;

/**
 * Does work that can be left at each of its yields, in stretches between which others get their turn.
 * @throws the signal's reason once it is aborted
 */
export async function inStretches<Result>(work: Generator<undefined, Result>, signal?: AbortSignal): Promise<Result> {
  let since = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < longest) continue;
    await setImmediate();
    since = performance.now();
  }
}
