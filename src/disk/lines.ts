import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent, unlessAbsent } from './absence';

/**
 * Adds a line to a file, and waits until it is on disk. Throws what the file system throws; a full disk may then have left half of it.
 * So each line begins on one of its own, and what was cut short spoils none but itself.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  const file = await opened(path);
  try {
    await file.appendFile(`\n${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** A stretch of a file, in bytes, both ends included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a file, or of a stretch of it, that hold anything, in their order; none where there is no file. Throws where it can't be read. However long
 * it is, no more than a part of it is in memory.
 */
export async function* linesOf(path: string, range?: Range): AsyncGenerator<string, void, undefined> {
  const file = await unlessAbsent(open(path, 'r'));
  if (!file) return;
  // Not by readline: to it U+2028 within a JSON string ends a line.
  let rest = '';
  for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: 1 << 18, ...range })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
  }
  if (rest !== '') yield rest;
}

async function opened(path: string) {
  try {
    return await open(path, 'a', 0o600);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return open(path, 'a', 0o600);
  }
}
