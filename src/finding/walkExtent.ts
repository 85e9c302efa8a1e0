import { crawlPageSize, type WalkedPage } from './walkedPage';

/** Past the pages that the total promises a server may serve a few more, but not for ever. */
const pagesBeyondTotal = 2;
/** Where the server names no total: a million assets. */
const pagesAtMost = 20_000;

/** What is kept of an extent between windows. */
export interface ExtentFacts {
  readonly total: number | undefined;
  /** Up to which moment the total counts. */
  readonly totalAt: number;
  /** Whether it was reckoned, and no page has been asked for since that says so. */
  readonly isReckoned: boolean;
}

/** How far a type goes, by what its pages have said, and by own writes since. */
export class WalkExtent {
  #total: number | undefined;
  #totalAt = 0;
  #isReckoned = false;
  /** A page that nothing follows, and the total that was known with it. */
  #end: { readonly page: number; readonly total: number | undefined } | undefined;

  /** Takes up what was kept. */
  restore({ total, totalAt, isReckoned }: ExtentFacts): void {
    this.#total = total;
    this.#totalAt = totalAt;
    this.#isReckoned = isReckoned;
  }

  /** How many rows the type has, as last said, own writes since then included. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Whether the total was reckoned, so that a page has to be asked for that says it. */
  get isReckoned(): boolean {
    return this.#isReckoned;
  }

  /** Where the type ends, unless it has grown since that was said. */
  get lastPage(): number | undefined {
    if (!this.#end) return undefined;
    const { page, total } = this.#end;
    const grown = this.#total !== undefined && this.#total > Math.max(total ?? 0, page * crawlPageSize);
    return grown ? undefined : page;
  }

  /** How many pages there are, as far as is known, where all up to this one have been read. */
  pagesExpected(contiguous: number): number {
    const counted = this.#total === undefined ? 0 : Math.ceil(this.#total / crawlPageSize);
    return this.lastPage ?? Math.max(counted, contiguous + 1);
  }

  /** A page that was asked for at a moment has named a total. */
  said(total: number, began: number): void {
    this.#total = total;
    if (began >= this.#totalAt) this.#isReckoned = false;
    this.#totalAt = Math.max(this.#totalAt, began);
  }

  /**
   * A row was added or deleted by this extension, which had ended at a moment. What the server was asked for later has it already. Of what it was asked
   * for before nobody knows: a walk that is not over asks once more.
   */
  count(more: 1 | -1, moment: number, isOver: boolean): void {
    if (this.#total === undefined || moment <= this.#totalAt) return;
    if (!isOver) this.#isReckoned = true;
    this.#total = Math.max(this.#total + more, 0);
    this.#totalAt = moment;
  }

  /** Looks whether a page is the last. `repeats`: it holds nothing but what others do, as where a server ignores the page number. */
  came({ page, last }: WalkedPage, repeats: boolean): void {
    const most = this.#total === undefined ? pagesAtMost : Math.ceil(this.#total / crawlPageSize) + pagesBeyondTotal;
    if (last || repeats || page >= most) this.#end = { page, total: this.#total };
  }

  /** What must be kept to go on later. */
  facts(): ExtentFacts {
    return { total: this.#total, totalAt: this.#totalAt, isReckoned: this.#isReckoned };
  }
}
