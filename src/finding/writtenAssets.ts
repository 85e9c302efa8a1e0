import { writeLine, writeLineIn, type WriteKind } from '../assets/writeLine';
import { isProcessAlive } from '../disk/processAlive';
import { SharedOrder, type SharedEvent } from '../disk/sharedOrder';
import { systemClock, type Clock } from '../happyfox/clock';
import { settledAfter } from '../happyfox/limits';
import { OpenWrites } from './openWrites';

/** A write of an asset, in this window or another. */
export interface WrittenAsset {
  /** One that may have been carried out or not counts as `saved`, and a create of which no asset is known as `created`. */
  readonly kind: WriteKind;
  readonly assetTypeId: number;
  /** 0 for a create of which no asset is known. */
  readonly assetId: number;
  /** When it had ended, by the order that all windows share; when it began, where its end is not known. */
  readonly moment: number;
}

/**
 * The writes of an account's assets by all windows. What was read by a request that began before a write of the same asset had ended is older than
 * what that write's answer said, whichever window sent which, and however late it comes. Of a write whose end nobody
 * knows, since its window is gone or its answer was lost, what was read before it says nothing, nor what was read while a slow server could still carry it
 * out.
 */
export class WrittenAssets {
  readonly #order: Pick<SharedOrder, 'now' | 'add' | 'news' | 'hasNews'>;
  /** The last write of each asset whose end is known. */
  readonly #last = new Map<number, WrittenAsset>();
  readonly #open = new OpenWrites();
  #unheard: WrittenAsset[] = [];
  #isLearnt = false;

  constructor(
    order: Pick<SharedOrder, 'now' | 'add' | 'news' | 'hasNews'> = new SharedOrder({ path: undefined }),
    private readonly isAlive: (sender: number) => boolean = isProcessAlive,
    private readonly monotonic: Clock['monotonic'] = systemClock.monotonic,
  ) {
    this.#order = order;
  }

  /** The moment it is; of a request, when it begins. */
  now(): number {
    return this.#order.now();
  }

  /** This window has written an asset just now. @returns the moment */
  note(told: WriteKind, assetTypeId: number, assetId: number): number {
    return this.#order.add(writeLine({ told, assetTypeId, assetId }));
  }

  /** The last write of an asset. */
  last(assetId: number): WrittenAsset | undefined {
    this.#learn();
    const [last, open] = [this.#last.get(assetId), this.#open.last(assetId)];
    return open && open.moment > (last?.moment ?? 0) ? open : last;
  }

  /** The last create of a type of which nobody knows whether there is an asset. */
  openCreate(assetTypeId: number): WrittenAsset | undefined {
    this.#learn();
    return this.#open.lastCreate(assetTypeId);
  }

  /** The last write of each asset of a type. */
  of(assetTypeId: number): readonly WrittenAsset[] {
    this.#learn();
    const ids = new Set([...this.#last.keys(), ...this.#open.ids()]);
    return [...ids].flatMap((id) => this.last(id) ?? []).filter((written) => written.assetTypeId === assetTypeId);
  }

  /** Whether an asset was written since: what a request that began then says of it is behind. */
  isOutdated(assetId: number, began: number): boolean {
    return (this.last(assetId)?.moment ?? 0) > began;
  }

  /** True when other windows have written what `hear` has not told yet. */
  get hasNews(): boolean {
    this.#learn();
    if (this.#unheard.length > 0 || this.#open.lost(this.isAlive).length > 0) return true;
    return this.#open.settled(this.monotonic()).length > 0;
  }

  /** What other windows have written since this was last asked, and what nobody knows the end of; all there is, the first time. */
  hear(): readonly WrittenAsset[] {
    this.#learn();
    // From now on: what was read before may have been read before the write was carried out.
    for (const [entry, { assetTypeId, assetId }] of this.#open.lost(this.isAlive))
      this.#order.add(writeLine({ told: 'doubted', assetTypeId, assetId, entry }));
    // And once more when nothing more comes of it: a slow server may have carried it out after its asset was read again.
    for (const [entry, { assetTypeId, assetId }] of this.#open.settled(this.monotonic()))
      this.#order.add(writeLine({ told: 'settled', assetTypeId, assetId, entry }));
    this.#learn();
    const isLast = (written: WrittenAsset): boolean =>
      this.#open.has(written) || this.#last.get(written.assetId) === written;
    return this.#unheard.splice(0).filter(isLast);
  }

  /** Looks at the file once for all that is asked in one go, of a page or of thousands of rows: what comes meanwhile comes after that. */
  #learn(): void {
    if (this.#isLearnt && !this.#order.hasNews) return;
    this.#isLearnt = true;
    queueMicrotask(() => (this.#isLearnt = false));
    for (const event of this.#order.news()) this.#take(event);
  }

  #take({ text, moment, own }: SharedEvent): void {
    const line = writeLineIn(text);
    if (!line) return;
    const { told, assetTypeId, assetId, entry = text, sender = 0 } = line;
    // This window waits for its own answers.
    if (own && told === 'begun') return;
    if (told === 'settled') {
      const settled = this.#open.settle(entry, moment);
      if (settled) this.#unheard.push(settled);
      return;
    }
    this.#open.end(entry);
    if (told === 'failed') return;
    if (told === 'begun' || told === 'doubted') {
      const open: WrittenAsset = { kind: assetId === 0 ? 'created' : 'saved', assetTypeId, assetId, moment };
      if (told === 'begun') {
        this.#open.begin(entry, open, sender);
        return;
      }
      // When it was sent is not known here, but that it was by now.
      this.#open.doubt(entry, open, this.monotonic() + settledAfter);
      this.#unheard.push(open);
      return;
    }
    const written: WrittenAsset = { kind: told, assetTypeId, assetId, moment };
    this.#last.set(assetId, written);
    if (!own) this.#unheard.push(written);
  }
}
