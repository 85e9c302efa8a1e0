import type { WrittenAsset } from './writtenAssets';

/** Writes of which nobody knows the end: the window that has begun them is gone, or their answers were lost. They are few. */
export class OpenWrites {
  /** By the journal's entry; those under way in another window. */
  readonly #underWay = new Map<string, { readonly write: WrittenAsset; readonly sender: number }>();
  /** With the time, in monotonic milliseconds, from which on nothing more comes of it; undefined where that has been told. */
  readonly #open = new Map<string, { readonly write: WrittenAsset; readonly settlesAt: number | undefined }>();

  /** Another window has begun a write: it will tell how that ends, as long as its process lives. */
  begin(entry: string, write: WrittenAsset, sender: number): void {
    this.#underWay.set(entry, { write, sender });
  }

  /** Nobody knows what became of a write, and a slow server may carry it out until then. */
  doubt(entry: string, write: WrittenAsset, settlesAt: number): void {
    this.#open.set(entry, { write, settlesAt });
  }

  /** Nothing more could come of a write from a moment on. Returns it as of then; undefined where more is known of it by now. */
  settle(entry: string, moment: number): WrittenAsset | undefined {
    const open = this.#open.get(entry);
    if (!open) return undefined;
    const write = { ...open.write, moment };
    this.#open.set(entry, { write, settlesAt: undefined });
    return write;
  }

  /** Those of which nothing more comes by now, and nobody has told so, by entry. */
  settled(now: number): readonly (readonly [entry: string, write: WrittenAsset])[] {
    return [...this.#open].flatMap(([entry, { write, settlesAt = Infinity }]) =>
      settlesAt <= now ? [[entry, write] as const] : [],
    );
  }

  /** What became of a write is known, or told anew. */
  end(entry: string): void {
    this.#underWay.delete(entry);
    this.#open.delete(entry);
  }

  /** What windows that are gone had begun, by entry. */
  lost(isAlive: (sender: number) => boolean): readonly (readonly [entry: string, write: WrittenAsset])[] {
    return [...this.#underWay].flatMap(([entry, { write, sender }]) =>
      isAlive(sender) ? [] : [[entry, write] as const],
    );
  }

  has(write: WrittenAsset): boolean {
    return this.#writes().includes(write);
  }

  /** The last one of an asset. */
  last(assetId: number): WrittenAsset | undefined {
    if (this.#open.size === 0 || assetId === 0) return undefined;
    return this.#last((write) => write.assetId === assetId);
  }

  /** The last create of a type. */
  lastCreate(assetTypeId: number): WrittenAsset | undefined {
    return this.#last((write) => write.assetId === 0 && write.assetTypeId === assetTypeId);
  }

  /** The assets that were written. */
  *ids(): Generator<number> {
    for (const { assetId } of this.#writes()) if (assetId !== 0) yield assetId;
  }

  #writes(): readonly WrittenAsset[] {
    return Array.from(this.#open.values(), ({ write }) => write);
  }

  /** The one whose moment is the latest: a write that is settled keeps its place. */
  #last(fits: (write: WrittenAsset) => boolean): WrittenAsset | undefined {
    const writes = this.#writes().filter(fits);
    return writes.toSorted((one, other) => other.moment - one.moment)[0];
  }
}
