import { open } from 'node:fs/promises';
import { unlessAbsent } from '../disk/absence';
import { linesOf } from '../disk/lines';
import { runLineIn, type RunLine } from './planLines';
import type { StepResult } from './stepResult';

/** What the file of a plan's runs tells. */
interface RunsSoFar {
  /** The last result of each step, by its id. */
  readonly results: Map<string, StepResult>;
  /** A result that was noted may be missing, so that nobody can tell what was sent. */
  readonly isDamaged: boolean;
}

/** Reads what became of a plan's steps; nothing where there is no file. Throws what the file system throws. */
export async function runsAt(path: string): Promise<RunsSoFar> {
  const results = new Map<string, StepResult>();
  let isDamaged = false;
  let wasCut = false;
  for await (const text of linesOf(path)) {
    const line = runLineIn(text);
    if (line === 'cut') {
      wasCut = true;
      continue;
    }
    if (line === 'damaged') isDamaged = true;
    else if ('result' in line) {
      // A run that can't note something ends: what follows is its end, or the beginning of another.
      isDamaged ||= wasCut;
      results.set(line.result.step, line.result);
    }
    wasCut = false;
  }
  return { results, isDamaged };
}

/** More than a heading or the line that ends a run can have. */
const lineAtMost = 16_384;

/** The first line of a file, without its end; undefined where there is no file, empty where it has no such line. Throws what the file system throws. */
export async function firstLineAt(path: string): Promise<string | undefined> {
  const found = await stretch(path, () => 0);
  return found?.text.slice(0, Math.max(0, found.text.indexOf('\n')));
}

/** The line with which a plan's runs end by now; undefined where there is no file. One that is longer than any that ends a run counts as cut. Throws what the file system throws. */
export async function lastRunLineAt(path: string): Promise<RunLine | 'cut' | 'damaged' | undefined> {
  const found = await stretch(path, (size) => Math.max(0, size - lineAtMost));
  if (!found) return undefined;
  const text = found.text.trimEnd();
  const start = text.lastIndexOf('\n') + 1;
  return start === 0 && !found.isAll ? 'cut' : runLineIn(text.slice(start));
}

async function stretch(path: string, from: (size: number) => number) {
  const file = await unlessAbsent(open(path, 'r'));
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(lineAtMost), 0, lineAtMost, from(size));
    return { text: buffer.toString('utf8', 0, bytesRead), isAll: size <= lineAtMost };
  } finally {
    await file.close();
  }
}
