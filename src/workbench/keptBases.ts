import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { AssetRef } from '../assets/assetRef';
import type { DocumentStat, Rendered } from '../assets/openDocument';

/** What an unsaved edit began with. */
export interface KeptBase {
  readonly rendered: Rendered;
  readonly stat: DocumentStat;
}

const File = z.object({ version: z.literal(1), checksum: z.string(), bases: z.array(z.string()) });

/**
 * Keeps the base of every edit that is not saved yet. VS Code brings unsaved text back after a reload or crash; without the
 * version it began with, what others changed meanwhile could not be told from what the user changed.
 */
export class KeptBases {
  private readonly mine = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    /** Tells workspaces apart: each restores its own editors. */
    private readonly workspace: string,
    private readonly log: (line: string) => void,
  ) {}

  /** Keeps the base of an edit that has just begun. */
  keep(ref: AssetRef, base: KeptBase): void {
    const kept = JSON.stringify(base);
    this.alter(ref, (bases) => [...bases.filter((other) => other !== kept), kept]);
    this.mine.set(this.file(ref), kept);
  }

  /** Forgets the base of an edit that is over. */
  drop(ref: AssetRef): void {
    const kept = this.mine.get(this.file(ref));
    if (kept === undefined) return;
    this.mine.delete(this.file(ref));
    this.alter(ref, (bases) => bases.filter((other) => other !== kept));
  }

  /** The base of an edit that was restored. Undefined when none was kept, or several, so that none can be trusted. */
  async find(ref: AssetRef): Promise<KeptBase | undefined> {
    await this.queue;
    const bases = await this.read(this.file(ref));
    const [only] = bases;
    if (bases.length !== 1 || only === undefined) return undefined;
    this.mine.set(this.file(ref), only);
    return revived(only);
  }

  /** Waits until what was asked for is on disk. */
  settled(): Promise<void> {
    return this.queue;
  }

  private alter(ref: AssetRef, change: (bases: readonly string[]) => readonly string[]): void {
    const file = this.file(ref);
    this.queue = this.queue
      .then(async () => {
        const bases = change(await this.read(file));
        if (bases.length === 0) return rm(file, { force: true });
        await mkdir(this.folder, { recursive: true });
        await writeFile(`${file}.tmp`, JSON.stringify({ version: 1, checksum: checksumOf(bases), bases }), {
          mode: 0o600,
        });
        await rename(`${file}.tmp`, file);
      })
      .catch(() => this.log('The version an edit began with could not be kept; save before you reload the window.'));
  }

  private async read(file: string): Promise<readonly string[]> {
    try {
      const { checksum, bases } = File.parse(JSON.parse(await readFile(file, 'utf8')));
      return checksum === checksumOf(bases) ? bases : [];
    } catch {
      return [];
    }
  }

  private file({ accountId, assetId }: AssetRef): string {
    const name = createHash('sha256')
      .update(JSON.stringify([this.workspace, accountId, assetId]))
      .digest('hex');
    return join(this.folder, `${name.slice(0, 32)}.json`);
  }
}

function checksumOf(bases: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(bases)).digest('hex');
}

/** The checksum has shown that this is what `keep` wrote, so its shape is known. */
const Kept = z.custom<KeptBase>((value) => typeof value === 'object');

function revived(kept: string): KeptBase {
  return Kept.parse(JSON.parse(kept));
}
