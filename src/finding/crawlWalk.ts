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
  /** Ids of its rows in the server's order, unreadable rows included where so much could be read. */
  readonly ids: readonly number[];
  /** Rows that not even an id could be read of. */
  readonly nameless: number;
  /** Whether nothing follows, as the server said. */
  readonly last: boolean;
}

/** A walk as it is kept between windows; its pages are kept with their rows. */
export interface WalkFacts {
  /** Epoch milliseconds; tells the walks of a type apart. */
  readonly startedAt: number;
  /** The moment at which it began: it sees what was written before; see `WrittenAssets`. */
  readonly knownFrom: number;
  readonly total: number | undefined;
  /** Up to which moment the total counts. */
  readonly totalAt: number;
  /** Whether it was reckoned, and no page has been asked for since that says so. */
  readonly isReckoned?: boolean;
  readonly shifted: boolean;
  /** Ids that this extension created during the walk. */
  readonly created: readonly number[];
}

/** Past the pages that the total promises a server may serve a few more, but not for ever. */
const pagesBeyondTotal = 2;
/** Where the server names no total: a million assets. */
const pagesAtMost = 20_000;

/**
 * One walk over all pages of a type, in whatever order they come. Rows shift between pages while others edit, so a walk ends with a verdict:
 * it is consistent when no shift was seen and the distinct rows are as many as the server counts.
 *
 * One thing leaves no trace: between two successive pages, a row that was read is deleted and another is added behind. The next walk finds it.
 */
export class TypeWalk {
  readonly startedAt: number;
  readonly knownFrom: number;
  readonly #pages = new Map<number, WalkedPage>();
  /** The page of each asset. */
  readonly #seen = new Map<number, number>();
  readonly #created = new Set<number>();
  readonly #deleted = new Set<number>();
  /** Pages that are to be read again, for an asset of theirs was written elsewhere since. */
  readonly #again = new Set<number>();
  #total: number | undefined;
  #totalAt = 0;
  #isReckoned = false;
  #shifted = false;
  /** All pages up to this one have been read. */
  #contiguous = 0;
  /** A page that nothing follows, and the total that was known with it. */
  #end: { readonly page: number; readonly total: number | undefined } | undefined;

  constructor(startedAt: number, knownFrom = 0) {
    this.startedAt = startedAt;
    this.knownFrom = knownFrom;
  }

  /** A walk as it was kept: it goes on where it stood. Pages that got lost are read again. */
  static restore(facts: WalkFacts, pages: Iterable<WalkedPage>): TypeWalk {
    const { startedAt, knownFrom, total, totalAt, isReckoned = false, shifted, created } = facts;
    const walk = new TypeWalk(startedAt, knownFrom);
    walk.#totalAt = totalAt;
    walk.#isReckoned = isReckoned;
    for (const page of pages) {
      // Their totals are of their time; own writes since then are counted in the one that was kept.
      walk.#total = total ?? page.total ?? walk.#total;
      walk.#take(page);
    }
    walk.#total = total ?? walk.#total;
    walk.#shifted ||= shifted;
    for (const id of created) walk.#created.add(id);
    return walk;
  }

  /** How many rows the type has, as last said, own writes since then included. */
  get total(): number | undefined {
    return this.#total;
  }

  /** How many pages have been read. */
  get pagesRead(): number {
    return this.#pages.size;
  }

  /** The pages read, in no order. */
  get pages(): Iterable<WalkedPage> {
    return this.#pages.values();
  }

  /** What was read of a page. */
  page(page: number): WalkedPage | undefined {
    return this.#pages.get(page);
  }

  /** The page on which the asset was seen. */
  pageOf(id: number): number | undefined {
    return this.#seen.get(id);
  }

  /** How many pages the type has, as far as is known; 1 at least. */
  get pagesExpected(): number {
    const end = this.#lastPage;
    if (end !== undefined) return end;
    const counted = this.#total === undefined ? 0 : Math.ceil(this.#total / crawlPageSize);
    return Math.max(counted, this.#contiguous + 1);
  }

  /** True once every page up to the last has been read, and none has to be read again. */
  get finished(): boolean {
    const end = this.#lastPage;
    return end !== undefined && this.#contiguous >= end && this.#again.size === 0 && !this.#isReckoned;
  }

  /** True when rows moved between pages, as far as was seen. */
  get shifted(): boolean {
    return this.#shifted;
  }

  /** Whether a finished walk can be relied on to hold every row that was there. */
  get consistent(): boolean {
    return this.finished && !this.#shifted && (this.#total === undefined || this.#distinct() === this.#total);
  }

  /** The lowest page that is neither read nor in `taken`, of those that are known to be needed. */
  nextPage(taken: (page: number) => boolean): number | undefined {
    const last = this.pagesExpected;
    for (let page = this.#contiguous + 1; page <= last; page += 1) {
      if (!this.#pages.has(page) && !taken(page)) return page;
    }
    // Last, for by then others may have written more on it. The first page is there whatever was deleted.
    return [...this.#again, ...(this.#isReckoned ? [1] : [])].find((page) => !taken(page));
  }

  /** A page that was read has to be read again: more is known to have happened to an asset of it than it says. */
  readAgain(page: number): void {
    if (this.#pages.has(page)) this.#again.add(page);
  }

  /** Whether the walk has seen this asset, or knows that it was created meanwhile. */
  has(id: number): boolean {
    return this.#seen.has(id) || this.#created.has(id);
  }

  /** How many rows with an id are known. */
  get size(): number {
    let size = this.#seen.size;
    for (const id of this.#created) if (!this.#seen.has(id)) size += 1;
    return size;
  }

  /** Ids of all rows there are, as far as this walk knows. */
  *ids(): Generator<number> {
    yield* this.#seen.keys();
    for (const id of this.#created) if (!this.#seen.has(id)) yield id;
  }

  /** Takes in a page of `crawlPageSize` rows that was asked for at a moment. A page that was read before shows at most that rows have moved. */
  note(read: Page<Asset>, began: number): void {
    const page = walked(read);
    if (page.total !== undefined) {
      if (this.#total !== undefined && this.#total !== page.total) this.#shifted = true;
      this.#total = page.total;
      if (began >= this.#totalAt) this.#isReckoned = false;
      this.#totalAt = Math.max(this.#totalAt, began);
    }
    if (!this.#pages.has(page.page)) this.#take(page);
    else if (this.#again.delete(page.page) && !this.#sameRows(page)) this.#shifted = true;
  }

  /** This extension created an asset of the type, which had ended at a moment. */
  created(id: number, moment: number): void {
    if (this.has(id) || this.#deleted.has(id)) return;
    this.#created.add(id);
    this.#count(1, moment);
  }

  /** This extension deleted an asset of the type; pages still on their way may bring it once more. */
  deleted(id: number, moment: number): void {
    if (this.#deleted.has(id)) return;
    this.#deleted.add(id);
    this.#created.delete(id);
    const page = this.#pages.get(this.#seen.get(id) ?? 0);
    if (page) this.#pages.set(page.page, this.#withoutDeleted(page));
    this.#seen.delete(id);
    this.#count(-1, moment);
  }

  /** Whether this extension deleted it during the walk. */
  isDeleted(id: number): boolean {
    return this.#deleted.has(id);
  }

  /** What must be kept, beside the pages, to go on later. */
  facts(): WalkFacts {
    const { startedAt, knownFrom } = this;
    const created = [...this.#created];
    const [total, totalAt, isReckoned, shifted] = [this.#total, this.#totalAt, this.#isReckoned, this.#shifted];
    return { startedAt, knownFrom, total, totalAt, isReckoned, shifted, created };
  }

  /** What the server was asked for later has it already. Of what it was asked for before nobody knows: a walk under way asks once more. */
  #count(more: 1 | -1, moment: number): void {
    if (this.#total === undefined || moment <= this.#totalAt) return;
    if (!this.finished) this.#isReckoned = true;
    this.#total = Math.max(this.#total + more, 0);
    this.#totalAt = moment;
  }

  #sameRows(read: WalkedPage): boolean {
    const ids = read.ids.filter((id) => !this.#deleted.has(id) && !this.#created.has(id));
    const before = this.#pages.get(read.page)?.ids.filter((id) => !this.#created.has(id)) ?? [];
    return ids.length === before.length && ids.every((id, at) => id === before[at]);
  }

  #take(page: WalkedPage): void {
    // A server that ignores the page number sends the same rows for ever.
    let repeats = page.nameless === 0;
    for (const id of page.ids) {
      if (this.#seen.has(id)) this.#shifted = true;
      else repeats = false;
      if (!this.#deleted.has(id)) this.#seen.set(id, page.page);
    }
    this.#pages.set(page.page, this.#withoutDeleted(page));
    if (page.last || repeats || page.page >= this.#cap()) this.#end = { page: page.page, total: this.#total };
    this.#advance();
  }

  #advance(): void {
    while (this.#pages.has(this.#contiguous + 1)) this.#contiguous += 1;
  }

  /** Where the type ends, unless it has grown since that was said. */
  get #lastPage(): number | undefined {
    if (!this.#end) return undefined;
    const { page, total } = this.#end;
    const grown = this.#total !== undefined && this.#total > Math.max(total ?? 0, page * crawlPageSize);
    return grown ? undefined : page;
  }

  #cap(): number {
    return this.#total === undefined ? pagesAtMost : Math.ceil(this.#total / crawlPageSize) + pagesBeyondTotal;
  }

  #distinct(): number {
    let count = this.size;
    for (const { nameless } of this.#pages.values()) count += nameless;
    return count;
  }

  #withoutDeleted(page: WalkedPage): WalkedPage {
    if (this.#deleted.size === 0 || !page.ids.some((id) => this.#deleted.has(id))) return page;
    return { ...page, ids: page.ids.filter((id) => !this.#deleted.has(id)) };
  }
}

/** What a walk remembers of a page. */
export function walked({ items, unreadable, page, total, last }: Page<Asset>): WalkedPage {
  const ids = items.map(({ id }) => id);
  let nameless = 0;
  for (const { id } of unreadable) {
    if (id === null) nameless += 1;
    else ids.push(id);
  }
  // Where a list comes bare, its total is no more than the rows so far.
  const unsaid = !last && total <= page * crawlPageSize;
  return { page, total: unsaid ? undefined : total, ids, nameless, last };
}
