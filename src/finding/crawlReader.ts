import type { Asset } from '../happyfox/asset';
import type { Page } from '../happyfox/page';
import type { CrawlProgress } from './crawlProgress';
import { crawlPageSize } from './walkedPage';

/** Reads one page of the crawl, at background priority. */
export type FetchCrawlPage = (
  request: { readonly assetTypeId: number; readonly page: number; readonly size: number },
  signal: AbortSignal,
) => Promise<Page<Asset>>;

/** What the reader is made with; see `CrawlOptions`. */
interface PageReaderOptions {
  readonly fetchPage: FetchCrawlPage;
  readonly assetTypeIds: readonly number[];
  readonly progress: CrawlProgress;
  readonly signal: AbortSignal;
  readonly scope?: 'firstPages' | 'all';
}

/** A page that came, noted already. `began`: the moment at which it was asked for. */
export interface PageCame {
  readonly kind: 'page';
  readonly assetTypeId: number;
  readonly page: Page<Asset>;
  readonly began: number;
}

/** A request that failed; its page is to be asked for again. */
export interface ReadFailed {
  readonly kind: 'failed';
  readonly assetTypeId: number;
  readonly error: unknown;
}

interface Flight {
  readonly assetTypeId: number;
  readonly page: number;
  readonly outcome: Promise<PageCame | ReadFailed>;
}

/** Three hide the latency of a page, and leave one of the governor's four reads at once to a person. */
const pagesAhead = 3;

/** Asks for the pages that the walks lack, a few at a time, and hands them out in the order of asking. */
export class PageReader {
  readonly #options: PageReaderOptions;
  readonly #leaving = new AbortController();
  readonly #signal: AbortSignal;
  #flights: Flight[] = [];
  #paused = false;
  /** Types that are not to be asked for any more. */
  readonly missing = new Set<number>();

  constructor(options: PageReaderOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#leaving.signal]);
  }

  /** The next result; `{ kind: 'elsewhere' }` when a page came that somebody else had asked for; undefined when nothing is left to read. */
  async next(): Promise<PageCame | ReadFailed | { readonly kind: 'elsewhere' } | undefined> {
    this.fill();
    const [flight] = this.#flights;
    if (flight) return this.#landed(flight, await flight.outcome);
    const { progress, assetTypeIds } = this.#options;
    const elsewhere = progress.elsewhere(assetTypeIds.filter((id) => !progress.isDone(id)));
    if (!elsewhere) return undefined;
    await unlessAborted(elsewhere, this.#signal);
    return { kind: 'elsewhere' };
  }

  /** Sends as many requests as may be under way. */
  fill(): void {
    while (!this.#paused && this.#flights.length < pagesAhead) {
      const wanted = this.#wanted();
      if (!wanted) return;
      this.#flights.push({ ...wanted, outcome: this.#read(wanted.assetTypeId, wanted.page) });
    }
  }

  /** Sends no more until `resume`, and resolves with those pages of the requests under way that came. */
  async drain(): Promise<readonly PageCame[]> {
    this.#paused = true;
    const came: PageCame[] = [];
    for (let [flight] = this.#flights; flight; [flight] = this.#flights) {
      const outcome = this.#landed(flight, await flight.outcome);
      if (outcome.kind === 'page') came.push(outcome);
    }
    return came;
  }

  resume(): void {
    this.#paused = false;
  }

  /** Ends the requests under way; nobody waits for them any more. */
  leave(): void {
    this.#paused = true;
    this.#leaving.abort();
  }

  #landed(flight: Flight, outcome: PageCame | ReadFailed): PageCame | ReadFailed {
    this.#flights = this.#flights.filter((other) => other !== flight);
    // The type may have been forgotten meanwhile.
    const { progress } = this.#options;
    if (outcome.kind === 'page') progress.noteCrawled(flight.assetTypeId, outcome.page, outcome.began);
    return outcome;
  }

  #wanted(): { readonly assetTypeId: number; readonly page: number } | undefined {
    const { assetTypeIds, progress, scope } = this.#options;
    let later: { readonly assetTypeId: number; readonly page: number } | undefined;
    for (const assetTypeId of assetTypeIds) {
      if (this.missing.has(assetTypeId)) continue;
      const page = progress.nextPage(assetTypeId, (number) =>
        this.#flights.some((flight) => flight.assetTypeId === assetTypeId && flight.page === number),
      );
      if (page === 1) return { assetTypeId, page };
      if (page !== undefined && scope !== 'firstPages') later ??= { assetTypeId, page };
    }
    return later;
  }

  async #read(assetTypeId: number, page: number): Promise<PageCame | ReadFailed> {
    const { fetchPage, progress } = this.#options;
    const began = progress.written.now();
    try {
      const read = await fetchPage({ assetTypeId, page, size: crawlPageSize }, this.#signal);
      return { kind: 'page', assetTypeId, page: read, began };
    } catch (error) {
      return { kind: 'failed', assetTypeId, error };
    }
  }
}

async function unlessAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<undefined>();
  const abort = (): void => aborted.resolve(undefined);
  if (signal.aborted) return;
  signal.addEventListener('abort', abort, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', abort);
}
