import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFolder } from './accountFolder';
import {
  JournalUnavailable,
  type Journal,
  type JournalEntry,
  type JournaledWrite,
  type JournalResult,
  type Sender,
} from './journal';
import { parseJournalLine, type JournalLine } from './journalLine';
import { lostUpdates } from './lostWrites';
import { isProcessAlive } from '../disk/processAlive';

/** A window may wait this long for an answer; what is older has no sender any more, whoever has its process id now. */
const longestWaitMilliseconds = 15 * 60_000;

/** Writes after which the journal is cut back to its limit; also done when a window starts. */
const pruneEvery = 50;

/**
 * The journal on disk: per account a folder, in it a file per window, a line per event. Each window writes its own file alone, so
 * that none can damage another's lines; reading takes them together.
 */
export class JournalFiles implements Journal {
  private readonly events = new EventEmitter<{ change: [string] }>();
  private readonly file = `${process.pid}-${randomUUID()}.jsonl`;
  private queue: Promise<unknown> = Promise.resolve();
  private cutShort = false;
  private begun = 0;

  constructor(
    private readonly folder: string,
    private readonly mostEntries: () => number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Calls `listener` with the account's id when its journal has changed in this window; the returned function stops that. */
  onChange(listener: (accountId: string) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  async begin(entry: JournalEntry): Promise<void> {
    try {
      await this.append(entry.accountId, { begin: entry });
    } catch (error) {
      throw new JournalUnavailable('The journal can’t be written', { cause: error });
    }
    this.events.emit('change', entry.accountId);
    this.begun += 1;
    if (this.begun % pruneEvery === 0) void this.prune(entry.accountId).catch(() => undefined);
  }

  async end({ id, accountId }: JournalEntry, result: JournalResult): Promise<void> {
    await this.append(accountId, { end: { id, ...result } }).catch(() => undefined);
    this.events.emit('change', accountId);
  }

  async lost(accountId: string, assetId: number): Promise<readonly JournalEntry[]> {
    return lostUpdates(await this.read(accountId), assetId);
  }

  /** Every write of an account that is remembered, newest first. */
  async read(accountId: string): Promise<readonly JournaledWrite[]> {
    await this.queue.catch(() => undefined);
    return this.readNow(accountId);
  }

  /** Forgets the oldest writes beyond the limit, but none that is not resolved. Files of other living windows are left to them. */
  prune(accountId: string): Promise<void> {
    return this.queued(async () => {
      const surplus = (await this.readNow(accountId)).slice(this.mostEntries());
      const resolved = new Set(surplus.flatMap(({ entry, result }) => (result ? [entry.id] : [])));
      if (resolved.size === 0) return;
      const files = await this.files(accountId);
      const lines = new Map<string, readonly JournalLine[]>();
      for (const file of files) lines.set(file, await this.lines(accountId, file));
      const altered = files.filter((file) => file === this.file || !isAlive(file));
      const staysIn = (file: string): readonly string[] =>
        altered.includes(file)
          ? []
          : (lines.get(file) ?? []).flatMap((line) => ('begin' in line ? [line.begin.id] : []));
      // A result may stand in another file than its write, and without it the write would count as under way again.
      const unreachable = new Set(files.flatMap(staysIn));
      for (const file of altered) {
        const all = lines.get(file) ?? [];
        const staying = all.filter((line) => {
          const { id } = 'begin' in line ? line.begin : line.end;
          return !resolved.has(id) || unreachable.has(id);
        });
        if (staying.length < all.length) await this.rewrite(join(this.path(accountId), file), staying);
      }
      this.events.emit('change', accountId);
    });
  }

  /** Erases the account's journal. */
  erase(accountId: string): Promise<void> {
    return this.queued(async () => {
      await rm(this.path(accountId), { recursive: true, force: true });
      this.events.emit('change', accountId);
    });
  }

  /** What is on disk by now, also for who has the queue. */
  private async readNow(accountId: string): Promise<readonly JournaledWrite[]> {
    const files = await this.files(accountId);
    const writes = (await Promise.all(files.map((file) => this.writesIn(accountId, file)))).flat();
    // A result may stand in another window's file: that of the window which cleared up.
    const results = new Map<string, JournalResult>();
    for (const [id, result] of writes.flatMap(({ results: found }) => found)) {
      // A later look may have told more than the first.
      if ((results.get(id)?.time ?? 0) <= result.time) results.set(id, result);
    }
    return writes
      .flatMap(({ entries, sender }) =>
        entries.map((entry): JournaledWrite => {
          const recent = this.now() - entry.time < longestWaitMilliseconds;
          return { entry, result: results.get(entry.id), sender: recent ? sender : 'gone' };
        }),
      )
      .sort((one, other) => other.entry.time - one.entry.time);
  }

  private append(accountId: string, line: JournalLine): Promise<void> {
    return this.queued(async () => {
      await mkdir(this.path(accountId), { recursive: true, mode: 0o700 });
      // A full disk may have left half a line, which would spoil the one that follows it.
      const separator = this.cutShort ? '\n' : '';
      this.cutShort = true;
      const file = await open(join(this.path(accountId), this.file), 'a', 0o600);
      try {
        await file.appendFile(`${separator}${JSON.stringify(line)}\n`);
        await file.datasync();
        this.cutShort = false;
      } finally {
        await file.close();
      }
    });
  }

  private async rewrite(path: string, lines: readonly JournalLine[]): Promise<void> {
    if (lines.length === 0) return rm(path, { force: true });
    // Two windows may look after the file of a third that is gone, so each writes its own copy.
    const copy = `${path}.${randomUUID()}.tmp`;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(copy, text, { mode: 0o600, flush: true });
    return rename(copy, path);
  }

  private async writesIn(accountId: string, file: string) {
    const lines = await this.lines(accountId, file);
    return {
      sender: this.senderOf(file),
      entries: lines.flatMap((line) => ('begin' in line ? [line.begin] : [])),
      results: lines.flatMap((line) => ('end' in line ? [[line.end.id, line.end] as const] : [])),
    };
  }

  private senderOf(file: string): Sender {
    if (file === this.file) return 'this';
    return isAlive(file) ? 'other' : 'gone';
  }

  private async lines(accountId: string, file: string): Promise<readonly JournalLine[]> {
    const text = await readFile(join(this.path(accountId), file), 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => parseJournalLine(line) ?? []);
  }

  private async files(accountId: string): Promise<readonly string[]> {
    const names = await readdir(this.path(accountId)).catch(() => []);
    return names.filter((name) => name.endsWith('.jsonl'));
  }

  private path(accountId: string): string {
    return accountFolder(this.folder, accountId);
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work, work);
    this.queue = done;
    return done;
  }
}

function isAlive(file: string): boolean {
  return isProcessAlive(Number(file.slice(0, file.indexOf('-'))));
}
