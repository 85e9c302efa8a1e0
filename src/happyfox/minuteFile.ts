import { closeSync, fstatSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Entry } from './ledger';
import { budgetWindow } from './limits';

/** A line of a minute's file: time, mark or another word, and a name. */
const line = /^(\d{1,16}) (read|write|released|withdrawn|lockout) (\S+)$/;

/** What a line says: that an entry stands, that the one of this name does not any more, or that there is news of a lock-out. */
export type Line = Entry | (Omit<Entry, 'mark'> & { readonly mark: 'withdrawn' | 'lockout' });

const piece = Buffer.alloc(64 * 1024);

/** One minute's part of a ledger: a file to which several processes append lines. It is kept open, and read on from where the last look ended. */
export class MinuteFile {
  readonly entries: Entry[] = [];
  #file: number | undefined;
  /** Bytes read so far; what follows is news. */
  #offset = 0;
  /** The begin of a line whose end is not there yet. */
  #rest = '';

  constructor(
    readonly number: number,
    readonly path: string,
  ) {}

  /** Appends a line, which is atomic on local disks. Makes the file and its folder if need be. Throws what the file system throws. */
  append({ at, mark, name }: Line): void {
    // A line begins with a line break, so that one cut short by a crash does not spoil the next.
    writeSync(this.#open(), `\n${at} ${mark} ${name}\n`);
  }

  /** Whole lines that were appended since the last look; damaged ones are passed over. Throws what the file system throws. */
  news(): readonly Line[] {
    if (this.#file === undefined && !statSync(this.path, { throwIfNoEntry: false })) return [];
    const { size, nlink } = fstatSync(this.#open());
    if (nlink > 0) return size > this.#offset ? this.#readOn() : [];
    // Somebody has removed it: what this window and others write from now on goes to a new one.
    this.close();
    this.#offset = 0;
    this.#rest = '';
    return [];
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #readOn(): readonly Line[] {
    let text = '';
    for (let read = piece.length; read === piece.length; this.#offset += read) {
      read = readSync(this.#open(), piece, 0, piece.length, this.#offset);
      text += piece.toString('latin1', 0, read);
    }
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((each) => this.#parsed(each) ?? []);
  }

  #parsed(text: string): Line | undefined {
    const [, time, mark, name] = line.exec(text) ?? [];
    if (!time || !isMark(mark) || !name) return undefined;
    const at = Number(time);
    // A line of another minute is damage, and would count for too long.
    return Math.floor(at / budgetWindow) === this.number ? { at, mark, name } : undefined;
  }

  #open(): number {
    if (this.#file !== undefined) return this.#file;
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    return (this.#file = openSync(this.path, 'a+', 0o600));
  }
}

function isMark(word: string | undefined): word is Line['mark'] {
  return word === 'read' || word === 'write' || word === 'released' || word === 'withdrawn' || word === 'lockout';
}
