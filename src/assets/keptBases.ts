import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { recordFileName } from '../disk/fileNames';
import { Queue } from '../disk/queues';
import { RecordFolder } from '../disk/recordFolder';
import { parseOptions, type Origin } from './origin';
import { parseDocument } from './parseDocument';

/** What an unsaved text was made from. */
export interface KeptBase {
  readonly origin: Origin;
  /** The text of the held edit that the unsaved text goes on from. */
  readonly held?: string | undefined;
}

interface Entry extends KeptBase {
  /** The window that keeps it. */
  readonly window: string;
}

/** A window that ends without a word leaves what it kept. */
const mostOthers = 9;

/** What the bases are kept with. */
interface KeptBasesOptions {
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
    this.alter(uri, (entries) => [...this.others(entries).slice(-mostOthers), { ...base, window: this.window }]);
  }

  /** The text is saved or given up. */
  drop(uri: string): void {
    if (this.mine.delete(uri)) this.alter(uri, (entries) => this.others(entries));
  }

  /**
   * What a text that was restored was made from. Where several windows have kept something, also one that is long gone, only what the text
   * fits can be meant. Undefined when nothing was kept, or nothing that can be trusted. Throws where it can't be read.
   */
  async find(uri: string, text: string): Promise<KeptBase | undefined> {
    await this.queue.settled();
    const kept = (await this.records.read(this.name(uri))) ?? [];
    const fitting = kept.length > 1 ? kept.filter(({ origin }) => parseDocument(text, parseOptions(origin)).ok) : kept;
    const meant = fitting.at(-1);
    if (!meant || !fitting.every(({ origin }) => isDeepStrictEqual(origin, meant.origin))) return undefined;
    return this.goOn(uri, meant);
  }

  private goOn(uri: string, { window, ...kept }: Entry): KeptBase {
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
