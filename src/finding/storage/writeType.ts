import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CrawlProgress } from '../crawlProgress';
import type { IndexedAsset } from '../indexedAsset';
import { chunkText, headText, nameOf } from './indexFiles';
import type { KeptType } from './keptType';
import type { SealedFolder } from './sealedFolder';

/** What `writeType` works with. */
interface WriteTypeOptions {
  readonly folder: SealedFolder;
  readonly progress: CrawlProgress;
  /** Of the files as they were when last read or written; brought up to date. */
  readonly stamps: Map<string, string>;
  readonly rowOf: (id: number) => IndexedAsset | undefined;
}

/**
 * Writes what has changed of a type, a file at a time, and lets others work in between. Throws what the file system throws; what was not written is
 * then still marked as changed.
 */
export async function writeType(kept: KeptType, options: WriteTypeOptions): Promise<void> {
  const { folder, progress, rowOf } = options;
  const { assetTypeId } = kept;
  const type = progress.type(assetTypeId);
  const headName = nameOf({ kind: 'head', assetTypeId });
  if (!type) {
    await removeFiles([headName, ...kept.chunks.keys()], kept, options);
    kept.headIsDirty = false;
    kept.dirtyChunks.clear();
    return;
  }
  const { walk } = type;
  // The head first: chunks of a walk that no head knows would be of no use.
  if (kept.headIsDirty) {
    kept.headIsDirty = false;
    const text = headText(kept.head(type, rowOf));
    await write(headName, text, options, () => (kept.headIsDirty = true));
  }
  for (const number of [...kept.dirtyChunks].sort((one, other) => one - other)) {
    // Another walk may have begun meanwhile.
    if (progress.type(assetTypeId)?.walk !== walk) return;
    kept.dirtyChunks.delete(number);
    const chunk = kept.chunk(number, walk, rowOf);
    if (chunk.pages.length === 0) continue;
    const name = kept.chunkName(number, walk);
    await write(name, chunkText(chunk), options, () => kept.dirtyChunks.add(number));
    kept.chunks.set(name, { walk: walk.startedAt, pages: chunk.pages });
    await nextTurn();
  }
  if (progress.isDone(assetTypeId)) await removeFiles(kept.filesOfOthers(walk), kept, options);

  async function write(name: string, text: string, { stamps }: WriteTypeOptions, failed: () => unknown): Promise<void> {
    try {
      await folder.write(name, text);
    } catch (error) {
      failed();
      throw error;
    }
    const stamp = await folder.stamp(name);
    if (stamp !== undefined) stamps.set(name, stamp);
  }
}

async function removeFiles(
  names: readonly string[],
  kept: KeptType,
  { folder, stamps }: WriteTypeOptions,
): Promise<void> {
  for (const name of names) {
    await folder.remove(name);
    stamps.delete(name);
    kept.chunks.delete(name);
  }
}
