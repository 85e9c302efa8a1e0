import type { JournalEntry, JournaledWrite, JournalResult, Sender } from './journal';
import type { JournalFile } from './journalFolder';

/** A window may wait this long for an answer; what is older has no sender any more, whoever has its process id now. */
const longestWaitMilliseconds = 15 * 60_000;

/** The writes that files of a journal tell of, each with its result, newest first. `senderOf` tells whose file one of this name is. */
export function journaledWritesIn(
  files: readonly JournalFile[],
  senderOf: (file: string) => Sender,
  now: number,
): readonly JournaledWrite[] {
  const results = resultsIn(files);
  return files
    .flatMap(({ name, lines }) => {
      const sender = senderOf(name);
      return lines.flatMap(({ line }): readonly JournaledWrite[] => {
        if (!line || !('begin' in line)) return [];
        const { begin: entry } = line;
        const isRecent = now - entry.time < longestWaitMilliseconds;
        return [{ entry, result: results.get(entry.id), sender: isRecent ? sender : 'gone' }];
      });
    })
    .sort((one, other) => orderOf(other.entry) - orderOf(one.entry));
}

/** The place of an entry among all others. */
export function orderOf({ order, time }: JournalEntry): number {
  return order ?? time;
}

/** A result may stand in another window's file: that of the window which cleared up. */
function resultsIn(files: readonly JournalFile[]): ReadonlyMap<string, JournalResult> {
  const results = new Map<string, JournalResult>();
  for (const { line } of files.flatMap(({ lines }) => lines)) {
    if (!line || !('end' in line)) continue;
    const { id, ...result } = line.end;
    const known = results.get(id);
    if (!known || tellsMore(result, known)) results.set(id, result);
  }
  return results;
}

/** A later look may tell more than the first; what is known to have gone through stays so, whatever the clock says of which was later. */
function tellsMore(one: JournalResult, other: JournalResult): boolean {
  const wentThrough = ({ state }: JournalResult): boolean => state === 'verified' || state === 'applied';
  return wentThrough(one) === wentThrough(other) ? one.time >= other.time : wentThrough(one);
}
