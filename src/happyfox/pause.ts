import { setImmediate } from 'node:timers/promises';

/** Awaited between two pieces of work that is long as a whole. Throws the signal's reason once that is aborted. */
export type Pause = () => Promise<void>;

/** What a pause is made with. */
interface PauseParts {
  /** Milliseconds, from anywhere. */
  readonly now: () => number;
  /** Resolves when others have had their turn. */
  readonly nextTurn: () => Promise<unknown>;
}

/** A frame is 16 ms, and whoever waits for one has work of their own. In milliseconds. */
const longestStretch = 8;

const ofThisProcess: PauseParts = { now: () => performance.now(), nextTurn: () => setImmediate() };

/**
 * Works in stretches of a few milliseconds, in between which others get their turn. Each job has a pause of its own, and gives way before it begins: nobody
 * knows for how long the one before it has held the turn.
 */
export function pausing(signal?: AbortSignal, { now, nextTurn }: PauseParts = ofThisProcess): Pause {
  let since = -Infinity;
  return async () => {
    signal?.throwIfAborted();
    if (now() - since < longestStretch) return;
    await nextTurn();
    since = now();
    signal?.throwIfAborted();
  };
}

/** What is made of each of many items, in their order, with a pause before each. */
export async function inStretches<Item, Made>(
  items: Iterable<Item>,
  pause: Pause,
  make: (item: Item) => readonly Made[],
): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    await pause();
    for (const one of make(item)) made.push(one);
  }
  return made;
}
