import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { FileLock } from '../disk/fileLock';
import { accountFileName } from '../disk/fileNames';
import { troubleWith, type FileTrouble } from '../disk/fileTrouble';
import { appendLine } from '../disk/lines';
import { once } from '../disk/once';
import { isProcessAlive } from '../disk/processAlive';
import { Queue } from '../disk/queues';
import { removeFolder } from '../disk/removeFolder';
import { sealed } from '../disk/sealedLines';
import {
  JournalUnavailable,
  refuseRecreated,
  sameDeletion,
  type Journal,
  type JournalEntry,
  type JournaledWrite,
  type JournalResult,
  type Sender,
} from './journal';
import { journaledWritesIn, orderOf } from './journaledWrites';
import {
  begunIn,
  journalIn,
  putJournalFile,
  refuseUnsound,
  setAside,
  troublesIn,
  without,
  type JournalFolder,
} from './journalFolder';
import type { JournalLine } from './journalLine';
import { JournalReading } from './journalReading';
import { lostUpdates } from './lostWrites';
import { WriteRefused } from './writeRefused';

/** Writes after which the journal is cut back to its limit; also done when a window starts. */
const pruneEvery = 50;

/** Whom a journal tells of what it does not throw. */
export interface JournalOptions {
  readonly now?: () => number;
  /** Takes a line for the log. */
  readonly warn?: (line: string) => void;
  /** Hears of a file that was damaged, with the path at which its copy lies aside. */
  readonly onDamaged?: (path: string) => void;
}

/** What of a journal can be read, and the files that stand in the way of the rest. */
interface JournalList {
  /** Newest first. */
  readonly writes: readonly JournaledWrite[];
  readonly troubles: readonly FileTrouble[];
}

/**
 * The journal on disk: per account a folder, in it a file per window, a line per event. Each window writes its own file alone, so
 * that none can damage another's lines; reading takes them together. A file that can't be read is never taken for one that is not there:
 * `list` shows the others, and everything that decides by the journal is refused.
 */
export class JournalFiles implements Journal {
  private readonly events = new EventEmitter<{ change: [string] }>();
  private readonly file = `${process.pid}-${randomUUID()}.jsonl`;
  private readonly queue = new Queue();
  private readonly looks = new JournalReading();
  private readonly now: () => number;
  private readonly warn: (line: string) => void;
  private readonly onDamaged: (path: string) => void;
  private begun = 0;
  /** The place of the newest write that is known of each account. */
  private readonly newest = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly mostEntries: () => number,
    { now = Date.now, warn = () => undefined, onDamaged = () => undefined }: JournalOptions = {},
  ) {
    this.now = now;
    this.warn = once(warn);
    this.onDamaged = onDamaged;
  }

  /** Calls `listener` with the account's id when its journal has changed in this window; the returned function stops that. */
  onChange(listener: (accountId: string) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  async begin(meant: JournalEntry): Promise<void> {
    const entry = await this.placed(meant);
    try {
      if (entry.operation === 'create' && entry.reverts !== undefined) await this.beginOnce(entry, entry.reverts);
      else await this.append(entry.accountId, { begin: entry });
    } catch (error) {
      if (error instanceof WriteRefused) throw error;
      const file = troubleWith(this.path(entry.accountId, this.file), 'unwritable', error);
      throw new JournalUnavailable('The journal can’t be written', { file, cause: error });
    }
    this.events.emit('change', entry.accountId);
    this.begun += 1;
    if (this.begun % pruneEvery !== 0) return;
    void this.prune(entry.accountId).catch(() => this.warn('The journal could not be cut back to its limit.'));
  }

  async end({ id, accountId }: JournalEntry, result: JournalResult): Promise<void> {
    try {
      await this.append(accountId, { end: { id, ...result } });
    } catch {
      // The write counts as under way, and is looked up when a window starts.
      this.warn('What became of a write could not be written down; it will be looked up.');
    }
    this.events.emit('change', accountId);
  }

  async lost(accountId: string, assetId: number): Promise<readonly JournalEntry[]> {
    return lostUpdates(await this.read(accountId), assetId);
  }

  /** Every write of an account that is remembered, newest first, also in outline, to decide by. Throws `JournalUnavailable` where there may be more than can be read. */
  async read(accountId: string): Promise<readonly JournaledWrite[]> {
    const found = await this.found(accountId);
    refuseUnsound(found, this.path(accountId));
    return this.writesIn(found);
  }

  /** What of an account's journal can be read, to look at. */
  async list(accountId: string): Promise<JournalList> {
    const found = await this.found(accountId, (folder) => this.looks.read(folder));
    return { writes: this.writesIn(found).filter(isWhole), troubles: troublesIn(found, this.path(accountId)) };
  }

  /**
   * Forgets the oldest writes beyond the limit, but none that is not resolved. Of one that has brought a deleted asset back an outline
   * stays: the deletion may be remembered for longer, here or by its plan. Files of other living windows are left to them. Throws
   * `JournalUnavailable`, and what the file system throws.
   */
  prune(accountId: string): Promise<void> {
    return this.queue.run(async () => {
      const found = await journalIn(this.path(accountId));
      await this.mend(accountId, found);
      refuseUnsound(found, this.path(accountId));
      const { files } = found;
      const altered = files.filter(({ name }) => this.isOurs(name));
      // A result may stand in another file than its write, and without it the write would count as under way again.
      const unreachable = new Set(files.filter((file) => !altered.includes(file)).flatMap(begunIn));
      const surplus = this.writesIn(found).filter(isWhole).slice(this.mostEntries());
      const resolved = surplus.filter(({ entry, result }) => result && !unreachable.has(entry.id));
      if (resolved.length === 0) return;
      const forgotten = new Map(resolved.map((write) => [write.entry.id, write]));
      for (const file of altered) {
        const left = without(file, forgotten);
        if (left) await putJournalFile(this.path(accountId), left);
      }
      this.events.emit('change', accountId);
    });
  }

  /** Erases the account's journal. */
  erase(accountId: string): Promise<void> {
    return this.queue.run(async () => {
      await removeFolder(this.path(accountId));
      this.events.emit('change', accountId);
    });
  }

  private async found(
    accountId: string,
    read: (folder: string) => Promise<JournalFolder> = (folder) => journalIn(folder),
  ): Promise<JournalFolder> {
    await this.queue.settled();
    const found = await read(this.path(accountId));
    if (found.files.some(({ damaged }) => damaged !== undefined))
      await this.queue.run(() => this.mend(accountId, found));
    return found;
  }

  private writesIn({ files }: JournalFolder): readonly JournaledWrite[] {
    const writes = journaledWritesIn(files, (name) => this.senderOf(name), this.now());
    const [first] = writes;
    if (first) this.noteNewest(first.entry.accountId, orderOf(first.entry));
    return writes;
  }

  /** The entry with its place behind every other that is known. */
  private async placed(entry: JournalEntry): Promise<JournalEntry> {
    const { accountId, time } = entry;
    if (!this.newest.has(accountId)) this.writesIn(await journalIn(this.path(accountId)));
    const order = Math.max(time, (this.newest.get(accountId) ?? 0) + 1);
    this.noteNewest(accountId, order);
    return { ...entry, order };
  }

  private noteNewest(accountId: string, order: number): void {
    this.newest.set(accountId, Math.max(order, this.newest.get(accountId) ?? 0));
  }

  /** Of all who would undo a deletion, in whichever window, one is told that nobody else has. */
  private beginOnce(entry: JournalEntry, deletion: string): Promise<void> {
    const { accountId } = entry;
    return new FileLock(join(this.path(accountId), 'undo')).during(async () => {
      const writes = await this.read(accountId);
      refuseRecreated(writes, deletion);
      await this.append(accountId, { begin: { ...entry, alsoReverts: sameDeletion(writes, deletion) } });
    });
  }

  private append(accountId: string, line: JournalLine): Promise<void> {
    return this.queue.run(() => appendLine(this.path(accountId, this.file), sealed(line)));
  }

  /** Sets damaged files aside, except those of other living windows, which do so themselves. For who has the queue. */
  private async mend(accountId: string, { files }: JournalFolder): Promise<void> {
    for (const { name, damaged } of files) {
      if (damaged === undefined || !this.isOurs(name)) continue;
      try {
        const copy = await setAside(this.path(accountId), name);
        if (copy === undefined) continue;
        this.onDamaged(copy);
        this.events.emit('change', accountId);
      } catch {
        // It stays as it is, and whoever decides by it is refused again.
        this.warn('A damaged file of the journal could not be set aside.');
      }
    }
  }

  private senderOf(file: string): Sender {
    if (file === this.file) return 'this';
    return isAlive(file) ? 'other' : 'gone';
  }

  /** Whether this window may write a file: its own, or that of one that is gone. */
  private isOurs(file: string): boolean {
    return this.senderOf(file) !== 'other';
  }

  private path(accountId: string, ...file: readonly string[]): string {
    return join(this.folder, accountFileName(accountId), ...file);
  }
}

function isWhole({ entry }: JournaledWrite): boolean {
  return entry.isOutline !== true;
}

function isAlive(file: string): boolean {
  return isProcessAlive(Number(file.slice(0, file.indexOf('-'))));
}
