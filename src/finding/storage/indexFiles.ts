import type { IndexedAsset, RowPool } from '../indexedAsset';
import type { WalkFacts } from '../crawlWalk';
import type { BorderFacts } from '../walkBorders';
import type { Standing } from '../typeProgress';
import type { WalkedPage } from '../walkedPage';
import { fromColumns, toColumns, type RowColumns } from './rowColumns';
import { sealedEnding, type SealedFolder } from './sealedFolder';

/** Pages in one file: few enough to be written and read within a frame, enough for their rows to be packed well. */
export const pagesPerChunk = 20;

/** Names a file of the index. */
export type IndexFile =
  | { readonly kind: 'head'; readonly assetTypeId: number }
  | { readonly kind: 'chunk'; readonly assetTypeId: number; readonly walk: number; readonly chunk: number };

/** What is kept of a type beside its pages. */
export interface Head extends WalkFacts {
  readonly attempt: 1 | 2;
  readonly standing: Standing | undefined;
  /** Assets that this extension deleted, but that files of former walks still have. */
  readonly deleted: readonly number[];
  /** The files of former walks that hold what this one has not come to yet. */
  readonly files: readonly string[];
  /** Rows that are on none of the walk's pages. */
  readonly rows: readonly IndexedAsset[];
}

/** Some successive pages of a walk with their rows. */
export interface Chunk {
  readonly pages: readonly WalkedPage[];
  readonly rows: readonly IndexedAsset[];
}

type WrittenPage = readonly [
  page: number,
  total: number | null,
  ids: readonly number[],
  nameless: number,
  last: boolean,
  at: number,
  now: number,
];
type WrittenChunk = readonly ['chunk', readonly WrittenPage[], RowColumns];
interface WrittenFacts {
  readonly startedAt: number;
  readonly knownFrom: number;
  readonly total: number | null;
  readonly totalAt: number;
  readonly isReckoned: boolean;
  readonly shifted: boolean;
  readonly created: readonly number[];
  readonly met: readonly number[];
  readonly repeated: number;
  readonly borders: BorderFacts;
  readonly attempt: number;
  readonly standing: Standing | null;
  readonly deleted: readonly number[];
  readonly files: readonly string[];
}
type WrittenHead = readonly ['head', WrittenFacts, RowColumns];

/** The chunk that holds a page. */
export function chunkOf(page: number): number {
  return Math.floor((page - 1) / pagesPerChunk);
}

/** The name of a file. */
export function nameOf(file: IndexFile): string {
  if (file.kind === 'head') return `${file.assetTypeId}-head${sealedEnding}`;
  return `${file.assetTypeId}-${file.walk.toString(36)}-${file.chunk}${sealedEnding}`;
}

/** What a name names; undefined where it is none of the index. */
export function fileOf(name: string): IndexFile | undefined {
  const [, type, walk, chunk] = /^(\d+)-(?:head|([0-9a-z]+)-(\d+))\.sealed$/.exec(name) ?? [];
  if (type === undefined) return undefined;
  const assetTypeId = Number(type);
  if (walk === undefined) return { kind: 'head', assetTypeId };
  return { kind: 'chunk', assetTypeId, walk: Number.parseInt(walk, 36), chunk: Number(chunk) };
}

/** Writes the text of a chunk. */
export function chunkText({ pages, rows }: Chunk): string {
  const written: WrittenChunk = [
    'chunk',
    pages.map(({ page, total, ids, nameless, last, at, now }) => [page, total ?? null, ids, nameless, last, at, now]),
    toColumns(rows),
  ];
  return JSON.stringify(written);
}

/** Writes the text of a head. */
export function headText({ rows, total, standing, ...facts }: Head): string {
  const written: WrittenHead = [
    'head',
    { ...facts, total: total ?? null, standing: standing ?? null },
    toColumns(rows),
  ];
  return JSON.stringify(written);
}

/** Whether the head's walk was settled: then files of other walks are leftovers. */
export function isSettled(head: Head | undefined): boolean {
  return head !== undefined && head.standing?.walk === head.startedAt;
}

/** Reads a head; undefined where there is none that can be read. */
export async function readHead(folder: SealedFolder, assetTypeId: number, pool: RowPool): Promise<Head | undefined> {
  const text = await folder.read(nameOf({ kind: 'head', assetTypeId }));
  return understood(text, isHead, ([, { total, standing, attempt, ...facts }, columns]) => ({
    ...facts,
    total: total ?? undefined,
    standing: standing ?? undefined,
    attempt: attempt === 2 ? 2 : 1,
    rows: fromColumns(columns, assetTypeId, pool),
  }));
}

/** Reads a chunk; undefined where there is none that can be read. */
export function readChunk(text: string | undefined, assetTypeId: number, pool: RowPool): Chunk | undefined {
  return understood(text, isChunk, ([, pages, columns]) => ({
    pages: pages.map(([page, total, ids, nameless, last, at, now]) => ({
      ...{ page, ids, nameless, last, at, now },
      total: total ?? undefined,
    })),
    rows: fromColumns(columns, assetTypeId, pool),
  }));
}

function understood<Written, Result>(
  text: string | undefined,
  is: (value: unknown) => value is Written,
  read: (written: Written) => Result,
): Result | undefined {
  if (text === undefined) return undefined;
  try {
    const written: unknown = JSON.parse(text);
    return is(written) ? read(written) : undefined;
  } catch {
    return undefined;
  }
}

/** The seal says that this code wrote it; its first word, what. */
function isHead(value: unknown): value is WrittenHead {
  return Array.isArray(value) && value[0] === 'head' && value.length === 3;
}

function isChunk(value: unknown): value is WrittenChunk {
  return Array.isArray(value) && value[0] === 'chunk' && value.length === 3;
}
