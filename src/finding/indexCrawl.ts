import { EventEmitter } from 'node:events';
import { wait, type Clock } from '../happyfox/clock';
import type { CrawlEvent } from './crawl';
import { areFresh, CrawlJob, unlessAborted, type CrawlWish } from './crawlJob';
import { crawlKept, type CrawlKeptOptions } from './crawlKept';
import type { CrawlProgress } from './crawlProgress';
import type { FetchCrawlPage } from './crawlReader';
import type { KeptIndex } from './storage/keptIndex';
import type { Totals } from './typeProgress';

/** What the reading of an account is doing. */
export type CrawlState =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'reading' } & Totals)
  /** The account is locked out; it goes on by itself then, in epoch milliseconds. */
  | ({ readonly kind: 'waiting'; readonly until: number } & Totals)
  /** Another window reads. */
  | ({ readonly kind: 'elsewhere' } & Totals);

/** What the reading of an account works with. */
interface IndexCrawlOptions {
  readonly kept: Pick<KeptIndex, 'take' | 'refresh' | 'save'>;
  readonly progress: CrawlProgress;
  readonly lock: CrawlKeptOptions['lock'];
  readonly fetchPage: FetchCrawlPage;
  readonly clock: Clock;
}

/** While another window reads, a look this often whether it is done, or gone. Milliseconds. */
const lookEvery = 5_000;

/** Reads an account's assets into its index, for all in this window who want it: one crawl at a time, which those who come later share. */
export class IndexCrawl {
  readonly #options: IndexCrawlOptions;
  readonly #events = new EventEmitter<{ change: [] }>();
  #job: CrawlJob | undefined;
  #state: CrawlState = { kind: 'idle' };

  constructor(options: IndexCrawlOptions) {
    this.#options = options;
  }

  /** Calls `listener` after each change of `state`, which is each page; the returned function stops that. */
  onChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  get state(): CrawlState {
    return this.#state;
  }

  /**
   * Resolves once all that is wished has been read, by this window or another. What is fresh already costs nothing. Called off by the signal, whose
   * reason it throws then, it goes on for others who wait for the same, and keeps what has come. Throws what the client throws.
   */
  async read(wish: CrawlWish, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#isFresh(wish)) return;
      const job = this.#job;
      if (!job || job.covers(wish)) break;
      // One at a time: two crawls would ask for the same pages.
      await unlessAborted(
        job.ended.catch(() => undefined),
        signal,
      );
    }
    const job = this.#job ?? this.#begin(wish);
    job.hurry(wish.assetTypeIds);
    const enough = Promise.withResolvers<undefined>();
    const stopListening = this.onChange(() => {
      if (this.#isFresh(wish)) enough.resolve(undefined);
    });
    await job.join(enough.promise, signal).finally(stopListening);
  }

  #begin(wish: CrawlWish): CrawlJob {
    const job = new CrawlJob(wish);
    this.#job = job;
    void job.run(async () => {
      try {
        await this.#work(job);
      } finally {
        this.#job = undefined;
        this.#set({ kind: 'idle' });
      }
    });
    return job;
  }

  async #work(job: CrawlJob): Promise<void> {
    const { kept, progress, clock } = this.#options;
    for (;;) {
      this.#set({ kind: 'reading', ...progress.totals(job.assetTypeIds) });
      if (!(await this.#crawl(job))) return;
      this.#set({ kind: 'elsewhere', ...progress.totals(job.assetTypeIds) });
      await wait(clock, lookEvery, job.signal).catch(() => undefined);
      await kept.refresh(job.signal);
      if (this.#isFresh(job)) return;
    }
  }

  /** Returns whether another window reads instead. */
  async #crawl(job: CrawlJob): Promise<boolean> {
    const { clock } = this.#options;
    const { assetTypeIds, scope, signal } = job;
    const maxAge = Math.max(clock.now() - job.notBefore, 0);
    for await (const event of crawlKept({ ...this.#options, assetTypeIds, scope, signal, maxAge })) {
      if (event.kind === 'elsewhere') return true;
      this.#told(event, job);
    }
    return false;
  }

  #isFresh({ assetTypeIds, notBefore }: Pick<CrawlWish, 'assetTypeIds' | 'notBefore'>): boolean {
    const { progress, clock } = this.#options;
    return areFresh(progress, assetTypeIds, { notBefore, now: clock.now() });
  }

  #told(event: CrawlEvent, { assetTypeIds }: CrawlJob): void {
    const totals = this.#options.progress.totals(assetTypeIds);
    if (event.kind === 'waiting') this.#set({ kind: 'waiting', until: event.until, ...totals });
    else this.#set({ kind: 'reading', ...totals });
  }

  #set(state: CrawlState): void {
    this.#state = state;
    this.#events.emit('change');
  }
}
