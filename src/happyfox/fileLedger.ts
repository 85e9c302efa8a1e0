import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unlessAbsentNow } from '../disk/absence';
import type { Clock } from './clock';
import { longerOf, type Entry, type Ledger, type Lockout, type Mark } from './ledger';
import { budgetWindow, sentWithin } from './limits';
import { LockoutFile } from './lockoutFile';
import { MinuteFile, type Line } from './minuteFile';
import { Times } from './times';
import type { TellOnce } from './tellOnce';

/**
 * The ledger that several windows, which are processes, keep in files beside each other: one file a minute to which each appends a line
 * per request, and one for the lock-out. Minutes are those since the machine started, so that setting a clock changes nothing.
 *
 * Nothing is locked, so nothing can stay locked by a process that died. A window looks, appends, and looks again: what stands before its
 * own line counts against it, and all that stands in other files. Of the requests within any minute the one that was appended last has seen
 * all others, so they are never more than allowed: each look takes in every file in which one of them can stand, from the minute before the
 * one that this window was in when its turn came, to the one that the clock, which is the same for all, has reached since. A line that lost
 * the race counts all the same, which errs on the safe side. Appends of a line are atomic on local disks.
 *
 * The folder, which holds ledgers alone, is made when first written to. Where the files cannot be written or read, the window goes on
 * alone, and tells so once.
 */
export class FileLedger implements Ledger {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #files: TellOnce;
  readonly #lockouts: LockoutFile;
  readonly #times: Readonly<Record<Mark, Times>> = { read: new Times(), write: new Times(), released: new Times() };
  #minutes: MinuteFile[] = [];
  #current: number | undefined;
  #lockout: Lockout | undefined;
  /** Whether the file of the lock-out may say something new. */
  #lockoutIsNews = false;
  #closed = false;

  /** @param path the file of the lock-out; those of the minutes stand beside it, with a number at the end */
  constructor(path: string, clock: Clock, files: TellOnce) {
    this.#path = path;
    this.#clock = clock;
    this.#files = files;
    this.#lockouts = new LockoutFile(path, clock, files);
  }

  get lockout(): Lockout | undefined {
    return this.#lockout;
  }

  refresh(now: number): void {
    if (!this.#closed) {
      this.#turnTo(Math.floor(now / budgetWindow), now);
      this.#look(now);
      if (this.#lockoutIsNews) this.#readLockout(now);
    }
    for (const times of Object.values(this.#times)) times.trim(now - budgetWindow);
  }

  times(mark: Mark): Times {
    return this.#times[mark];
  }

  add(entry: Entry, most: number): boolean {
    const { mark, at } = entry;
    const minute = this.#minute(Math.floor(at / budgetWindow));
    if (!this.#append(minute, entry)) {
      this.#times[mark].add(at);
      return true;
    }
    this.#look(at);
    return this.#before(minute, entry) < most;
  }

  withdraw({ mark, at, name }: Entry): void {
    const minute = this.#minute(Math.floor(at / budgetWindow));
    if (this.#append(minute, { mark: 'withdrawn', at, name })) this.#readNews(minute);
    else this.#times[mark].remove(at);
  }

  setLockout(lockout: Lockout, now: number): void {
    this.#writeLockout(longerOf(lockout, this.#lockout) ?? lockout, now);
  }

  close(): void {
    this.#closed = true;
    for (const minute of this.#minutes) this.#files.attempt(() => minute.close());
  }

  #writeLockout(lockout: Lockout, now: number): void {
    this.#lockout = this.#lockouts.write(lockout, now);
    this.#append(this.#minute(Math.floor(now / budgetWindow)), { mark: 'lockout', at: now, name: randomUUID() });
  }

  /** Takes in what has been written, from the minute before to the latest that anybody can have written in by now. */
  #look(now: number): void {
    const last = Math.floor((Math.max(now, this.#clock.monotonic()) + sentWithin) / budgetWindow);
    const first = (this.#current ?? last) - 1;
    for (let number = first; number <= last; number += 1) this.#readNews(this.#minute(number));
  }

  #append(minute: MinuteFile, line: Line): boolean {
    if (this.#closed) return false;
    const done = this.#files.attempt(() => {
      minute.append(line);
      return true;
    });
    return done ?? false;
  }

  /** How many like it stand before the entry within the window; all in other minutes' files do, to be safe. */
  #before({ entries }: MinuteFile, { mark, at, name }: Entry): number {
    let own = entries.length - 1;
    let after = 0;
    for (; own >= 0 && entries[own]?.name !== name; own -= 1) if (entries[own]?.mark === mark) after += 1;
    if (own >= 0) return this.#times[mark].size - 1 - after;
    // Written, but not to be read back: the file was spoiled or removed meanwhile.
    this.#times[mark].add(at);
    return this.#times[mark].size - 1;
  }

  /** Keeps the files that the window can reach into, and removes what is older. */
  #turnTo(current: number, now: number): void {
    if (this.#current === current) return;
    this.#current = current;
    this.#lockoutIsNews = true;
    const isNear = (number: number): boolean => Math.abs(number - current) <= 1;
    for (const minute of this.#minutes) if (!isNear(minute.number)) this.#files.attempt(() => minute.close());
    this.#minutes = this.#minutes.filter(({ number }) => isNear(number));
    for (const number of [current - 1, current, current + 1]) this.#minute(number);
    for (const [path, number] of this.#minutesOnDisk()) {
      // Of before the machine started, which may be less than a minute ago: as the latest that it can be.
      if (number > current + 1 && now < budgetWindow) {
        if (basename(path) === `${basename(this.#path)}.${number}`) this.#countAsOfStart(new MinuteFile(number, path));
      }
      // A minute of grace for windows that are late to turn.
      else if (number < current - 2 || number > current + 2) this.#files.attempt(() => rmSync(path, { force: true }));
    }
  }

  /** The files of all ledgers, whose minutes are the same: who else would remove those of a key that nobody uses any more? */
  #minutesOnDisk(): readonly (readonly [path: string, number: number])[] {
    const folder = dirname(this.#path);
    const names = this.#files.attempt(() => unlessAbsentNow(() => readdirSync(folder))) ?? [];
    return names.flatMap((name) => {
      const [, number] = /\.(\d+)$/.exec(name) ?? [];
      return number === undefined ? [] : [[join(folder, name), Number(number)] as const];
    });
  }

  #countAsOfStart(minute: MinuteFile): void {
    for (const { mark } of this.#files.attempt(() => minute.news()) ?? [])
      if (mark === 'read' || mark === 'write') this.#times[mark].add(0);
    this.#files.attempt(() => minute.close());
  }

  #minute(number: number): MinuteFile {
    const known = this.#minutes.find((minute) => minute.number === number);
    if (known) return known;
    const minute = new MinuteFile(number, `${this.#path}.${number}`);
    this.#minutes.push(minute);
    return minute;
  }

  #readNews(minute: MinuteFile): void {
    if (this.#closed) return;
    for (const { mark, at, name } of this.#files.attempt(() => minute.news()) ?? []) {
      if (mark === 'lockout') {
        this.#lockoutIsNews = true;
        continue;
      }
      if (mark !== 'withdrawn') {
        minute.entries.push({ mark, at, name });
        this.#times[mark].add(at);
        continue;
      }
      const index = minute.entries.findIndex((entry) => entry.name === name);
      const [taken] = index < 0 ? [] : minute.entries.splice(index, 1);
      if (taken) this.#times[taken.mark].remove(taken.at);
    }
  }

  /** Another window's lock-out, if it is the longer one; should it be the shorter one, it has written over ours. */
  #readLockout(now: number): void {
    this.#lockoutIsNews = false;
    const read = this.#lockouts.news(now);
    if (!read) return;
    const standing = longerOf(read, this.#lockout);
    if (standing && standing.until > read.until && standing.until > now) this.#writeLockout(standing, now);
    else this.#lockout = standing;
  }
}
