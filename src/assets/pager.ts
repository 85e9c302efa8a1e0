import type { Asset } from '../happyfox/asset';
import type { Page } from '../happyfox/page';

/** Reads one page of a list; `page` counts from 1. */
type FetchPage = (page: number, signal?: AbortSignal) => Promise<Page<Asset>>;

/** How far a walk over all pages has come. */
interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}

/** A row that could not be read. */
type UnreadableRow = Page<Asset>['unreadable'][number];

/**
 * The assets of one type, page by page. Reading it never moves it: only `advance`, `all` and `restart` send requests.
 * Rows are keyed by id, since pages shift while others edit.
 */
export class AssetPager {
  private rows = new Map<number, Asset>();
  private readonly unreadableRows = new Map<number | string, UnreadableRow>();
  /** Assets created here that no page has brought yet. */
  private readonly created = new Set<number>();
  private rowsRead = 0;
  private pagesRead = 0;
  private advancing: { readonly page: Promise<void>; readonly signal: AbortSignal | undefined } | undefined;
  private knownTotal: number | undefined;
  private atEnd = false;
  /** What happened to assets since the page under way was asked for, which is behind on it; undefined: gone. */
  private readonly meanwhile = new Map<number, Asset | undefined>();
  /** Pagers that are to take this one's place. */
  private readonly successors = new Set<AssetPager>();

  constructor(
    private readonly fetchPage: FetchPage,
    private readonly pageSize: number,
  ) {}

  /** What has been loaded so far, in the server's order. */
  get assets(): readonly Asset[] {
    return [...this.rows.values()];
  }

  /** Rows of the loaded pages that could not be read. */
  get unreadable(): readonly UnreadableRow[] {
    return [...this.unreadableRows.values()];
  }

  /** How many assets the type has, as the server last said; undefined before the first page. */
  get total(): number | undefined {
    return this.knownTotal;
  }

  /** True once no page follows. */
  get complete(): boolean {
    return this.atEnd;
  }

  /** True once a page has been loaded. */
  get started(): boolean {
    return this.pagesRead > 0;
  }

  /** How many pages have been loaded. */
  get pages(): number {
    return this.pagesRead;
  }

  /** The loaded asset with this id. */
  find(id: number): Asset | undefined {
    return this.rows.get(id);
  }

  /** Loads the next page; callers that come while one is under way share it. Throws what `fetchPage` throws, and then may be tried again. */
  async advance(signal?: AbortSignal): Promise<void> {
    const shared = this.advancing;
    this.advancing ??= {
      signal,
      page: this.loadNext(signal).finally(() => {
        this.advancing = undefined;
      }),
    };
    try {
      await this.advancing.page;
    } catch (error) {
      // Whoever began the read has called it off; those who came later still want it.
      if (shared?.signal?.aborted !== true || signal?.aborted === true) throw error;
      await this.advance(signal);
    }
  }

  /** Loads every page left, yielding after each. Stops with the signal's reason when it is aborted. */
  async *all(signal: AbortSignal): AsyncGenerator<LoadProgress> {
    while (!this.atEnd) {
      signal.throwIfAborted();
      await this.advance(signal);
      yield { loaded: this.rows.size, total: this.knownTotal ?? this.rows.size };
    }
  }

  /** A new pager that has loaded as many pages as this one, `mostPages` at most; this one stays as it is. */
  async restart(mostPages: number, signal?: AbortSignal): Promise<AssetPager> {
    const fresh = new AssetPager(this.fetchPage, this.pageSize);
    const pages = Math.min(Math.max(this.pagesRead, 1), mostPages);
    this.successors.add(fresh);
    try {
      while (fresh.pagesRead < pages && !fresh.complete) await fresh.advance(signal);
    } finally {
      this.successors.delete(fresh);
    }
    return fresh;
  }

  /** Puts a newer state of a loaded asset in its row; one that is not loaded is left for its page to bring. */
  replace(asset: Asset): void {
    for (const successor of this.successors) successor.replace(asset);
    if (this.advancing) this.meanwhile.set(asset.id, asset);
    if (this.rows.has(asset.id)) this.rows.set(asset.id, asset);
  }

  /** Adds an asset that has just been created. */
  add(asset: Asset): void {
    for (const successor of this.successors) successor.add(asset);
    if (this.advancing) this.meanwhile.set(asset.id, asset);
    if (!this.started || this.rows.has(asset.id)) return;
    this.rows.set(asset.id, asset);
    this.created.add(asset.id);
    this.knownTotal = (this.knownTotal ?? 0) + 1;
  }

  /** Takes away an asset that is gone. */
  remove(id: number): void {
    for (const successor of this.successors) successor.remove(id);
    if (this.advancing) this.meanwhile.set(id, undefined);
    // An asset that no page has brought yet has moved no row up.
    if (this.rows.delete(id) && !this.created.delete(id)) this.rowsRead -= 1;
    if (this.knownTotal !== undefined && this.knownTotal > 0) this.knownTotal -= 1;
  }

  private async loadNext(signal?: AbortSignal): Promise<void> {
    if (this.atEnd) return;
    // Counted from the rows still there: after a delete the server's rows moved up, and the next page would skip one.
    const number = Math.floor(this.rowsRead / this.pageSize) + 1;
    const overlaps = this.rowsRead % this.pageSize !== 0;
    this.meanwhile.clear();
    const page = await this.fetchPage(number, signal);
    const brought =
      page.items.some(({ id }) => !this.rows.has(id)) ||
      page.unreadable.some(({ id }) => id !== null && !this.unreadableRows.has(id));
    for (const asset of page.items) {
      const now = this.meanwhile.has(asset.id) ? this.meanwhile.get(asset.id) : asset;
      if (now) this.rows.set(asset.id, now);
      this.created.delete(asset.id);
    }
    for (const [index, row] of page.unreadable.entries()) this.unreadableRows.set(row.id ?? `${number}/${index}`, row);
    const rows = page.items.length + page.unreadable.length;
    // Whether the page was served before what went meanwhile had gone can't be known: a row read twice is none too many.
    const gone = [...this.meanwhile.values()].filter((now) => now === undefined).length;
    this.rowsRead = Math.max((number - 1) * this.pageSize + rows - gone, 0);
    this.pagesRead += 1;
    this.knownTotal = page.total;
    // A server that repeats its last page for ever must not be followed for ever.
    const repeats = !brought && !overlaps;
    this.atEnd = page.last || rows < this.pageSize || repeats;
  }
}
