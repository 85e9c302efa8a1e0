import type { Asset } from '../happyfox/asset';
import type { HappyFoxClient } from '../happyfox/client';
import { wait, type Clock } from '../happyfox/clock';
import { HappyFoxError } from '../happyfox/errors';
import type { CrawlProgress } from './crawlProgress';
import { PageReader, type FetchCrawlPage, type PageCame, type ReadFailed } from './crawlReader';
import type { Totals } from './typeProgress';

/** What a crawl is made with. */
export interface CrawlOptions {
  readonly fetchPage: FetchCrawlPage;
  /** In the order in which they are walked; whoever made the list may change its order meanwhile. */
  readonly assetTypeIds: readonly number[];
  /** Where the walks stand; the crawl goes on from there and moves it. */
  readonly progress: CrawlProgress;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds after which a finished walk is due again, and an unfinished one is begun anew. */
  readonly maxAge: number;
  /** `firstPages` reads no more than the first page of each type, after which the totals are known; none of it is read again. `all` by default. */
  readonly scope?: 'firstPages' | 'all';
}

/** What a crawl tells, in order. */
export type CrawlEvent =
  | ({
      readonly kind: 'page';
      readonly assetTypeId: number;
      readonly page: number;
      /** The moment at which it was asked for; see `WrittenAssets`. */
      readonly began: number;
      /** Its rows for the index, but for those that this extension has written since, in whatever window. */
      readonly assets: readonly Asset[];
    } & Totals)
  /** Rows shifted during the walk of a type, so it is walked again. */
  | { readonly kind: 'again'; readonly assetTypeId: number }
  /** A type's walk is over. `gone`: ids that are there no more; none where the walk was inconsistent. `missing`: the type itself is. */
  | {
      readonly kind: 'finished';
      readonly assetTypeId: number;
      readonly outcome: 'complete' | 'inconsistent' | 'missing';
      readonly gone: readonly number[];
    }
  /** The account is locked out; the crawl goes on by itself at this time, in epoch milliseconds. */
  | { readonly kind: 'waiting'; readonly until: number };

/** Where a refusal does not say for how long. */
const patience = 60_000;

/** The crawl's way to read pages through a client. */
export function throughClient(openClient: () => Promise<Pick<HappyFoxClient, 'listAssets'>>): FetchCrawlPage {
  return async (request, signal) => (await openClient()).listAssets(request, { priority: 'background', signal });
}

/**
 * Reads every page of every type that is due, and tells of each. First the first page of each type, so that the totals are soon known; then type by
 * type. Pages that others read meanwhile are not asked for. Requests go on while the caller works on an event.
 *
 * It may be ended at any time, by the signal or by leaving the loop, and gone on with by another crawl with the same progress. Throws the signal's
 * reason when that fires, and otherwise what `fetchPage` throws, but for lock-outs, which it sits out.
 */
export async function* crawl(options: CrawlOptions): AsyncGenerator<CrawlEvent, void, undefined> {
  const { progress, assetTypeIds, clock, signal, maxAge } = options;
  for (const id of assetTypeIds) progress.begin(id, clock.now(), maxAge);
  const reader = new PageReader(options);
  try {
    yield* settled(options);
    for (;;) {
      signal.throwIfAborted();
      const read = await reader.next();
      if (read === undefined) return;
      if (read.kind === 'page') yield pageRead(options, reader, read);
      else if (read.kind === 'failed') yield* failed(options, reader, read);
      yield* settled(options);
    }
  } finally {
    reader.leave();
  }
}

/** Notes a page; requests for the next go out before anyone works on it. */
function pageRead({ progress, assetTypeIds }: CrawlOptions, reader: PageReader, read: PageCame): CrawlEvent {
  const { assetTypeId, page, began } = read;
  reader.fill();
  const assets = page.items.filter(({ id }) => !progress.written.isOutdated(id, began));
  return { kind: 'page', assetTypeId, page: page.page, began, assets, ...progress.totals(assetTypeIds) };
}

/** Sits a lock-out out, passes over a type that is gone, and throws the rest. */
async function* failed(
  options: CrawlOptions,
  reader: PageReader,
  { assetTypeId, error }: ReadFailed,
): AsyncGenerator<CrawlEvent, void, undefined> {
  const { signal, clock } = options;
  signal.throwIfAborted();
  const failure = HappyFoxError.is(error) ? error.failure : undefined;
  if (failure?.kind === 'notFound') {
    reader.missing.add(assetTypeId);
    const gone = options.progress.remove(assetTypeId);
    yield { kind: 'finished', assetTypeId, outcome: 'missing', gone };
  } else if (failure?.kind === 'rateLimited') {
    for (const read of await reader.drain()) yield pageRead(options, reader, read);
    const until = failure.until ?? clock.now() + patience;
    yield { kind: 'waiting', until };
    await wait(clock, Math.max(until - clock.now(), 0), signal).catch(() => {
      signal.throwIfAborted();
    });
    reader.resume();
  } else throw error;
}

function* settled({ progress, assetTypeIds, clock }: CrawlOptions): Generator<CrawlEvent, void, undefined> {
  // Their order may change while an event is worked on.
  for (const assetTypeId of [...assetTypeIds]) {
    const settling = progress.settle(assetTypeId, clock.now());
    if (settling?.outcome === 'again') yield { kind: 'again', assetTypeId };
    else if (settling) yield { kind: 'finished', assetTypeId, ...settling };
  }
}
