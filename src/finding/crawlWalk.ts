import type { Asset } from '../happyfox/asset';
import type { Page } from '../happyfox/page';
import { isOfThen, WalkBorders, type BorderFacts } from './walkBorders';
import { WalkExtent, type ExtentFacts } from './walkExtent';
import { crawlPageSize, readTwice, sharesWhatWasPushed, walked, type WalkedPage } from './walkedPage';

/** A walk as it is kept between windows; its pages are kept with their rows. */
export interface WalkFacts extends ExtentFacts {
  /** Epoch milliseconds; tells the walks of a type apart. */
  readonly startedAt: number;
  /** The moment at which it began: it sees what was written before; see `WrittenAssets`. */
  readonly knownFrom: number;
  readonly shifted: boolean;
  /** Ids that this extension created during the walk. */
  readonly created: readonly number[];
  /** Ids of assets that were read otherwise during the walk. */
  readonly met: readonly number[];
  /** Rows that came twice since others were added before them. */
  readonly repeated: number;
  readonly borders: BorderFacts;
}

/** Pages that are read again for rows which may have slipped through; where it takes more, the walk is not believed. */
const repairsAtMost = 20;

/**
 * One walk over all pages of a type, in whatever order they come. Rows shift between pages while others edit, so a walk ends with a verdict: it is
 * consistent when none can have slipped through between two pages (see `WalkBorders`), none came twice but for those that were added before it, and
 * the distinct rows are as many as the server counts, but for what was added meanwhile where it had been already.
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
  readonly #met = new Set<number>();
  readonly #borders = new WalkBorders();
  #repeated = 0;
  #repairs = 0;
  readonly #extent = new WalkExtent();
  #shifted = false;
  /** All pages up to this one have been read. */
  #contiguous = 0;

  constructor(startedAt: number, knownFrom = 0) {
    this.startedAt = startedAt;
    this.knownFrom = knownFrom;
  }

  /**
   * A walk as it was kept: it goes on where it stood. Pages that got lost are read again, and so are those that are not what they were when `facts` was
   * made: what happened around them is not known.
   */
  static restore(facts: WalkFacts, pages: Iterable<WalkedPage>): TypeWalk {
    const { startedAt, knownFrom, shifted, created, met, repeated, borders } = facts;
    const walk = new TypeWalk(startedAt, knownFrom);
    // The pages' totals are of their time; own writes since then are counted in the one that was kept.
    walk.#extent.restore(facts);
    for (const page of pages) if (isOfThen(page, borders)) walk.#place(page);
    walk.#borders.restore(walk.#pages.values(), borders);
    walk.#repeated = repeated;
    walk.#shifted = shifted;
    for (const id of created) walk.#created.add(id);
    for (const id of met) walk.#met.add(id);
    return walk;
  }

  /** How many rows the type has, as last said, own writes since then included. */
  get total(): number | undefined {
    return this.#extent.total;
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
    return this.#extent.pagesExpected(this.#contiguous);
  }

  /** True once every page up to the last has been read, and none has to be read again. */
  get finished(): boolean {
    const isRead = this.#contiguous >= (this.#extent.lastPage ?? Infinity) && this.#again.size === 0;
    if (!isRead || this.#extent.isReckoned) return false;
    return this.#shifted || !this.#borders.areOpen;
  }

  /** True when rows moved between pages in a way that nobody can make good. */
  get shifted(): boolean {
    return this.#shifted;
  }

  /** True when rows were added, deleted or moved meanwhile, so that pages are not what they were. */
  get moved(): boolean {
    return this.#shifted || this.#borders.moved;
  }

  /** Whether a finished walk can be relied on to hold every row that was there. */
  get consistent(): boolean {
    return this.finished && !this.#shifted && this.#distinct() >= (this.total ?? 0) - this.#repeated;
  }

  /** The lowest page that is neither read nor in `taken`, of those that are known to be needed. */
  nextPage(taken: (page: number) => boolean): number | undefined {
    const last = this.pagesExpected;
    for (let page = this.#contiguous + 1; page <= last; page += 1) {
      if (!this.#pages.has(page) && !taken(page)) return page;
    }
    // Last, for by then others may have written more on it. The first page is there whatever was deleted.
    const again = [
      ...this.#again,
      ...(this.#extent.isReckoned ? [1] : []),
      ...(this.#shifted ? [] : this.#borders.openPages()),
    ];
    return again.find((page) => !taken(page));
  }

  /** A page that was read has to be read again: more is known to have happened to an asset of it than it says. */
  readAgain(page: number): void {
    if (this.#pages.has(page)) this.#again.add(page);
  }

  /** An asset of the type was read otherwise: it is there, wherever its row was when its page was read. */
  meet(id: number): void {
    if (!this.#deleted.has(id)) this.#met.add(id);
  }

  /** Whether the walk has seen this asset, or knows that it was created or read meanwhile. */
  has(id: number): boolean {
    return this.#seen.has(id) || this.#created.has(id);
  }

  /** Whether this asset was read during the walk, but for its pages. */
  hasMet(id: number): boolean {
    return this.#met.has(id);
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

  /** Takes in a page of `crawlPageSize` rows that was asked for at a moment. What a page held that was read before stays with it. */
  note(read: Page<Asset>, began: number): void {
    const page = walked(read, this.#borders.time + 1);
    if (page.total !== undefined) this.#extent.said(page.total, began);
    const before = this.#pages.get(page.page);
    const isRepair = this.#borders.areOpen;
    const moved = this.#borders.read(page);
    if (moved >= crawlPageSize || !this.#isExplained(page)) this.#shifted = true;
    if (!before) {
      this.#repeated += page.ids.filter((id) => this.#seen.has(id)).length;
      this.#place(page);
    } else {
      if (this.#again.delete(page.page) && !this.#sameRows(page)) this.#shifted = true;
      if (isRepair) this.#repairs += 1;
      if (this.#repairs > repairsAtMost) this.#shifted = true;
      this.#place(readTwice(before, page));
    }
  }

  /** This extension created an asset of the type, which had ended at a moment. */
  created(id: number, moment: number): void {
    if (this.has(id) || this.#deleted.has(id)) return;
    this.#created.add(id);
    this.#borders.heard('added');
    this.#extent.count(1, moment, this.finished);
  }

  /** This extension deleted an asset of the type; pages still on their way may bring it once more. */
  deleted(id: number, moment: number): void {
    if (this.#deleted.has(id)) return;
    this.#deleted.add(id);
    this.#created.delete(id);
    this.#met.delete(id);
    this.#borders.heard('deleted');
    const seenOn = this.#seen.get(id) ?? 0;
    // On the next one as well, where rows were added in between.
    for (const at of [seenOn - 1, seenOn, seenOn + 1]) {
      const page = this.#pages.get(at);
      if (page) this.#pages.set(at, this.#withoutDeleted(page));
    }
    this.#seen.delete(id);
    this.#extent.count(-1, moment, this.finished);
  }

  /** Whether this extension deleted it during the walk. */
  isDeleted(id: number): boolean {
    return this.#deleted.has(id);
  }

  /** What must be kept, beside the pages, to go on later. */
  facts(): WalkFacts {
    return {
      ...{ startedAt: this.startedAt, knownFrom: this.knownFrom, shifted: this.#shifted },
      ...this.#extent.facts(),
      ...{ created: [...this.#created], met: [...this.#met], repeated: this.#repeated, borders: this.#borders.facts() },
    };
  }

  #sameRows(read: WalkedPage): boolean {
    const ids = read.ids.filter((id) => !this.#deleted.has(id) && !this.#created.has(id));
    const known = this.#pages.get(read.page);
    const before = known?.ids.slice(0, known.now).filter((id) => !this.#created.has(id)) ?? [];
    return ids.length === before.length && ids.every((id, at) => id === before[at]);
  }

  /** Whether what a page holds can be there by others being added and deleted before it. */
  #isExplained(page: WalkedPage): boolean {
    const isNear = (id: number): boolean => Math.abs((this.#seen.get(id) ?? page.page) - page.page) <= 1;
    return (
      new Set(page.ids).size === page.ids.length &&
      page.ids.every(isNear) &&
      sharesWhatWasPushed(page, this.#pages.get(page.page - 1)) &&
      sharesWhatWasPushed(page, this.#pages.get(page.page + 1))
    );
  }

  #place(page: WalkedPage): void {
    // A server that ignores the page number sends the same rows for ever.
    const isKnown = page.nameless === 0 && page.ids.every((id) => (this.#seen.get(id) ?? page.page) !== page.page);
    // Rows that others have pushed on by a whole page come a second time as well.
    const repeats = isKnown && !this.#isExplained(page);
    for (const id of page.ids) if (!this.#deleted.has(id) && !this.#seen.has(id)) this.#seen.set(id, page.page);
    this.#pages.set(page.page, this.#withoutDeleted(page));
    this.#extent.came(page, repeats);
    while (this.#pages.has(this.#contiguous + 1)) this.#contiguous += 1;
  }

  #distinct(): number {
    let count = this.size;
    for (const { nameless } of this.#pages.values()) count += nameless;
    return count;
  }

  #withoutDeleted(page: WalkedPage): WalkedPage {
    if (this.#deleted.size === 0 || !page.ids.some((id) => this.#deleted.has(id))) return page;
    const isLeft = (id: number): boolean => !this.#deleted.has(id);
    return { ...page, ids: page.ids.filter(isLeft), now: page.ids.slice(0, page.now).filter(isLeft).length };
  }
}
