import type { AssetStore, PageReading } from '../assets/store';
import type { OpenedIndex } from '../finding/openedIndex';

/** Pages and writes that wait for an index which nobody has opened; beyond these the crawl finds out by itself. */
const mostWaiting = 500;

/** Hands all that a store learns to the account's index. What comes before that is opened waits for it. */
export class IndexFeed {
  private readonly underWay = new Set<PageReading>();
  private readonly stops: readonly (() => void)[];
  private waiting: ((index: OpenedIndex) => void)[] = [];
  private index: OpenedIndex | undefined;

  constructor(store: AssetStore) {
    this.stops = [
      store.onChange((event) =>
        this.give((index) => {
          if (event.kind === 'deleted') index.noteDeleted(event.assetId, event.assetTypeId);
          else index.noteAsset(event.kind, event.asset, event.assetTypeId);
        }),
      ),
      store.catalogue.onDefinition((assetTypeId) =>
        this.give((index) => {
          const definition = store.catalogue.knownDefinition(assetTypeId);
          if (definition) index.setDefinition(definition);
        }),
      ),
      store.onRead((asset) =>
        this.give((index) => {
          if (asset.assetType) index.noteAsset('read', asset, asset.assetType.id);
        }),
      ),
      store.onReading((reading) => this.follow(reading)),
    ];
  }

  /** The index is there: hands over what has been waiting, and from now on what comes. */
  open(index: OpenedIndex): void {
    this.index = index;
    for (const hand of this.waiting.splice(0)) hand(index);
    for (const { assetTypeId, page, size, reading } of this.underWay)
      index.noteReading(assetTypeId, page, size, reading);
    this.underWay.clear();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.waiting = [];
  }

  private follow(reading: PageReading): void {
    const { assetTypeId, page, size } = reading;
    if (this.index) {
      this.index.noteReading(assetTypeId, page, size, reading.reading);
      return;
    }
    this.underWay.add(reading);
    reading.reading.then(
      (read) => {
        // Else it was handed over while it was under way.
        if (this.underWay.delete(reading)) this.give((index) => index.noteRead(assetTypeId, read, size));
      },
      () => this.underWay.delete(reading),
    );
  }

  private give(hand: (index: OpenedIndex) => void): void {
    if (this.index) hand(this.index);
    else if (this.waiting.length < mostWaiting) this.waiting.push(hand);
  }
}
