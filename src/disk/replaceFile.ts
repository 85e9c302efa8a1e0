import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameFile } from './renameFile';

/** How the names of files end that are not finished; one that was left by a crash is nobody's. */
export const unfinishedEnding = '.tmp';

/**
 * Puts a text, its parts, or bytes, in the place of what a file held: whoever reads it, also after a crash, finds the old text or the new one, whole. The copy
 * has a name of its own, so that two who write at once can't mix theirs. Only this user may read it. Throws what the file system throws,
 * and then the old text is there.
 */
export async function replaceFile(path: string, text: string | Buffer | AsyncIterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const copy = `${path}.${randomUUID()}${unfinishedEnding}`;
  try {
    const file = await open(copy, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameFile(copy, path);
  } catch (error) {
    await rm(copy, { force: true }).catch(() => undefined);
    throw error;
  }
}
