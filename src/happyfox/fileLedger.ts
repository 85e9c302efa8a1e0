import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Ledger, Lockout, Mark } from './ledger';
import { budgetWindow, longestLockout } from './limits';
import { Times } from './times';

/** A line of a minute's file: time, mark, and who wrote it as its how-manieth. */
const line = /^(\d{10,16}) (read|write|released) (\S+)$/;

/** What has been read of one minute's file. */
interface Minute {
  readonly number: number;
  readonly path: string;
  /** Bytes read so far; what follows is news. */
  offset: number;
  /** The begin of a line whose end is not there yet. */
  rest: string;
  readonly entries: { readonly mark: Mark; readonly at: number; readonly name: string }[];
}

/**
 * The ledger that several windows, which are processes, keep in files beside each other: one file a minute to which each appends a line
 * per request, and one for the lock-out.
 *
 * Nothing is locked, so nothing can stay locked by a process that died. A window looks, appends, and looks again: what stands before its
 * own line counts against it. Of the requests within any minute the one that is last in its file has seen all others, so they are never more
 * than allowed. A line that lost the race counts all the same, which errs on the safe side. Appends of a line are atomic on local disks.
 *
 * A damaged line is passed over. Where the files cannot be written, the window goes on alone.
 */
export class FileLedger implements Ledger {
  readonly #path: string;
  readonly #writer: string;
  readonly #times: Readonly<Record<Mark, Times>> = { read: new Times(), write: new Times(), released: new Times() };
  #minutes: Minute[] = [];
  #current: number | undefined;
  #count = 0;
  #lockout: Lockout | undefined;
  /** Tells whether the lock-out's file has been written since the last look. */
  #lockoutStamp: string | undefined;

  /** @param writer tells this window from all others, also from those of the same process */
  constructor(path: string, writer: string) {
    this.#path = path;
    this.#writer = writer;
  }

  get lockout(): Lockout | undefined {
    return this.#lockout;
  }

  refresh(now: number): void {
    this.#turnTo(Math.floor(now / budgetWindow));
    for (const minute of this.#minutes) this.#readNews(minute);
    for (const times of Object.values(this.#times)) times.trim(now - budgetWindow, now);
    this.#readLockout(now);
  }

  times(mark: Mark): Times {
    return this.#times[mark];
  }

  add(mark: Mark, at: number, most: number): boolean {
    this.#count += 1;
    const name = `${this.#writer}-${this.#count}`;
    const minute = this.#minute(Math.floor(at / budgetWindow));
    // A line begins with a line break, so that one cut short by a crash does not spoil the next.
    const written = attempt(() => {
      appendFileSync(minute.path, `\n${at} ${mark} ${name}\n`, { mode: 0o600 });
      return true;
    });
    if (!written) {
      this.#times[mark].add(at);
      return true;
    }
    // The next minute's file too: another's clock may have been there already.
    for (const each of [minute, this.#minute(minute.number + 1)]) this.#readNews(each);
    return this.#before(minute, mark, at, name) < most;
  }

  setLockout(lockout: Lockout): void {
    this.#lockout = lockout;
    const draft = `${this.#path}.${this.#writer}`;
    // Should it fail, this window knows, and the others will hear it from the server.
    attempt(() => {
      writeFileSync(draft, JSON.stringify(lockout), { mode: 0o600 });
      renameSync(draft, this.#path);
    });
  }

  /** How many like it stand before the line of this name within the window; all in other minutes' files do, to be safe. */
  #before(minute: Minute, mark: Mark, at: number, name: string): number {
    const { entries } = minute;
    let own = entries.length - 1;
    let after = 0;
    for (; own >= 0 && entries[own]?.name !== name; own -= 1) if (entries[own]?.mark === mark) after += 1;
    if (own >= 0) return this.#times[mark].size - 1 - after;
    // Written, but not to be read back: the file was spoiled meanwhile.
    this.#times[mark].add(at);
    return this.#times[mark].size - 1;
  }

  /** Keeps the files that the window can reach into, and removes what is older. */
  #turnTo(current: number): void {
    if (this.#current === current) return;
    this.#current = current;
    // Those further ahead are of a clock that has been set back since.
    this.#minutes = this.#minutes.filter(({ number }) => Math.abs(number - current) <= 1);
    for (const number of [current - 1, current]) this.#minute(number);
    const prefix = `${basename(this.#path)}.`;
    for (const name of attempt(() => readdirSync(dirname(this.#path))) ?? []) {
      const number = name.startsWith(prefix) ? /^\d+$/.exec(name.slice(prefix.length)) : null;
      // A minute of grace for windows that are late to turn.
      if (number && Number(number[0]) < current - 2) {
        attempt(() => {
          rmSync(join(dirname(this.#path), name), { force: true });
        });
      }
    }
  }

  #minute(number: number): Minute {
    const known = this.#minutes.find((minute) => minute.number === number);
    if (known) return known;
    const minute: Minute = { number, path: `${this.#path}.${number}`, offset: 0, rest: '', entries: [] };
    this.#minutes.push(minute);
    this.#minutes.sort((a, b) => a.number - b.number);
    return minute;
  }

  #readNews(minute: Minute): void {
    const text = attempt(() => news(minute)) ?? '';
    if (text === '') return;
    const lines = (minute.rest + text).split('\n');
    minute.rest = lines.pop() ?? '';
    for (const each of lines) {
      const [, at, mark, name] = line.exec(each) ?? [];
      // A line of another minute is damage, and would count for too long.
      if (!at || !name || (mark !== 'read' && mark !== 'write' && mark !== 'released')) continue;
      if (Math.floor(Number(at) / budgetWindow) !== minute.number) continue;
      minute.entries.push({ mark, at: Number(at), name });
      this.#times[mark].add(Number(at));
    }
  }

  /** Another window's lock-out, if it is the longer one. One that ends later than any can is damage. */
  #readLockout(now: number): void {
    const version = attempt(() => statSync(this.#path, { throwIfNoEntry: false }));
    const stamp = version && `${version.ino} ${version.mtimeMs} ${version.size}`;
    if (stamp === undefined || stamp === this.#lockoutStamp) return;
    this.#lockoutStamp = stamp;
    const read = attempt((): unknown => JSON.parse(readFileSync(this.#path, 'utf8')));
    if (typeof read !== 'object' || read === null || !('until' in read) || typeof read.until !== 'number') return;
    if (read.until > now + longestLockout || (this.#lockout && this.#lockout.until > read.until)) return;
    this.#lockout = { until: read.until, proven: 'proven' in read && read.proven === true };
  }
}

/** The files may be gone, locked or on a full disk; the window then goes on with what it knows. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What was appended to the file since the last look; nothing where there is no file. */
function news(minute: Minute): string {
  const size = statSync(minute.path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= minute.offset) return '';
  const buffer = Buffer.alloc(size - minute.offset);
  const file = openSync(minute.path, 'r');
  try {
    const read = readSync(file, buffer, 0, buffer.length, minute.offset);
    minute.offset += read;
    return buffer.toString('latin1', 0, read);
  } finally {
    closeSync(file);
  }
}
