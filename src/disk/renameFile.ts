import { rename } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { codeOf } from './absence';

/** What Windows says while another process, another window or a virus scanner for one, has either file open. */
const passing: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Milliseconds before each further attempt; about a second in all, since what holds for longer does not pass by itself. */
const pauses = [5, 10, 25, 60, 150, 300, 500];

/** What a rename is done with; tests give their own. */
interface Renaming {
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const real: Renaming = { rename, wait: (milliseconds) => setTimeout(milliseconds) };

/** Gives a file another name, in the place of one that has it, also where that is open for a moment. Throws what the file system throws. */
export async function renameFile(from: string, to: string, { rename, wait }: Renaming = real): Promise<void> {
  for (const pause of pauses) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!passing.has(codeOf(error))) throw error;
      await wait(pause);
    }
  }
  await rename(from, to);
}
