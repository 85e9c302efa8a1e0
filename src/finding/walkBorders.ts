import type { WalkedPage } from './walkedPage';

/** What is kept of the borders between windows. */
export interface BorderFacts {
  /** The total that was last seen. */
  readonly total?: number;
  /** How much had been read and heard. */
  readonly time: number;
  /** When rows were last deleted, and added; 0 where they were not. */
  readonly fell: number;
  readonly grew: number;
  /** How many rows were deleted, and added, as far as totals told. */
  readonly deleted: number;
  readonly added: number;
  /** Pages between which and the next a row may have slipped through. */
  readonly open: readonly number[];
  /** When each page was last read that was read more than once. */
  readonly twice: readonly (readonly [page: number, at: number])[];
}

/** Whether a page is as it was when the borders were: it is kept in another file, which may have been written earlier or later. */
export function isOfThen({ page, at }: WalkedPage, { time, twice }: BorderFacts): boolean {
  return at <= time && twice.every(([again, last]) => again !== page || last === at);
}

/**
 * Whether a row may have slipped through between two successive pages of a walk, which are read one after the other while others add and delete. A row
 * that was behind the border when the lower page was read, and before it when the upper one was, has been seen on neither: something must have been
 * deleted in between, which the totals tell; or added, where the upper page was read first. Such a border is open, until both of its pages have been
 * read without that.
 *
 * One thing leaves no trace: between two reads a row that was read is deleted and another is added behind. The next walk finds it.
 */
export class WalkBorders {
  /** Counts what was read and what was heard. */
  #time = 0;
  #total: number | undefined;
  /** When rows were last deleted, and added, as far as is known. */
  #fell = 0;
  #grew = 0;
  /** How many rows were deleted, and added, as far as totals told. */
  #deleted = 0;
  #added = 0;
  /** When each page was last read, and how many had been deleted and added by then. */
  readonly #reads = new Map<number, { readonly at: number; readonly deleted: number; readonly added: number }>();
  readonly #twice = new Map<number, number>();
  readonly #proven = new Set<number>();
  readonly #open = new Set<number>();

  /** Takes up what was kept, with these pages. */
  restore(pages: Iterable<WalkedPage>, { total, time, fell, grew, deleted, added, open, twice }: BorderFacts): void {
    this.#total = total;
    [this.#time, this.#fell, this.#grew] = [time, fell, grew];
    [this.#deleted, this.#added] = [deleted, added];
    // How many had been deleted and added by then is not kept: it may have been before all of them.
    for (const { page, at } of pages) this.#reads.set(page, { at, deleted: 0, added: 0 });
    for (const [page, at] of twice) this.#twice.set(page, at);
    for (const page of open) if (this.#reads.has(page) && this.#reads.has(page + 1)) this.#open.add(page);
    for (const page of this.#reads.keys())
      if (this.#reads.has(page + 1) && !this.#open.has(page)) this.#proven.add(page);
  }

  /**
   * A page was read, after all that was read and heard so far, with the total that came with it. Returns how far rows may have moved since it was last
   * read, 0 where it never was: what has moved by a whole page is on none of the two sides of a border.
   */
  read({ page, total, at }: Pick<WalkedPage, 'page' | 'total' | 'at'>): number {
    this.#time = at;
    const change = (total ?? 0) - (total === undefined ? 0 : (this.#total ?? total));
    this.#total = total ?? this.#total;
    if (change < 0) [this.#fell, this.#deleted] = [this.#time, this.#deleted - change];
    if (change > 0) [this.#grew, this.#added] = [this.#time, this.#added + change];
    const now = { at, deleted: this.#deleted, added: this.#added };
    const before = this.#reads.get(page) ?? now;
    if (before !== now) this.#twice.set(page, at);
    this.#reads.set(page, now);
    this.#judge(page - 1);
    this.#judge(page);
    return Math.max(now.deleted - before.deleted, now.added - before.added);
  }

  /** It is known that a row was deleted, or added. */
  heard(what: 'deleted' | 'added'): void {
    this.#time += 1;
    if (what === 'deleted') this.#fell = this.#time;
    else this.#grew = this.#time;
  }

  /** How much was read and heard so far. */
  get time(): number {
    return this.#time;
  }

  /** Whether rows were added or deleted meanwhile, as far as is known. */
  get moved(): boolean {
    return this.#fell > 0 || this.#grew > 0;
  }

  /** Whether a row may have slipped through somewhere. */
  get areOpen(): boolean {
    return this.#open.size > 0;
  }

  /** The pages whose reading again may close an open border: of each the one that was read longer ago. */
  *openPages(): Generator<number> {
    for (const lower of this.#open) yield this.#at(lower) <= this.#at(lower + 1) ? lower : lower + 1;
  }

  /** What must be kept to go on later. */
  facts(): BorderFacts {
    return {
      ...{ time: this.#time, fell: this.#fell, grew: this.#grew, deleted: this.#deleted, added: this.#added },
      ...{ open: [...this.#open], twice: [...this.#twice], ...(this.#total !== undefined && { total: this.#total }) },
    };
  }

  #judge(lower: number): void {
    const [before, after] = [this.#reads.get(lower)?.at, this.#reads.get(lower + 1)?.at];
    if (before === undefined || after === undefined || this.#proven.has(lower)) return;
    const isTight = before < after ? this.#fell <= before : this.#grew <= after;
    if (!isTight) this.#open.add(lower);
    else {
      this.#proven.add(lower);
      this.#open.delete(lower);
    }
  }

  #at(page: number): number {
    return this.#reads.get(page)?.at ?? 0;
  }
}
