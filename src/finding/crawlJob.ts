import type { CrawlProgress } from './crawlProgress';

/** What somebody wants to be read. */
export interface CrawlWish {
  /** The types, those that are wanted first in front. */
  readonly assetTypeIds: readonly number[];
  /** Types whose last walk ended before then, in epoch milliseconds, are walked again. */
  readonly notBefore: number;
  /** See `CrawlOptions`; `all` by default. */
  readonly scope?: 'firstPages' | 'all';
}

/** A crawl under way, which several may wait for: it is called off when the last of them has left. */
export class CrawlJob {
  /** In the order in which they are read; a crawl looks anew at each page. */
  readonly assetTypeIds: number[];
  readonly notBefore: number;
  readonly scope: 'firstPages' | 'all';
  readonly #stop = new AbortController();
  readonly #ended = Promise.withResolvers<undefined>();
  #waiting = 0;

  constructor({ assetTypeIds, notBefore, scope = 'all' }: CrawlWish) {
    this.assetTypeIds = [...assetTypeIds];
    this.notBefore = notBefore;
    this.scope = scope;
    // Nobody may be waiting any more when it fails.
    this.#ended.promise.catch(() => undefined);
  }

  /** Fires when nobody waits any more. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Settles as the work does. */
  get ended(): Promise<undefined> {
    return this.#ended.promise;
  }

  /** Whether all that is wished is read by this job. */
  covers({ assetTypeIds, notBefore, scope = 'all' }: CrawlWish): boolean {
    if (this.signal.aborted || this.notBefore < notBefore) return false;
    if (this.scope === 'firstPages' && scope === 'all') return false;
    return assetTypeIds.every((id) => this.assetTypeIds.includes(id));
  }

  /** Has these types read before the others. */
  hurry(assetTypeIds: readonly number[]): void {
    const first = new Set(assetTypeIds);
    this.assetTypeIds.sort((one, other) => Number(first.has(other)) - Number(first.has(one)));
  }

  /** Does the work. */
  async run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#ended.resolve(undefined);
    } catch (error) {
      this.#ended.reject(error);
    }
  }

  /** Waits until the job has ended, or `enough` says that no more of it is wanted. Throws what the job throws, or the signal's reason. */
  async join(enough: Promise<unknown>, signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    try {
      await unlessAborted(Promise.race([this.ended, enough]), signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#stop.abort();
    }
  }
}

/**
 * Whether the last walk of each of these types has ended since then. One that seems to have ended later than now did so before the clock was set
 * back: nobody knows when that was.
 */
export function areFresh(
  progress: CrawlProgress,
  assetTypeIds: readonly number[],
  { notBefore, now }: { readonly notBefore: number; readonly now: number },
): boolean {
  return assetTypeIds.every((id) => {
    const finishedAt = progress.isDone(id) ? progress.type(id)?.standing?.finishedAt : undefined;
    return finishedAt !== undefined && finishedAt >= notBefore && finishedAt <= now;
  });
}

/** The promise's outcome, unless the signal fires before; throws its reason then. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
