import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { SharedOrder } from '../../disk/sharedOrder';
import type { Asset } from '../../happyfox/asset';
import type { CallOptions } from '../../happyfox/client';
import { systemClock } from '../../happyfox/clock';
import { largestPage } from '../../happyfox/limits';
import type { Page } from '../../happyfox/page';
import type { CrawlState } from '../../finding/indexCrawl';
import type { IndexChange } from '../../finding/index/assetIndex';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { QueryWorld } from '../../finding/query/compileQuery';
import type { Journal } from '../../plans/journal';
import type { JournalFiles } from '../../plans/journalFiles';
import { endedWrites, OrderedJournal } from '../../plans/orderedJournal';
import type { AccountSession } from './accountSession';
import { IndexFeed } from './indexFeed';
import { indexMaxAge, uniqueFields } from './settings';
import type { IndexStorage } from './indexStorage';
import { today } from '../words/whenText';

/** How far the reading of what a command needs has come. */
interface ReadingProgress {
  readonly loadedAssets: number;
  /** As far as is known: it grows while the first pages come in. */
  readonly totalAssets: number;
  /** Another window reads, or the account is locked out until then. */
  readonly state: CrawlState;
}

/** How a command waits for all assets. */
interface CompleteOptions {
  readonly signal: AbortSignal;
  /** Since when they must have been read, in epoch milliseconds; as the setting says by default. */
  readonly notBefore?: number;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** Fields that were read within so many milliseconds need not be read again with their assets. */
const definitionServes = 60_000;
/** Nor the list of types, which is one request, by a command that needs all of them. */
const typesServe = 5_000;

const background: CallOptions = { priority: 'background' };

/**
 * All assets of one account, as far as they are known in this window. Opened when first needed, from disk and without a request; the code comes with
 * it. Requests are sent by `ensureComplete` and `read` alone.
 */
export class AccountIndex implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<IndexChange>();
  private readonly stateChanged = new vscode.EventEmitter<void>();
  private readonly used = new vscode.EventEmitter<void>();
  private readonly order: SharedOrder;
  private readonly feed: IndexFeed;
  private readonly stop = new AbortController();
  private opening: Promise<OpenedIndex> | undefined;
  private index: OpenedIndex | undefined;
  private wasUsed = false;
  /** Types whose fields could not be read when their assets were. */
  private readonly behind = new Set<number>();

  /** Fires for each change of what is known. */
  readonly onDidChange = this.changed.event;
  /** Fires when the index was opened, and as its reading goes on. */
  readonly onDidChangeState = this.stateChanged.event;
  /** Fires each time the account's types are looked at: somebody uses it. */
  readonly onDidUse = this.used.event;
  /** The account's journal; whoever writes through it has the index know of each write, whenever this window ends. */
  readonly followed: Journal;
  /** What queries need to know beside the assets. */
  readonly world: QueryWorld;

  constructor(
    private readonly session: Pick<AccountSession, 'accountId' | 'store' | 'account' | 'assetTypes' | 'staffName'>,
    private readonly storage: IndexStorage,
    private readonly journal: Journal & Pick<JournalFiles, 'list'>,
    private readonly warn: (line: string) => void,
  ) {
    this.order = storage.order(session.accountId, () =>
      warn('Other windows don’t hear of what is written here, for that can’t be noted on disk.'),
    );
    this.feed = new IndexFeed(session.store, this.order);
    this.followed = new OrderedJournal(journal, this.order, (write) => this.feed.ended(write));
    this.world = {
      today,
      get uniqueFields() {
        return uniqueFields();
      },
      staffName: session.staffName,
    };
  }

  /** The index where it has been opened. */
  get opened(): OpenedIndex | undefined {
    return this.index;
  }

  /** Whether the account was used in this window. */
  get isUsed(): boolean {
    return this.wasUsed;
  }

  /** Somebody looks at the account's types. */
  use(): void {
    this.wasUsed = true;
    this.used.fire();
  }

  /** What its reading is doing. */
  get state(): CrawlState {
    return this.index?.crawl.state ?? { kind: 'idle' };
  }

  /** Opens the index with what is on disk. Sends nothing. Throws `KeyringUnavailable`; the next call tries again then. */
  open(): Promise<OpenedIndex> {
    this.opening ??= this.load().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  /** A type's fields; known ones cost nothing. */
  async definition(assetTypeId: number): Promise<AssetTypeDefinition> {
    const index = await this.open();
    return (
      index.assets.definitions.get(assetTypeId) ?? this.session.store.catalogue.definition(assetTypeId, background)
    );
  }

  /**
   * Opens the index and sees to it that it has all assets of these types, of every type where none is named, and none of them older than the setting
   * allows: for commands that need them all. Costs a request for each page that is missing, within what background work may use. Where rows
   * kept shifting, completeness is `inconsistent` afterwards, and what is not there may exist all the same. Throws what the client throws, and the
   * signal's reason.
   */
  async ensureComplete(
    assetTypeIds: readonly number[] | undefined,
    { signal, notBefore = Date.now() - indexMaxAge(), onProgress }: CompleteOptions,
  ): Promise<OpenedIndex> {
    // A type that nobody here has heard of would be missing without a trace, and the list is one request.
    const types = await this.session.assetTypes(assetTypeIds ? 0 : Date.now() - typesServe);
    const index = await this.open();
    const wanted = assetTypeIds ?? types.map(({ id }) => id);
    const tell = (): void => {
      const { loadedAssets, totalAssets } = index.progress.totals(wanted);
      onProgress?.({ loadedAssets, totalAssets, state: index.crawl.state });
    };
    const stopTelling = index.crawl.onChange(tell);
    try {
      await this.read(wanted, notBefore, signal);
    } finally {
      stopTelling();
    }
    return index;
  }

  /** Whether `ensureComplete` would have nothing to read. Sends nothing. */
  async isComplete(assetTypeIds: readonly number[] | undefined): Promise<boolean> {
    const index = await this.open();
    await index.catchUp();
    const notBefore = Date.now() - indexMaxAge();
    if (!assetTypeIds && !this.session.store.catalogue.knowsTypes(Date.now() - typesServe)) return false;
    const wanted = assetTypeIds ?? this.session.account.assetTypes.map(({ id }) => id);
    return wanted.length > 0 && wanted.every((id) => index.isFresh(id, notBefore) && this.isDefined(index, id));
  }

  /** Reads what is not known of these types, or was read before then, and their fields. See `IndexCrawl.read`. */
  async read(
    assetTypeIds: readonly number[],
    notBefore: number,
    signal: AbortSignal,
    scope: 'firstPages' | 'all' = 'all',
  ): Promise<void> {
    const index = await this.open();
    await index.catchUp();
    this.setTypes(index);
    const until = AbortSignal.any([signal, this.stop.signal]);
    const defined = this.define(index, assetTypeIds, notBefore, until);
    await index.crawl.read({ assetTypeIds, notBefore, scope }, until);
    await defined;
  }

  /** A page of a list that was read lately, so that the list need not ask for it again. */
  pageAtHand(assetTypeId: number, page: number, size: number): Page<Asset> | undefined {
    return size === largestPage ? this.index?.servedPage(assetTypeId, page) : undefined;
  }

  /** Forgets everything, in memory and on disk. */
  async clear(): Promise<void> {
    if (this.opening) await (await this.opening).clear();
    else await this.storage.clear(this.session.accountId);
  }

  dispose(): void {
    this.stop.abort(new vscode.CancellationError());
    this.feed.dispose();
    this.index?.close();
    vscode.Disposable.from(this.changed, this.stateChanged, this.used).dispose();
  }

  private async load(): Promise<OpenedIndex> {
    const { accountId, store } = this.session;
    const [{ openIndex }, place] = await Promise.all([
      import('../../finding/openedIndex'),
      this.storage.place(accountId),
    ]);
    const index = await openIndex({
      accountId,
      place,
      order: this.order,
      ended: async () => endedWrites((await this.journal.list(accountId)).writes),
      world: this.world,
      openClient: () => store.client(),
      clock: systemClock,
      unwritable: () =>
        this.warn('The index can’t be written to disk. It works, and is read again in the next window.'),
      unreadable: (reason) =>
        this.warn(`Some of the index on disk can’t be read (${reason}). It is read from HappyFox again.`),
    });
    if (this.stop.signal.aborted) index.close();
    this.index = index;
    this.setTypes(index);
    index.assets.onChange((change) => this.changed.fire(change));
    index.crawl.onChange(() => this.stateChanged.fire());
    this.feed.open(index);
    this.stateChanged.fire();
    return index;
  }

  private setTypes(index: OpenedIndex): void {
    const { account, store } = this.session;
    index.setTypes(account.assetTypes.map(({ id }) => ({ id, total: store.total(id) })));
  }

  private isDefined(index: OpenedIndex, id: number): boolean {
    return index.assets.definitions.has(id) && !this.behind.has(id);
  }

  /** Reads the fields of types, so that their values can be found by what they are called. Where that fails, assets are found by what they say. */
  private async define(
    index: OpenedIndex,
    assetTypeIds: readonly number[],
    notBefore: number,
    signal: AbortSignal,
  ): Promise<void> {
    // Before their assets are read, which may be done before it is their turn here.
    const due = assetTypeIds.filter((id) => !this.isDefined(index, id) || !index.isFresh(id, notBefore));
    for (const id of due) {
      if (signal.aborted) return;
      const since = Date.now() - definitionServes;
      const read = this.session.store.catalogue.definition(id, { ...background, signal }, since);
      await read.then(
        (definition) => {
          index.setDefinition(definition);
          this.behind.delete(id);
        },
        () => this.behind.add(id),
      );
    }
  }
}
