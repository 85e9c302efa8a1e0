import type { Asset } from '../happyfox/asset';
import type { Page } from '../happyfox/page';
import type { CrawlProgress } from './crawlProgress';
import { crawlPageSize } from './walkedPage';
import type { AssetIndex } from './index/assetIndex';
import { toAsset } from './indexedAsset';

/** For so many milliseconds after its walk began, a page is as good as a new one. */
const freshFor = 10 * 60_000;

/**
 * A page as the crawl read it lately, brought up to date by own writes, so that a list need not ask for it again. Undefined where it is not all known,
 * or where assets that were created or deleted since would make it another page.
 */
export function servedPage(
  progress: CrawlProgress,
  index: AssetIndex,
  assetTypeId: number,
  page: number,
  now: number,
): Page<Asset> | undefined {
  const walk = progress.type(assetTypeId)?.walk;
  const read = walk?.page(page);
  if (!walk || !read || walk.total === undefined || Math.abs(now - walk.startedAt) > freshFor) return undefined;
  const isWhole = read.nameless === 0 && (read.last || read.ids.length === crawlPageSize);
  if (!isWhole || walk.moved || walk.facts().created.length > 0) return undefined;
  const { written } = progress;
  // What other windows created and deleted moved the rows as well.
  if (written.of(assetTypeId).some(({ kind, moment }) => kind !== 'saved' && moment > walk.knownFrom)) return undefined;
  const items: Asset[] = [];
  for (const id of read.ids) {
    const row = index.get(id);
    if (row?.assetTypeId !== assetTypeId || written.isOutdated(id, row.knownAt)) return undefined;
    items.push(toAsset(row));
  }
  return { items, unreadable: [], page, total: walk.total, last: read.last };
}
