import { crawlPageSize } from './walkedPage';
import { backgroundOf } from '../happyfox/limits';

/** What a crawl takes. */
export interface CrawlEstimate {
  readonly assets: number;
  /** Requests, one a page; a type without assets costs one too. */
  readonly pages: number;
  readonly seconds: number;
}

/** What a crawl of types with these totals takes at a budget of so many reads a minute, of which the crawl leaves a share to people. */
export function estimateCrawl(totals: Iterable<number>, readsPerMinute: number): CrawlEstimate {
  let assets = 0;
  let pages = 0;
  for (const total of totals) {
    assets += total;
    pages += Math.max(Math.ceil(total / crawlPageSize), 1);
  }
  const pagesPerMinute = backgroundOf(readsPerMinute);
  return { assets, pages, seconds: Math.ceil((pages * 60) / pagesPerMinute) };
}
