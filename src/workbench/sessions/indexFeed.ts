import type { EndedWrite } from '../../assets/endedWrite';
import type { AssetEvent, AssetStore, PageReading } from '../../assets/store';
import { writeLine } from '../../assets/writeLine';
import type { SharedOrder } from '../../disk/sharedOrder';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { Asset } from '../../happyfox/asset';

/** Pages and writes that wait for an index which nobody has opened; beyond these the crawl finds out by itself. */
const mostWaiting = 500;

/**
 * Hands all that a store learns to the account's index, with the moment since which it was so: of what was read, when it was asked for. What comes
 * before the index is opened waits for it; other windows learn at once of what was written.
 */
export class IndexFeed {
  private readonly underWay = new Map<PageReading, number>();
  private readonly began = new WeakMap<Asset, number>();
  /** How many writes of each asset the journal has told of that nobody has announced yet. */
  private readonly journaled = new Map<number, number>();
  private readonly stops: readonly (() => void)[];
  private waiting: ((index: OpenedIndex) => void)[] = [];
  private index: OpenedIndex | undefined;

  constructor(
    store: AssetStore,
    private readonly order: SharedOrder,
  ) {
    this.stops = [
      store.onChange((event) => this.happened(event)),
      store.catalogue.onDefinition((assetTypeId) =>
        this.give((index) => {
          const definition = store.catalogue.knownDefinition(assetTypeId);
          if (definition) index.setDefinition(definition);
        }),
      ),
      store.onRead((reading) => this.followOne(reading)),
      store.onReading((reading) => this.follow(reading)),
    ];
  }

  /** The index is there: hands over what has been waiting, and from now on what comes. */
  open(index: OpenedIndex): void {
    this.index = index;
    for (const hand of this.waiting.splice(0)) hand(index);
    for (const [{ assetTypeId, page, size, reading }, began] of this.underWay)
      index.noteReading(assetTypeId, page, size, reading, began);
    this.underWay.clear();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.waiting = [];
  }

  /** The journal has the answer to a write of this window; undefined where there was none, and nobody knows what became of it. */
  ended(write: EndedWrite | undefined): void {
    if (!write) {
      this.give((index) => index.kept.hearWrites());
      return;
    }
    const { assetTypeId, moment } = write;
    const assetId = write.kind === 'deleted' ? write.assetId : write.asset.id;
    this.journaled.set(assetId, (this.journaled.get(assetId) ?? 0) + 1);
    if (write.kind === 'deleted') this.give((index) => index.noteDeleted(assetId, assetTypeId, moment));
    else this.give((index) => index.noteAsset(write.kind, write.asset, assetTypeId, moment));
  }

  private happened(event: AssetEvent): void {
    const { assetTypeId } = event;
    const assetId = event.kind === 'deleted' ? event.assetId : event.asset.id;
    const isOwn = event.kind !== 'read' && !event.elsewhere;
    if (isOwn && this.tookAlready(assetId)) return;
    if (event.kind === 'deleted') {
      const moment = isOwn ? this.order.add(writeLine({ told: 'deleted', assetTypeId, assetId })) : this.order.now();
      this.give((index) => index.noteDeleted(assetId, assetTypeId, moment));
      return;
    }
    const { kind, asset } = event;
    const moment = isOwn
      ? this.order.add(writeLine({ told: event.kind === 'created' ? 'created' : 'saved', assetTypeId, assetId }))
      : (this.began.get(asset) ?? 0);
    this.give((index) => index.noteAsset(kind, asset, assetTypeId, moment));
  }

  /** Each write that the journal has told of is announced once, perhaps after a later one: by then the index has that. */
  private tookAlready(assetId: number): boolean {
    const count = this.journaled.get(assetId) ?? 0;
    if (count > 1) this.journaled.set(assetId, count - 1);
    else this.journaled.delete(assetId);
    return count > 0;
  }

  private followOne(reading: Promise<Asset>): void {
    const began = this.order.now();
    reading.then(
      (asset) => {
        this.began.set(asset, began);
        const { assetType } = asset;
        if (assetType) this.give((index) => index.noteAsset('read', asset, assetType.id, began));
      },
      () => undefined,
    );
  }

  private follow(reading: PageReading): void {
    const { assetTypeId, page, size } = reading;
    const began = this.order.now();
    if (this.index) {
      this.index.noteReading(assetTypeId, page, size, reading.reading, began);
      return;
    }
    this.underWay.set(reading, began);
    reading.reading.then(
      (read) => {
        // Else it was handed over while it was under way.
        if (this.underWay.delete(reading)) this.give((index) => index.noteRead(assetTypeId, read, size, began));
      },
      () => this.underWay.delete(reading),
    );
  }

  private give(hand: (index: OpenedIndex) => void): void {
    if (this.index) hand(this.index);
    else if (this.waiting.length < mostWaiting) this.waiting.push(hand);
  }
}
