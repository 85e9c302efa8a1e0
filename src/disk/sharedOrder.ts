import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAbsent } from './absence';

/** Something that happened, as all windows that share the order learn of it. */
export interface SharedEvent {
  readonly text: string;
  /** Greater than every moment that was `now` before it happened; every moment from then on is at least that. */
  readonly moment: number;
  /** Whether it was added here. */
  readonly own: boolean;
}

/** What an order is made with. */
interface SharedOrderOptions {
  /** The file, which all windows name alike; undefined where nothing is shared. */
  readonly path: string | undefined;
  /** Hears once that events can't be written, so that other windows don't learn of them. */
  readonly onUnwritable?: (error: unknown) => void;
}

const newline = 0x0a;
/** By so much an event that could not be written comes after what was before it, and before the next that can. */
const step = 2 ** -10;

/**
 * Says of two things that happened in different windows which came first, whatever their clocks say and whoever sets them: each event is a line
 * of a file that all of them append to, and a moment is how long the file is then. At once, so that nothing comes between an event and its moment.
 *
 * The file is never cut back: moments are kept on disk as well, and those after a cut would be less than these. Nor would a window that writes
 * just then know that it writes into what is gone, unless all of them waited for a lock.
 */
export class SharedOrder {
  readonly #path: string | undefined;
  readonly #onUnwritable: (error: unknown) => void;
  readonly #tag = randomBytes(6).toString('hex');
  #news: SharedEvent[] = [];
  #read = 0;
  #latest = 0;
  #slip = 0;
  #told = false;

  constructor({ path, onUnwritable = () => undefined }: SharedOrderOptions) {
    this.#path = path;
    this.#onUnwritable = onUnwritable;
  }

  /** The moment it is. */
  now(): number {
    this.#latest = Math.max(this.#latest, this.#length() + this.#slip);
    return this.#latest;
  }

  /** Something has just happened: `text`, on one line, tells the other windows what. Never throws. @returns its moment */
  add(text: string): number {
    const moment = this.#append(text);
    if (moment !== undefined) return moment;
    const before = this.now();
    this.#slip += step;
    this.#latest = Math.max(this.now(), before + step);
    this.#news.push({ text, moment: this.#latest, own: true });
    return this.#latest;
  }

  /** What has happened since this was last asked, here and elsewhere, in order. All there is, the first time. */
  news(): readonly SharedEvent[] {
    this.#take();
    return this.#news.splice(0);
  }

  /** Whether there is something to tell without a look at the file: what was added here, for one. */
  get hasNews(): boolean {
    return this.#news.length > 0;
  }

  #append(text: string): number | undefined {
    if (this.#path === undefined) return undefined;
    try {
      const line = `\n${this.#tag} ${text}\n`;
      try {
        appendFileSync(this.#path, line, { mode: 0o600 });
      } catch (error) {
        if (!isAbsent(error)) throw error;
        mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
        appendFileSync(this.#path, line, { mode: 0o600 });
      }
    } catch (error) {
      if (!this.#told) this.#onUnwritable(error);
      this.#told = true;
      return undefined;
    }
    const before = this.#news.length;
    this.#take();
    return this.#news.slice(before).findLast(({ own }) => own)?.moment;
  }

  /** Takes in the lines that are whole. What can't be read now is read the next time. */
  #take(): void {
    const length = this.#length();
    if (this.#path === undefined || length === this.#read) return;
    // It was removed, by hand for one, and began anew: what happens from now on comes later all the same.
    if (length < this.#read) {
      this.#slip = Math.max(this.#slip, this.#latest);
      this.#read = 0;
    }
    const bytes = stretchOf(this.#path, this.#read, length);
    if (!bytes) return;
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      const [tag, ...words] = bytes.toString('utf8', start, end).split(' ');
      start = end + 1;
      if (words.length === 0) continue;
      const moment = this.#read + start + this.#slip;
      this.#latest = Math.max(this.#latest, moment);
      this.#news.push({ text: words.join(' '), moment, own: tag === this.#tag });
    }
    this.#read += start;
  }

  #length(): number {
    if (this.#path === undefined) return 0;
    try {
      return statSync(this.#path).size;
    } catch (error) {
      return isAbsent(error) ? 0 : this.#read;
    }
  }
}

function stretchOf(path: string, from: number, to: number): Buffer | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(to - from);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
