import type { IndexedAsset } from '../indexedAsset';
import { TypeWalk } from '../crawlWalk';
import type { TypeProgress } from '../typeProgress';
import type { WalkedPage } from '../walkedPage';
import { chunkOf, isSettled, nameOf, pagesPerChunk, type Chunk, type Head } from './indexFiles';

/** What is on disk of one type, and what of it has to be written anew. */
export class KeptType {
  /** Assets that are on no page of the walk, nor in files of former walks as they are now. */
  readonly loose = new Set<number>();
  /** Assets deleted here that files of former walks still have. */
  readonly deleted = new Set<number>();
  /** The pages of each chunk on disk, by the file's name. */
  readonly chunks = new Map<string, { readonly walk: number; readonly pages: readonly WalkedPage[] }>();
  readonly dirtyChunks = new Set<number>();
  headIsDirty = false;
  #walk: TypeWalk | undefined;

  constructor(readonly assetTypeId: number) {}

  get isDirty(): boolean {
    return this.headIsDirty || this.dirtyChunks.size > 0;
  }

  /** A page of the walk has come. */
  pageCame(page: number, ids: Iterable<number>): void {
    this.dirtyChunks.add(chunkOf(page));
    this.headIsDirty = true;
    for (const id of ids) this.loose.delete(id);
  }

  /** The row of an asset is another now: where it is kept has to be written anew. */
  rowChanged(id: number, walk: TypeWalk | undefined): void {
    const page = walk?.pageOf(id);
    if (page !== undefined) this.dirtyChunks.add(chunkOf(page));
    else {
      this.loose.add(id);
      this.deleted.delete(id);
      this.headIsDirty = true;
    }
  }

  /** An asset was deleted that stood on this page of the walk, if on any. */
  rowDeleted(id: number, page: number | undefined): void {
    this.headIsDirty = true;
    this.loose.delete(id);
    this.deleted.add(id);
    if (page !== undefined) this.dirtyChunks.add(chunkOf(page));
  }

  /** The walk was settled; what no page of it holds, but is known all the same, is kept apart from the files of former walks, which go. */
  settled(walk: TypeWalk, alsoKnown: Iterable<number>): void {
    this.deleted.clear();
    for (const id of this.loose) if (!walk.has(id)) this.loose.delete(id);
    for (const id of alsoKnown) this.loose.add(id);
    this.headIsDirty = true;
  }

  /** Looks which walk it is. True when it is another than the last time: what is written from now on is of that. */
  follow(walk: TypeWalk): boolean {
    if (this.#walk === walk) return false;
    const isFirst = this.#walk === undefined;
    this.#walk = walk;
    this.dirtyChunks.clear();
    this.headIsDirty = true;
    return !isFirst;
  }

  /** The files of walks other than this one. */
  filesOfOthers(walk: TypeWalk): readonly string[] {
    return [...this.chunks].flatMap(([name, kept]) => (kept.walk === walk.startedAt ? [] : [name]));
  }

  /** What the head has to say. */
  head({ walk, attempt, standing }: TypeProgress, rowOf: (id: number) => IndexedAsset | undefined): Head {
    const rows = [...this.loose].flatMap((id) => rowOf(id) ?? []);
    const files = this.filesOfOthers(walk);
    return { ...walk.facts(), attempt, standing, deleted: [...this.deleted], files, rows };
  }

  /** What a chunk has to hold. */
  chunk(number: number, walk: TypeWalk, rowOf: (id: number) => IndexedAsset | undefined): Chunk {
    const first = number * pagesPerChunk + 1;
    const pages: WalkedPage[] = [];
    for (let page = first; page < first + pagesPerChunk; page += 1) {
      const read = walk.page(page);
      if (read) pages.push(read);
    }
    const ids = new Set(pages.flatMap((page) => page.ids));
    return { pages, rows: [...ids].flatMap((id) => rowOf(id) ?? []) };
  }

  /** The name of a chunk's file. */
  chunkName(chunk: number, walk: TypeWalk): string {
    return nameOf({ kind: 'chunk', assetTypeId: this.assetTypeId, walk: walk.startedAt, chunk });
  }

  /** How far the type had come, and what beside the walk's own rows is known of it, by what is on disk. */
  restored(
    head: Head | undefined,
    now: number,
    moment: number,
  ): { readonly progress: TypeProgress; readonly known: ReadonlySet<number> } {
    const kept = [...this.chunks.values()];
    const pages = kept.flatMap((chunk) => (chunk.walk === head?.startedAt ? chunk.pages : []));
    const walk = head ? TypeWalk.restore(head, pages) : new TypeWalk(now, moment);
    this.#walk = walk;
    this.dirtyChunks.clear();
    this.headIsDirty = false;
    // What was said of a type holds as long as the files that it was said of are all there.
    const isWhole = isSettled(head) ? walk.finished : head?.files.every((name) => this.chunks.has(name));
    const known = new Set(this.loose);
    for (const { pages: held } of kept)
      for (const { ids } of held) for (const id of ids) if (!walk.has(id)) known.add(id);
    for (const id of this.deleted) known.delete(id);
    return {
      progress: {
        assetTypeId: this.assetTypeId,
        walk,
        attempt: head?.attempt ?? 1,
        standing: isWhole ? head?.standing : undefined,
      },
      known,
    };
  }
}
