import type { CrawlProgress } from '../crawlProgress';
import type { IndexedAsset, RowPool } from '../indexedAsset';
import { fileOf, isSettled, nameOf, readChunk, readHead, type Head, type IndexFile } from './indexFiles';
import type { KeptType } from './keptType';
import type { SealedFolder } from './sealedFolder';

/** What `readChanges` works with. */
interface ReadChangesOptions {
  readonly folder: SealedFolder;
  readonly pool: RowPool;
  /** Of the files as they were when last read or written; brought up to date. */
  readonly stamps: Map<string, string>;
  readonly type: (assetTypeId: number) => KeptType;
  readonly progress: CrawlProgress;
}

/** A step of reading: rows for the index, and, after all of a type's, what its head says. */
export type ReadStep =
  | { readonly kind: 'rows'; readonly rows: readonly IndexedAsset[] }
  | { readonly kind: 'type'; readonly assetTypeId: number; readonly head: Head | undefined };

type ChunkFile = Extract<IndexFile, { kind: 'chunk' }>;

/** Files read ahead of the one that is being parsed. */
const filesAhead = 3;

/** Reads the files that have changed since they were last read or written, type by type, and of each type the oldest rows first. */
export async function* readChanges(options: ReadChangesOptions): AsyncGenerator<ReadStep, void, undefined> {
  const listed = await options.folder.list();
  const files = [...listed.keys()].flatMap((name) => fileOf(name) ?? []);
  for (const assetTypeId of changedTypes(options.stamps, listed)) {
    yield* readType(
      options,
      listed,
      files.filter((file) => file.assetTypeId === assetTypeId),
      assetTypeId,
    );
  }
  for (const name of [...options.stamps.keys()]) if (!listed.has(name)) options.stamps.delete(name);
}

function changedTypes(stamps: ReadonlyMap<string, string>, listed: ReadonlyMap<string, string>): ReadonlySet<number> {
  const names = new Set([...stamps.keys(), ...listed.keys()]);
  const types = new Set<number>();
  for (const name of names) {
    const file = stamps.get(name) === listed.get(name) ? undefined : fileOf(name);
    if (file) types.add(file.assetTypeId);
  }
  return types;
}

async function* readType(
  { folder, pool, stamps, type, progress }: ReadChangesOptions,
  listed: ReadonlyMap<string, string>,
  files: readonly IndexFile[],
  assetTypeId: number,
): AsyncGenerator<ReadStep, void, undefined> {
  const kept = type(assetTypeId);
  for (const name of [...kept.chunks.keys()]) if (!listed.has(name)) kept.chunks.delete(name);
  const headName = nameOf({ kind: 'head', assetTypeId });
  const head = await readHead(folder, assetTypeId, pool);
  stamp(headName);
  const chunks = files.filter((file) => file.kind === 'chunk');
  const isLeftover = (file: ChunkFile): boolean => isSettled(head) && file.walk !== head?.startedAt;
  // Not read, but known, so that they are removed one day.
  for (const file of chunks.filter(isLeftover)) kept.chunks.set(nameOf(file), { walk: file.walk, pages: [] });
  const changed = chunks.filter((file) => !isLeftover(file) && stamps.get(nameOf(file)) !== listed.get(nameOf(file)));
  changed.sort((one, other) => age(one, head) - age(other, head) || one.chunk - other.chunk);
  for await (const { file, text } of readAhead(folder, changed)) {
    const name = nameOf(file);
    const chunk = readChunk(text, assetTypeId, pool);
    stamp(name);
    kept.chunks.delete(name);
    if (!chunk) continue;
    kept.chunks.set(name, { walk: file.walk, pages: chunk.pages });
    yield { kind: 'rows', rows: chunk.rows };
  }
  kept.loose.clear();
  kept.deleted.clear();
  for (const { id } of head?.rows ?? []) kept.loose.add(id);
  for (const id of head?.deleted ?? []) kept.deleted.add(id);
  if (head && head.rows.length > 0) yield { kind: 'rows', rows: head.rows };
  // Where the head is gone and nothing was known, there is nothing to take up.
  if (head || kept.chunks.size > 0 || progress.type(assetTypeId)) yield { kind: 'type', assetTypeId, head };

  function stamp(name: string): void {
    const now = listed.get(name);
    if (now === undefined) stamps.delete(name);
    else stamps.set(name, now);
  }
}

/** The head's own walk comes last, so that its rows win. */
function age(file: ChunkFile, head: Head | undefined): number {
  return file.walk === head?.startedAt ? Infinity : file.walk;
}

async function* readAhead(
  folder: SealedFolder,
  files: readonly ChunkFile[],
): AsyncGenerator<{ readonly file: ChunkFile; readonly text: string | undefined }, void, undefined> {
  const texts: Promise<string | undefined>[] = [];
  for (const [index, file] of files.entries()) {
    for (const next of files.slice(texts.length, index + 1 + filesAhead)) texts.push(folder.read(nameOf(next)));
    yield { file, text: await texts[index] };
  }
}
