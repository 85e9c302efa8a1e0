import { settledAfter } from '../happyfox/limits';
import type { JournalEntry } from './journal';
import type { Writer } from './writer';

/** What the age of a write is measured by. */
export type Clock = Pick<Writer, 'now' | 'monotonic'>;

/** How long it takes until nothing more can come of a write of the journal, in milliseconds; 0 where it is as old as that. */
export function settlesIn(entry: Pick<JournalEntry, 'time' | 'monotonic'>, clock: Clock): number {
  return Math.min(Math.max(settlesAt(entry, clock) - clock.monotonic(), 0), settledAfter);
}

/** Since when nothing more can come of a write of the journal, or from when on, in monotonic milliseconds. */
export function settlesAt(
  { time, monotonic: begun }: Pick<JournalEntry, 'time' | 'monotonic'>,
  { now, monotonic }: Clock,
): number {
  const age = begun === undefined ? now() - time : leastAge(begun, monotonic());
  return monotonic() + settledAfter - age;
}

/** The machine may have started again since, which was no later than its count began. */
function leastAge(begun: number, monotonic: number): number {
  return begun <= monotonic ? monotonic - begun : monotonic;
}
