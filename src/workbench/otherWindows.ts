import { randomUUID } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Account } from '../assets/account';
import type { ReadingChoice } from './readingChoices';
import { RememberedAccount } from './rememberedAccount';

/** What one window tells the others. Never keys, never the content of an asset. */
export type WindowMessage =
  | { readonly kind: 'accounts'; readonly accounts: readonly Account[] }
  /** An account's saved filters have changed. */
  | { readonly kind: 'filters'; readonly accountId: string }
  /** What a person has decided about reading an account in the background; null: nothing any more. */
  | { readonly kind: 'reading'; readonly accountId: string; readonly choice: ReadingChoice | null }
  | {
      readonly kind: 'asset';
      readonly change: 'saved' | 'created' | 'deleted';
      readonly accountId: string;
      readonly assetTypeId: number;
      readonly assetId: number;
    };

const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accounts'), accounts: z.array(RememberedAccount) }),
  z.object({ kind: z.literal('filters'), accountId: z.string() }),
  z.object({
    kind: z.literal('reading'),
    accountId: z.string(),
    choice: z.nullable(z.enum(['read', 'onDemand', 'paused'])),
  }),
  z.object({
    kind: z.literal('asset'),
    change: z.enum(['saved', 'created', 'deleted']),
    accountId: z.string(),
    assetTypeId: z.number(),
    assetId: z.number(),
  }),
]);

const Outbox = z.array(z.object({ sequence: z.number(), message: Message }));

/** Messages kept in a window's file: enough for a burst of deletes to be read in one go. */
const outboxLength = 500;
const staleAfterMilliseconds = 24 * 3600 * 1000;

/**
 * Carries messages between the windows of one user. Each window writes a file of its own in a shared folder and watches the
 * others': global state has no change event, and SecretStorage's, which does cross windows, is no place for asset ids.
 */
export class OtherWindows implements vscode.Disposable {
  private readonly messages = new vscode.EventEmitter<WindowMessage>();
  private readonly name = `${process.pid}-${randomUUID()}.json`;
  private readonly heard = new Map<string, number>();
  private readonly outbox: { sequence: number; message: WindowMessage }[] = [];
  private watcher: FSWatcher | undefined;
  private writing: Promise<void> = Promise.resolve();
  private sequence = 0;
  private disposed = false;

  /** Fires for each message of another window. */
  readonly onMessage = this.messages.event;

  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  /** Begins to listen. What was said before is not heard: a new window reads the truth elsewhere. */
  async listen(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      for (const file of await readdir(this.folder)) await this.hear(file, false);
      if (this.disposed) return;
      this.watcher = watch(this.folder, (_event, file) => {
        if (file !== null) void this.hear(file, true);
      });
      this.watcher.on('error', () => this.watcher?.close());
    } catch {
      this.log('Other windows can’t be heard: the folder for messages can’t be watched.');
    }
  }

  /** Tells every other window. A message that can't be written is lost, which costs them a stale row and nothing more. */
  tell(message: WindowMessage): void {
    this.sequence += 1;
    this.outbox.push({ sequence: this.sequence, message });
    this.outbox.splice(0, this.outbox.length - outboxLength);
    const content = JSON.stringify(this.outbox);
    const file = join(this.folder, this.name);
    this.writing = this.writing
      .then(() => mkdir(this.folder, { recursive: true }))
      .then(() => writeFile(`${file}.tmp`, content))
      .then(() => rename(`${file}.tmp`, file))
      .catch(() => this.log('A message to other windows could not be written.'));
  }

  dispose(): void {
    this.disposed = true;
    this.watcher?.close();
    this.messages.dispose();
    void rm(join(this.folder, this.name), { force: true }).catch(() => undefined);
  }

  private async hear(file: string, aloud: boolean): Promise<void> {
    if (file === this.name || !file.endsWith('.json')) return;
    const path = join(this.folder, file);
    try {
      const outbox = Outbox.parse(JSON.parse(await readFile(path, 'utf8')));
      const heard = this.heard.get(file) ?? 0;
      this.heard.set(file, Math.max(heard, outbox.at(-1)?.sequence ?? 0));
      if (aloud) for (const { sequence, message } of outbox) if (sequence > heard) this.messages.fire(message);
      const { mtimeMs } = await stat(path);
      if (!aloud && Date.now() - mtimeMs > staleAfterMilliseconds) await rm(path, { force: true });
    } catch {
      // Gone or half written by a window that has just closed: nothing to hear.
    }
  }
}
