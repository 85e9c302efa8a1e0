import { randomUUID } from 'node:crypto';
import { recordFileName } from '../disk/fileNames';
import { Queue } from '../disk/queues';
import { RecordFolder } from '../disk/recordFolder';
import type { DocumentStat } from './openDocument';
import type { Origin } from './origin';

/** What an unsaved text was made from. */
export interface KeptBase {
  readonly origin: Origin;
  readonly stat: DocumentStat;
  /** The text of the pending draft that the unsaved text goes on from. */
  readonly held?: string | undefined;
}

interface Entry extends KeptBase {
  /** The window that keeps it. */
  readonly window: string;
}

/** What the bases are kept with. */
export interface KeptBasesOptions {
  readonly folder: string;
  /** Tells workspaces apart: each restores its own editors. */
  readonly workspace: string;
  readonly log: (line: string) => void;
}

/**
 * Keeps what every unsaved text was made from, by the URI of its editor. VS Code brings unsaved text back after a reload or crash; without
 * the version it began with, what others changed meanwhile could not be told from what the user changed.
 */
export class KeptBases {
  private readonly window = randomUUID();
  private readonly records: RecordFolder<readonly Entry[]>;
  private readonly mine = new Set<string>();
  private readonly queue = new Queue();

  constructor(private readonly options: KeptBasesOptions) {
    const { folder, log } = options;
    const onDamaged = (path: string): void => log(`The version an edit began with is damaged; it lies at ${path}`);
    this.records = new RecordFolder({ folder, is: areEntries, onDamaged });
  }

  /** Keeps what the text in an editor was made from, in place of what this window kept of it. */
  keep(uri: string, base: KeptBase): void {
    this.mine.add(uri);
    this.alter(uri, (entries) => [...this.others(entries), { ...base, window: this.window }]);
  }

  /** The text is saved or given up. */
  drop(uri: string): void {
    if (this.mine.delete(uri)) this.alter(uri, (entries) => this.others(entries));
  }

  /** What a text that was restored was made from. Undefined when nothing was kept, or by several windows, so that none can be trusted. Throws where it can't be read. */
  async find(uri: string): Promise<KeptBase | undefined> {
    await this.queue.settled();
    const [only, ...others] = (await this.records.read(this.name(uri))) ?? [];
    if (!only || others.length > 0) return undefined;
    const { window, ...kept } = only;
    this.mine.add(uri);
    // The window that kept it is gone: this one goes on with it.
    if (window !== this.window)
      this.alter(uri, (entries) => [
        ...this.others(entries).filter((other) => other.window !== window),
        { ...kept, window: this.window },
      ]);
    return kept;
  }

  /** Waits until what was asked for is on disk. */
  settled(): Promise<void> {
    return this.queue.settled();
  }

  private others(entries: readonly Entry[]): readonly Entry[] {
    return entries.filter(({ window }) => window !== this.window);
  }

  private alter(uri: string, change: (entries: readonly Entry[]) => readonly Entry[]): void {
    void this.queue
      .run(() =>
        this.records.alter(this.name(uri), (now = []) => {
          const next = change(now);
          return next.length === 0 ? undefined : next;
        }),
      )
      .catch(() =>
        this.options.log('The version an edit began with could not be kept; save before you reload the window.'),
      );
  }

  private name(uri: string): string {
    return recordFileName(this.options.workspace, uri);
  }
}

/** The checksum has shown that this class wrote it. */
function areEntries(value: unknown): value is readonly Entry[] {
  return Array.isArray(value);
}
