import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AssetRef, DraftRef } from '../assets/assetRef';
import type { Rendered } from '../assets/openDocument';

/** An edit of an asset that was saved in the editor, by auto-save, but has not been sent. */
export interface PendingEdit {
  readonly kind: 'edit';
  readonly ref: AssetRef;
  /** The text as it was last held. */
  readonly text: string;
  /** What the edit began with. */
  readonly base: Rendered;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** A new asset of which the same is true. */
export interface PendingAsset {
  readonly kind: 'asset';
  readonly ref: DraftRef;
  readonly text: string;
  readonly time: number;
  /** The draft's URI, to open it again. */
  readonly uri: string;
}

/** What auto-save must not send. */
export type PendingDraft = PendingEdit | PendingAsset;

/** Names what a draft is of. */
export type DraftOf = Pick<PendingEdit, 'kind' | 'ref'> | Pick<PendingAsset, 'kind' | 'ref'>;

const File = z.object({ version: z.literal(1), checksum: z.string(), draft: z.string() });

/** The checksum shows that this is what `hold` wrote, so its shape is known. */
const Draft = z.custom<PendingDraft>((value) => typeof value === 'object');

/** Edits that auto-save must not send, kept on disk until the user sends or discards them, and shared by all windows. */
export class PendingDrafts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly DraftOf[]>();
  private queue: Promise<unknown> = Promise.resolve();

  /** Fires when drafts were held or let go in this window. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly folder: string) {}

  /** Keeps an edit. Rejects when it can't be written, for then it must not count as saved. */
  hold(draft: PendingDraft): Promise<void> {
    return this.holdAll([draft]);
  }

  /** Keeps many edits, announced at once. Those in front of one that can't be written are kept. */
  async holdAll(drafts: readonly PendingDraft[]): Promise<void> {
    const held: PendingDraft[] = [];
    try {
      await this.queued(async () => {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        for (const draft of drafts) {
          await this.write(draft);
          held.push(draft);
        }
      });
    } finally {
      if (held.length > 0) this.changed.fire(held);
    }
  }

  /** Lets go of an edit that was sent or discarded. */
  drop(of: DraftOf): Promise<void> {
    return this.dropAll([of]);
  }

  /** Lets go of many edits, announced at once. */
  async dropAll(all: readonly DraftOf[]): Promise<void> {
    const dropped: DraftOf[] = [];
    try {
      await this.queued(async () => {
        for (const of of all) if (await this.erase(of)) dropped.push(of);
      });
    } finally {
      if (dropped.length > 0) this.changed.fire(dropped);
    }
  }

  /** The pending edit of an asset. */
  async findEdit(ref: AssetRef): Promise<PendingEdit | undefined> {
    const draft = await this.queued(() => this.read(this.path({ kind: 'edit', ref })));
    return draft?.kind === 'edit' ? draft : undefined;
  }

  /** The text of a new asset that is pending. */
  async findAsset(ref: DraftRef): Promise<PendingAsset | undefined> {
    const draft = await this.queued(() => this.read(this.path({ kind: 'asset', ref })));
    return draft?.kind === 'asset' ? draft : undefined;
  }

  /** Whether there is such a draft. */
  async isHeld(of: DraftOf): Promise<boolean> {
    return (await this.queued(() => this.read(this.path(of)))) !== undefined;
  }

  /** Every pending edit, newest first. */
  async all(): Promise<readonly PendingDraft[]> {
    const names = await readdir(this.folder).catch(() => []);
    const drafts = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.read(join(this.folder, name))),
    );
    return drafts.flatMap((draft) => draft ?? []).sort((one, other) => other.time - one.time);
  }

  /** Forgets every draft of an account. */
  async dropAccount(accountId: string): Promise<void> {
    await this.dropAll((await this.all()).filter(({ ref }) => ref.accountId === accountId));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async write(draft: PendingDraft): Promise<void> {
    const path = this.path(draft);
    const text = JSON.stringify(draft);
    const file = JSON.stringify({ version: 1, checksum: checksumOf(text), draft: text });
    await writeFile(`${path}.tmp`, file, { mode: 0o600 });
    await rename(`${path}.tmp`, path);
  }

  /** Whether there was one. */
  private async erase(of: DraftOf): Promise<boolean> {
    const path = this.path(of);
    const there = await readFile(path).then(
      () => true,
      () => false,
    );
    if (there) await rm(path, { force: true });
    return there;
  }

  private async read(path: string): Promise<PendingDraft | undefined> {
    try {
      const { checksum, draft } = File.parse(JSON.parse(await readFile(path, 'utf8')));
      return checksum === checksumOf(draft) ? Draft.parse(JSON.parse(draft)) : undefined;
    } catch {
      return undefined;
    }
  }

  private path({ kind, ref }: DraftOf): string {
    const id = kind === 'edit' ? ref.assetId : ref.draftId;
    const name = createHash('sha256')
      .update(JSON.stringify([ref.accountId, id]))
      .digest('hex');
    return join(this.folder, `${name.slice(0, 32)}.json`);
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work, work);
    this.queue = done;
    return done;
  }
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
