import type { WrittenAsset } from './writtenAssets';

/** Writes of which nobody knows the end: the window that has begun them is gone, or their answers were lost. They are few. */
export class OpenWrites {
  /** By the journal's entry; those under way in another window. */
  readonly #underWay = new Map<string, { readonly write: WrittenAsset; readonly sender: number }>();
  readonly #open = new Map<string, WrittenAsset>();

  /** Another window has begun a write: it will tell how that ends, as long as its process lives. */
  begin(entry: string, write: WrittenAsset, sender: number): void {
    this.#underWay.set(entry, { write, sender });
  }

  /** Nobody knows what became of a write. */
  doubt(entry: string, write: WrittenAsset): void {
    this.#open.set(entry, write);
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
    return [...this.#open.values()].includes(write);
  }

  /** The last one of an asset. */
  last(assetId: number): WrittenAsset | undefined {
    if (this.#open.size === 0 || assetId === 0) return undefined;
    return [...this.#open.values()].findLast((write) => write.assetId === assetId);
  }

  /** The last create of a type. */
  lastCreate(assetTypeId: number): WrittenAsset | undefined {
    return [...this.#open.values()].findLast((write) => write.assetId === 0 && write.assetTypeId === assetTypeId);
  }

  /** The assets that were written. */
  *ids(): Generator<number> {
    for (const { assetId } of this.#open.values()) if (assetId !== 0) yield assetId;
  }
}
