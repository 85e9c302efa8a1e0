import type { Steps } from './steps';

/** So many items are sorted, or merged, between two yields: a few milliseconds' where they are compared as words. */
const stride = 512;

/** The items in order, as `Array.sort` would have them: those that are alike stay as they were. Yields now and then; see `withPauses`. */
export function* sortInSteps<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += stride) {
    runs.push(items.slice(at, at + stride).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<Item>(
  one: readonly Item[],
  other: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
  const merged: Item[] = [];
  let next = 0;
  for (const item of one) {
    for (let before = other[next]; before !== undefined && compare(before, item) < 0; before = other[next]) {
      merged.push(before);
      next += 1;
      if (merged.length % stride === 0) yield;
    }
    merged.push(item);
    if (merged.length % stride === 0) yield;
  }
  return merged.concat(other.slice(next));
}
