import type { Clock } from '../../../src/happyfox/clock';

/** How many times faster than the machine's the office's clock goes: a budget's minute passes in three seconds. */
const pace = 20;
const begin = Date.parse('2026-01-15T09:00:00Z');

/** Milliseconds since the office's clock began, the same in all processes of the machine. */
function elapsed(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return Math.floor((seconds * 1_000 + nanoseconds / 1_000_000) * pace);
}

/** The time of the office, which all its processes share; the wall clock of each may be set forward or back. */
export class OfficeClock implements Clock {
  /** How far the wall clock is ahead, in milliseconds. */
  skew = 0;
  readonly monotonic = elapsed;
  readonly now = (): number => begin + elapsed() + this.skew;

  setTimeout(callback: () => void, milliseconds: number): () => void {
    const timer = setTimeout(callback, milliseconds / pace);
    return () => clearTimeout(timer);
  }
}
