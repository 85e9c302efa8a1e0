import { setTimeout } from 'node:timers/promises';

/** How long a plan that a living window applies is left alone between two looks, in milliseconds. */
const lookAgainAfter = 5_000;

/** What `PlanFiles.stateLeft` awaits between two looks. Rejects once `signal` is aborted. */
export function lookAgain(signal: AbortSignal): () => Promise<void> {
  return () => setTimeout(lookAgainAfter, undefined, { signal, ref: false });
}
