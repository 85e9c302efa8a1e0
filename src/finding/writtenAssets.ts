import { SharedOrder } from '../disk/sharedOrder';

/** How this extension wrote an asset. */
export type WriteKind = 'saved' | 'created' | 'deleted';

/** A write of an asset, in this window or another. */
export interface WrittenAsset {
  readonly kind: WriteKind;
  readonly assetTypeId: number;
  readonly assetId: number;
  /** When it had ended, by the order that all windows share. */
  readonly moment: number;
}

/** How a write is told to other windows: ids alone. */
export function writeText(kind: WriteKind, assetTypeId: number, assetId: number): string {
  return `${kind} ${assetTypeId} ${assetId}`;
}

/**
 * The writes of an account's assets by all windows. What was read by a request that began before a write of the same asset had ended is older than
 * what that write's answer said, whichever window sent which, and however late it comes.
 */
export class WrittenAssets {
  readonly #order: Pick<SharedOrder, 'now' | 'add' | 'news' | 'hasNews'>;
  /** The last write of each asset. */
  readonly #last = new Map<number, WrittenAsset>();
  #unheard: WrittenAsset[] = [];
  #isLearnt = false;

  constructor(order: Pick<SharedOrder, 'now' | 'add' | 'news' | 'hasNews'> = new SharedOrder({ path: undefined })) {
    this.#order = order;
  }

  /** The moment it is; of a request, when it begins. */
  now(): number {
    return this.#order.now();
  }

  /** This window has written an asset just now. @returns the moment */
  note(kind: WriteKind, assetTypeId: number, assetId: number): number {
    return this.#order.add(writeText(kind, assetTypeId, assetId));
  }

  /** The last write of an asset. */
  last(assetId: number): WrittenAsset | undefined {
    this.#learn();
    return this.#last.get(assetId);
  }

  /** The last write of each asset of a type. */
  of(assetTypeId: number): readonly WrittenAsset[] {
    this.#learn();
    return [...this.#last.values()].filter((written) => written.assetTypeId === assetTypeId);
  }

  /** Whether an asset was written since: what a request that began then says of it is behind. */
  isOutdated(assetId: number, began: number): boolean {
    return (this.last(assetId)?.moment ?? 0) > began;
  }

  /** True when other windows have written what `hear` has not told yet. */
  get hasNews(): boolean {
    this.#learn();
    return this.#unheard.length > 0;
  }

  /** What other windows have written since this was last asked; all there is, the first time. */
  hear(): readonly WrittenAsset[] {
    this.#learn();
    return this.#unheard.splice(0).filter((written) => this.#last.get(written.assetId) === written);
  }

  /** Looks at the file once for all that is asked in one go, of a page or of thousands of rows: what comes meanwhile comes after that. */
  #learn(): void {
    if (this.#isLearnt && !this.#order.hasNews) return;
    this.#isLearnt = true;
    queueMicrotask(() => (this.#isLearnt = false));
    for (const { text, moment, own } of this.#order.news()) {
      const [, kind, assetTypeId, assetId] = /^(saved|created|deleted) (\d+) (\d+)$/.exec(text) ?? [];
      if (kind !== 'saved' && kind !== 'created' && kind !== 'deleted') continue;
      const written: WrittenAsset = { kind, assetTypeId: Number(assetTypeId), assetId: Number(assetId), moment };
      this.#last.set(written.assetId, written);
      if (!own) this.#unheard.push(written);
    }
  }
}
