import { constants } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, unlessAbsent } from '../disk/absence';
import { checksumOf } from '../disk/fileNames';
import { troubleWith, type FileTrouble } from '../disk/fileTrouble';
import { linesOf, type Range } from '../disk/lines';
import { replaceFile } from '../disk/replaceFile';
import { sealed } from '../disk/sealedLines';
import { pausing } from '../happyfox/pause';
import { hasRecreated, JournalUnavailable, type JournaledWrite } from './journal';
import { idOf, journalLineIn, outlineOf, type JournalLine } from './journalLine';

const ending = '.jsonl';
const aside = `${ending}.damaged-`;

/** What one window wrote into an account's journal. */
export interface JournalFile {
  readonly name: string;
  /** Its lines as they stand there, the damaged ones left out; undefined is what one says whose writing did not come to its end. */
  readonly lines: readonly { readonly text: string; readonly line: JournalLine | undefined }[];
  /** A name for what it holds, where some of that is not what was written. */
  readonly damaged?: string;
}

/** Everything of an account's journal that can be read, and what can't. */
export interface JournalFolder {
  readonly files: readonly JournalFile[];
  /** Files that are there and can't be read. */
  readonly unreadable: readonly FileTrouble[];
  /** Copies of damaged files that were set aside. */
  readonly aside: readonly FileTrouble[];
}

/** Reads all files of an account's journal. Never throws. `fileAt` reads the one of a name. */
export async function journalIn(
  folder: string,
  fileAt: (name: string) => Promise<JournalFile> = (name) => journalFileAt(folder, name),
): Promise<JournalFolder> {
  let names: readonly string[];
  try {
    names = (await unlessAbsent(readdir(folder))) ?? [];
  } catch (error) {
    return { files: [], unreadable: [troubleWith(folder, 'unreadable', error)], aside: [] };
  }
  const files: JournalFile[] = [];
  const unreadable: FileTrouble[] = [];
  // One after the other: as many at once as there were windows would be more than may be open.
  for (const name of names.filter((one) => one.endsWith(ending))) {
    const path = join(folder, name);
    try {
      files.push(await fileAt(name));
    } catch (error) {
      unreadable.push(troubleWith(path, 'unreadable', error));
    }
  }
  const set = names.filter((name) => name.includes(aside)).map((name) => troubleWith(join(folder, name), 'damaged'));
  return { files, unreadable, aside: set };
}

/** Sets a copy of a damaged file aside and leaves what is whole in its place. Undefined where somebody has done so. Throws what the file system throws. */
export async function setAside(folder: string, name: string): Promise<string | undefined> {
  const { lines, damaged } = await journalFileAt(folder, name);
  if (damaged === undefined) return undefined;
  const path = join(folder, name);
  const copy = `${path.slice(0, -ending.length)}${aside}${damaged}`;
  const isNew = await copyFile(path, copy, constants.COPYFILE_EXCL).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
  await putJournalFile(folder, { name, lines });
  return isNew ? copy : undefined;
}

/** Puts a file of a journal in the place of what it was; none where it has no lines. Throws what the file system throws. */
export async function putJournalFile(folder: string, { name, lines }: JournalFile): Promise<void> {
  const path = join(folder, name);
  if (lines.length === 0) return rm(path, { force: true });
  return replaceFile(path, lines.map(({ text }) => `${text}\n`).join(''));
}

/** A file of which these writes are forgotten, but that they have brought something back; undefined where it tells of none of them. */
export function without(
  { name, lines }: JournalFile,
  forgotten: ReadonlyMap<string, JournaledWrite>,
): JournalFile | undefined {
  if (!lines.some(({ line }) => line && forgotten.has(idOf(line)))) return undefined;
  const left = lines.flatMap((one) => {
    const write = one.line && forgotten.get(idOf(one.line));
    if (!one.line || !write) return [one];
    return hasRecreated(write) ? [{ ...one, text: sealed(outlineOf(one.line, write)) }] : [];
  });
  return { name, lines: left };
}

/** Throws `JournalUnavailable` where there may be more in a journal than can be read. */
export function refuseUnsound({ files, unreadable }: JournalFolder, folder: string): void {
  const [file] = unreadable;
  if (file) throw new JournalUnavailable('The journal can’t be read', { file });
  const [damaged] = damagedIn(files, folder);
  if (damaged) throw new JournalUnavailable('The journal is damaged', { file: damaged });
}

/** What a list of a journal's writes has to tell beside them. */
export function troublesIn(
  { files, unreadable, aside: copies }: JournalFolder,
  folder: string,
): readonly FileTrouble[] {
  return [...unreadable, ...damagedIn(files, folder), ...copies];
}

/** The writes that a file tells the beginning of, by their ids. */
export function begunIn({ lines }: JournalFile): readonly string[] {
  return lines.flatMap(({ line }) => (line && 'begin' in line ? [line.begin.id] : []));
}

function damagedIn(files: readonly JournalFile[], folder: string): readonly FileTrouble[] {
  const damaged = files.filter((file) => file.damaged !== undefined);
  return damaged.map(({ name }) => troubleWith(join(folder, name), 'damaged'));
}

/** Reads a file of a journal, or a stretch of it. Throws what the file system throws. */
export async function journalFileAt(
  folder: string,
  name: string,
  { range, lineIn = journalLineIn }: { readonly range?: Range; readonly lineIn?: typeof journalLineIn } = {},
): Promise<JournalFile> {
  const pause = pausing();
  const lines: JournalFile['lines'][number][] = [];
  const all: string[] = [];
  let isDamaged = false;
  for await (const text of linesOf(join(folder, name), range)) {
    await pause();
    const line = lineIn(text);
    all.push(text);
    if (line === 'damaged') isDamaged = true;
    else lines.push({ text, line: line === 'cut' ? undefined : line });
  }
  return { name, lines, ...(isDamaged && { damaged: checksumOf(all.join('\n')).slice(0, 16) }) };
}
