import type { Asset } from '../happyfox/asset';
import { largestPage } from '../happyfox/limits';
import type { Page } from '../happyfox/page';

/** Rows on a page of the crawl: the most there can be (article §1), since requests are what is scarce. */
export const crawlPageSize = largestPage;

/** What one page of a walk held. */
export interface WalkedPage {
  /** 1-based. */
  readonly page: number;
  /** How many rows the type has, as the server said with this page; undefined where it did not say. */
  readonly total: number | undefined;
  /** Ids of its rows in the server's order, unreadable rows included where so much could be read; behind them those that it held when read before. */
  readonly ids: readonly number[];
  /** How many of the ids it held when last read. */
  readonly now: number;
  /** Rows that not even an id could be read of. */
  readonly nameless: number;
  /** Whether nothing follows, as the server said. */
  readonly last: boolean;
  /** When it was last read, by the count of the walk's borders. */
  readonly at: number;
}

/** What a walk remembers of a page. */
export function walked({ items, unreadable, page, total, last }: Page<Asset>, at: number): WalkedPage {
  const ids = items.map(({ id }) => id);
  let nameless = 0;
  for (const { id } of unreadable) {
    if (id === null) nameless += 1;
    else ids.push(id);
  }
  // Where a list comes bare, its total is no more than the rows so far.
  const unsaid = !last && total <= page * crawlPageSize;
  return { page, total: unsaid ? undefined : total, ids, now: ids.length, nameless, last, at };
}

/** A page that was read again: what it holds now, and what it held before. */
export function readTwice(before: WalkedPage, page: WalkedPage): WalkedPage {
  const ids = [...new Set([...page.ids, ...before.ids])];
  return { ...page, ids, nameless: Math.max(before.nameless, page.nameless) };
}

/** Whether the rows that a page shares with one next to it are no more than were added between the two readings: that pushes them over. */
export function sharesWhatWasPushed(page: WalkedPage, neighbour: WalkedPage | undefined): boolean {
  if (!neighbour) return true;
  const [lower, upper] = neighbour.page < page.page ? [neighbour, page] : [page, neighbour];
  const known = new Set(neighbour.ids.slice(0, neighbour.now));
  const shared = page.ids.filter((id) => known.has(id)).length;
  return shared <= Math.max((upper.total ?? 0) - (lower.total ?? 0), 0);
}
