import type { Asset } from './model';

/** A run of assets with consecutive ids that is made on demand: `make(0)` has the id `firstId`. */
interface Block {
  readonly typeId: number;
  readonly firstId: number;
  readonly count: number;
  readonly make: (index: number) => Asset;
}

/**
 * All assets of the account. Generated ones are pure functions of their position, so 100,000 of them cost an array of ids;
 * only those that were added or edited are kept.
 */
export class AssetTable {
  readonly #blocks: Block[] = [];
  readonly #kept = new Map<number, Asset>();
  readonly #idsByType = new Map<number, number[]>();
  /** Ids in the order of their last change, oldest first. */
  readonly #touched = new Set<number>();
  #displayIds: Map<string, number[]> | undefined;
  #lastId = 0;

  /** Adds a run of generated assets. @throws RangeError when its ids are not above all others */
  addBlock(block: Block): void {
    if (block.count === 0) return;
    if (block.firstId <= this.#lastId) throw new RangeError(`Ids from ${block.firstId} are taken`);
    this.#blocks.push(block);
    const ids = this.#ids(block.typeId);
    for (let index = 0; index < block.count; index++) ids.push(block.firstId + index);
    this.#lastId = block.firstId + block.count - 1;
    this.#displayIds = undefined;
  }

  /** The id the next asset gets. */
  get nextId(): number {
    return this.#lastId + 1;
  }

  /** The asset, or undefined when it was deleted or never was. */
  get(id: number): Asset | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const block = this.#blocks.find(({ firstId, count }) => id >= firstId && id < firstId + count);
    if (block === undefined || !contains(this.#ids(block.typeId), id)) return undefined;
    return block.make(id - block.firstId);
  }

  /** How many assets a type has. */
  count(typeId: number): number {
    return this.#ids(typeId).length;
  }

  /** A type's ids, ascending. */
  ids(typeId: number): readonly number[] {
    return this.#ids(typeId);
  }

  /** A type's ids, the last changed first, then those never changed by ascending id. */
  idsByRecency(typeId: number): readonly number[] {
    const ids = this.#ids(typeId);
    const recent = [...this.#touched].reverse().filter((id) => contains(ids, id));
    return [...recent, ...ids.filter((id) => !this.#touched.has(id))];
  }

  /** Adds the asset or replaces the one with its id. */
  put(asset: Asset): void {
    const before = this.get(asset.id);
    const ids = this.#ids(asset.typeId);
    if (before === undefined) ids.splice(position(ids, asset.id), 0, asset.id);
    this.#moveDisplayId(before, asset);
    this.#kept.set(asset.id, asset);
    this.#touched.delete(asset.id);
    this.#touched.add(asset.id);
    this.#lastId = Math.max(this.#lastId, asset.id);
  }

  /** Removes the asset. Returns whether there was one. */
  delete(id: number): boolean {
    const asset = this.get(id);
    if (asset === undefined) return false;
    const ids = this.#ids(asset.typeId);
    ids.splice(position(ids, id), 1);
    this.#moveDisplayId(asset, undefined);
    this.#kept.delete(id);
    this.#touched.delete(id);
    return true;
  }

  /** The ids of all assets, of any type, with exactly this display id. */
  withDisplayId(displayId: string): readonly number[] {
    this.#displayIds ??= this.#indexDisplayIds();
    return this.#displayIds.get(displayId) ?? [];
  }

  #ids(typeId: number): number[] {
    let ids = this.#idsByType.get(typeId);
    if (ids === undefined) this.#idsByType.set(typeId, (ids = []));
    return ids;
  }

  #indexDisplayIds(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (const ids of this.#idsByType.values()) {
      for (const id of ids) {
        const displayId = this.get(id)?.displayId;
        if (displayId !== undefined) index.set(displayId, [...(index.get(displayId) ?? []), id]);
      }
    }
    return index;
  }

  #moveDisplayId(before: Asset | undefined, after: Asset | undefined): void {
    if (this.#displayIds === undefined || before?.displayId === after?.displayId) return;
    const index = this.#displayIds;
    if (before !== undefined) {
      const others = (index.get(before.displayId) ?? []).filter((id) => id !== before.id);
      index.set(before.displayId, others);
    }
    if (after !== undefined) index.set(after.displayId, [...(index.get(after.displayId) ?? []), after.id]);
  }
}

/** Where the id stands, or would stand, in an ascending list. */
function position(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? Infinity) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function contains(ids: readonly number[], id: number): boolean {
  return ids[position(ids, id)] === id;
}
