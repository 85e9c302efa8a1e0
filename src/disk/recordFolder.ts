import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessAbsent, unlessAbsentNow } from './absence';
import { FileLock, LockTaken } from './fileLock';
import { checksumOf } from './fileNames';
import { Queue } from './queues';
import { renameFile } from './renameFile';
import { replaceFile } from './replaceFile';

/** What a folder of records is made with. */
interface RecordFolderOptions<Value> {
  readonly folder: string;
  /** Whether a value that is whole has the form of a record: the only other form is that of another version. */
  readonly is: (value: unknown) => value is Value;
  /** Hears of a file that was damaged, with the path at which it now lies aside. */
  readonly onDamaged: (path: string) => void;
}

const ending = '.json';
const form = 1;

/**
 * Values on disk that windows share, a file each, under one lock. A record is changed by comparing and replacing: whoever changes it is
 * given what it holds now, and nobody can change it in between. Only a file that is not there is no record. One that can't be read
 * throws; one that is damaged is set aside, and told.
 */
export class RecordFolder<Value> {
  readonly #folder: string;
  readonly #is: (value: unknown) => value is Value;
  readonly #onDamaged: (path: string) => void;
  readonly #lock: FileLock;
  readonly #queue = new Queue();

  constructor({ folder, is, onDamaged }: RecordFolderOptions<Value>) {
    this.#folder = folder;
    this.#is = is;
    this.#onDamaged = onDamaged;
    this.#lock = new FileLock(join(folder, '.lock'));
  }

  /** The record of this name; undefined where there is none. Throws what the file system throws. */
  async read(name: string): Promise<Value | undefined> {
    const text = await unlessAbsent(readFile(this.#path(name), 'utf8'));
    const value = text === undefined ? undefined : this.#valueIn(text);
    if (text === undefined || value !== undefined) return value;
    return this.#queue.run(() => this.#lock.during(() => this.#readOrSetAside(name)));
  }

  /** The same at once, for what must be known before anything can be waited for. Keep it small. */
  readNow(name: string): Value | undefined {
    const text = unlessAbsentNow(() => readFileSync(this.#path(name), 'utf8'));
    const value = text === undefined ? undefined : this.#valueIn(text);
    // Told by whoever gets to it: this caller can't wait for the lock.
    if (text !== undefined && value === undefined) void this.read(name).catch(() => undefined);
    return value;
  }

  /** Changes whenever the record does; undefined where there is none. Throws what the file system throws. */
  stampNow(name: string): string | undefined {
    const found = unlessAbsentNow(() => statSync(this.#path(name), { bigint: true }));
    return found && `${found.ino} ${found.mtimeNs} ${found.size}`;
  }

  /** The names of all records. */
  async names(): Promise<readonly string[]> {
    const files = (await unlessAbsent(readdir(this.#folder))) ?? [];
    return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  }

  /**
   * Changes one record: `change` is given what it holds and returns what it is to hold, undefined for nothing; the same value leaves it
   * alone. What `change` throws is passed on, and the record stays as it was. Throws `LockTaken` or what the file system throws.
   * @returns what the record holds now
   */
  alter(name: string, change: (now: Value | undefined) => Value | undefined): Promise<Value | undefined> {
    return this.alterAll([[name, change]]).then(([value]) => value);
  }

  /** Changes several records under the lock, in their order. Those in front of one that fails are changed. */
  alterAll(
    changes: readonly (readonly [name: string, change: (now: Value | undefined) => Value | undefined])[],
  ): Promise<readonly (Value | undefined)[]> {
    if (changes.length === 0) return Promise.resolve([]);
    return this.#queue.run(() =>
      this.#lock.during(async (held) => {
        const values: (Value | undefined)[] = [];
        for (const [name, change] of changes) {
          const now = await this.#readOrSetAside(name);
          const next = change(now);
          // Whoever slept for longer than a lock is held must not write over what its successor wrote.
          if (next !== now && !(await held.isMine())) throw new LockTaken('The lock was lost');
          if (next === undefined) await rm(this.#path(name), { force: true });
          else if (next !== now) await replaceFile(this.#path(name), textOf(next));
          values.push(next);
        }
        return values;
      }),
    );
  }

  #valueIn(text: string): Value | undefined {
    const [head = '', body = ''] = text.split('\n', 2);
    try {
      if (head !== headOf(body)) return undefined;
      const value: unknown = JSON.parse(body);
      return this.#is(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Under the lock: else it might be a whole one by now that is set aside. A damaged one may be all there is of what a person typed. */
  async #readOrSetAside(name: string): Promise<Value | undefined> {
    const path = this.#path(name);
    const text = await unlessAbsent(readFile(path, 'utf8'));
    const value = text === undefined ? undefined : this.#valueIn(text);
    if (text === undefined || value !== undefined) return value;
    const aside = `${path}.damaged-${randomUUID()}`;
    if (await unlessAbsent(renameFile(path, aside).then(() => true))) this.#onDamaged(aside);
    return undefined;
  }

  #path(name: string): string {
    return join(this.#folder, `${name}${ending}`);
  }
}

function textOf(value: unknown): string {
  const body = JSON.stringify(value);
  return `${headOf(body)}\n${body}\n`;
}

function headOf(body: string): string {
  return JSON.stringify({ version: form, checksum: checksumOf(body) });
}
