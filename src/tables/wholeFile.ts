import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that is there as a whole or not at all: it takes its name once its last part is on disk. Rejects with the signal's reason
 * when aborted, and with what went wrong; then nothing is left behind, and a file that was there before is as it was.
 */
export async function writeWholeFile(path: string, parts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    const file = await open(draft, 'wx');
    try {
      for await (const part of parts) {
        signal.throwIfAborted();
        // Goes on from where the last one ended, and is not over before all of it is written.
        await file.writeFile(part);
      }
      signal.throwIfAborted();
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
