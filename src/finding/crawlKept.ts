import { crawl, type CrawlEvent, type CrawlOptions } from './crawl';
import type { CrawlLock, LockUse } from './crawlLock';
import type { KeptIndex } from './storage/keptIndex';

/** What a crawl that is kept is made with. */
export interface CrawlKeptOptions extends CrawlOptions {
  /** Must have the same progress as this crawl. */
  readonly kept: Pick<KeptIndex, 'take' | 'refresh' | 'save'>;
  readonly lock: Pick<CrawlLock, 'use'>;
}

/** So many milliseconds of crawling are lost at most when the window is killed. */
const saveEvery = 2_000;

/**
 * Crawls, takes what comes into the index, and keeps it on disk: what one window does for all. Each event has been taken in when it is told.
 * `elsewhere` is told, and the crawl ends, when another window has the lock, or takes it because this one slept: what that window reads is learnt by
 * `KeptIndex.refresh`. Otherwise as `crawl`, also in what it throws; when it ends, however it does, all is saved and the lock is free.
 */
export async function* crawlKept(
  options: CrawlKeptOptions,
): AsyncGenerator<CrawlEvent | { readonly kind: 'elsewhere' }, void, undefined> {
  const { kept, lock, clock } = options;
  const lost = new AbortController();
  const use = await lock.use(() => lost.abort());
  if (!use) {
    yield { kind: 'elsewhere' };
    return;
  }
  const signal = AbortSignal.any([options.signal, lost.signal]);
  try {
    await kept.refresh(signal);
    let savedAt = clock.now();
    for await (const event of crawl({ ...options, signal })) {
      kept.take(event);
      // Not waited for: the crawl goes on while files are written.
      if (event.kind !== 'page' || clock.now() - savedAt >= saveEvery) {
        savedAt = clock.now();
        void saveIfMine(kept, use);
      }
      yield event;
    }
  } catch (error) {
    if (!lost.signal.aborted || options.signal.aborted) throw error;
    yield { kind: 'elsewhere' };
  } finally {
    await saveIfMine(kept, use);
    await use.release();
  }
}

/** Puts own writes on disk from a window that does not crawl. False where another window has the lock: try again later. */
export async function saveShared(
  kept: Pick<KeptIndex, 'isDirty' | 'refresh' | 'save'>,
  lock: Pick<CrawlLock, 'during'>,
): Promise<boolean> {
  if (!kept.isDirty) return true;
  return lock.during(async (use) => {
    // What others wrote meanwhile must not be written over with what was before.
    await kept.refresh();
    await saveIfMine(kept, use);
  });
}

/** A window that slept must not write over what its successor wrote. */
async function saveIfMine(kept: Pick<KeptIndex, 'save'>, use: LockUse): Promise<void> {
  if (await use.isMine()) await kept.save();
}
