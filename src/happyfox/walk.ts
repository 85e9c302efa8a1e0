import { pagesAtMost } from './limits';
import type { Page } from './page';

/** All rows of a list, each once, in the server's order. */
interface Walked<Item> {
  readonly items: readonly Item[];
  /** How many rows could not be read. */
  readonly unreadable: number;
}

/**
 * Reads a list to its end. Rows shift between pages while others edit, so when the distinct rows are not as many as the server counts, it is read
 * once more, and what either walk saw counts.
 */
export async function walk<Item extends { readonly id: number }>(
  read: (page: number) => Promise<Page<Item>>,
): Promise<Walked<Item>> {
  const found = new Map<number, Item>();
  const first = await once(read, found);
  if (first.pages === 1 || found.size + first.unreadable === first.total)
    return { items: [...found.values()], unreadable: first.unreadable };
  const second = await once(read, found);
  return { items: [...found.values()], unreadable: second.unreadable };
}

async function once<Item extends { readonly id: number }>(
  read: (page: number) => Promise<Page<Item>>,
  found: Map<number, Item>,
): Promise<{ pages: number; total: number; unreadable: number }> {
  const seen = new Set<number>();
  let unreadable = 0;
  let total = 0;
  for (let number = 1; number <= pagesAtMost; number += 1) {
    const page = await read(number);
    const before = seen.size;
    for (const item of page.items) {
      seen.add(item.id);
      found.set(item.id, item);
    }
    unreadable += page.unreadable.length;
    total = Math.max(total, page.total);
    // A server that ignores `page` sends the same rows for ever.
    if (page.last || (seen.size === before && page.unreadable.length === 0))
      return { pages: number, total, unreadable };
  }
  return { pages: pagesAtMost, total, unreadable };
}
