import { randomUUID } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChangedEdits } from '../../assets/heldEdits';
import { isAbsent, reasonOf } from '../../disk/absence';
import { Queue } from '../../disk/queues';
import { replaceFile } from '../../disk/replaceFile';
import { anyOf, listOf, number, objectOf, oneOf, text, type Form } from '../../disk/form';

/** What one window tells the others. Never keys, never the content of an asset. */
export type WindowMessage =
  /** The list of accounts has changed. */
  | { readonly kind: 'accounts' }
  /** Edits of these assets, or new assets, have been kept as held edits, sent or discarded. */
  | { readonly kind: 'drafts'; readonly drafts: ChangedEdits }
  /** An account's saved filters have changed. */
  | { readonly kind: 'filters'; readonly accountId: string }
  | {
      readonly kind: 'asset';
      readonly change: 'saved' | 'created' | 'deleted';
      readonly accountId: string;
      readonly assetTypeId: number;
      readonly assetId: number;
    };

const type = { accountId: text, assetTypeId: number };

const isMessage: Form<WindowMessage> = anyOf(
  objectOf({ kind: oneOf('accounts') }),
  objectOf({
    kind: oneOf('drafts'),
    drafts: anyOf(
      oneOf('any'),
      listOf(
        anyOf(
          objectOf({ kind: oneOf('edit'), ref: objectOf({ ...type, assetId: number }) }),
          objectOf({ kind: oneOf('asset'), ref: objectOf({ ...type, draftId: text }) }),
        ),
      ),
    ),
  }),
  objectOf({ kind: oneOf('filters'), accountId: text }),
  objectOf({ kind: oneOf('asset'), change: oneOf('saved', 'created', 'deleted'), ...type, assetId: number }),
);

const isOutbox = listOf(objectOf({ sequence: number, message: isMessage }));

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
  private readonly writing = new Queue();
  /** Files that could not be heard; each is told of once. */
  private readonly unheard = new Set<string>();
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
      this.watcher.on('error', (error) => {
        this.watcher?.close();
        this.logDeaf(error);
      });
    } catch (error) {
      this.logDeaf(error);
    }
  }

  /** Tells every other window. A message that can't be written is lost, which costs them a stale row and nothing more. */
  tell(message: WindowMessage): void {
    this.sequence += 1;
    this.outbox.push({ sequence: this.sequence, message });
    this.outbox.splice(0, this.outbox.length - outboxLength);
    const content = JSON.stringify(this.outbox);
    const file = join(this.folder, this.name);
    this.writing
      .run(() => replaceFile(file, content))
      .catch((error: unknown) => this.log(`A message to other windows could not be written (${reasonOf(error)}).`));
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
      const outbox: unknown = JSON.parse(await readFile(path, 'utf8'));
      if (!isOutbox(outbox)) throw new TypeError('not the words of this version');
      const heard = this.heard.get(file) ?? 0;
      this.heard.set(file, Math.max(heard, outbox.at(-1)?.sequence ?? 0));
      if (aloud) for (const { sequence, message } of outbox) if (sequence > heard) this.messages.fire(message);
      const { mtimeMs } = await stat(path);
      if (!aloud && Date.now() - mtimeMs > staleAfterMilliseconds) await rm(path, { force: true });
    } catch (error) {
      // A window that has just closed took it along. Another version's has other words.
      if (isAbsent(error) || this.unheard.has(file)) return;
      this.unheard.add(file);
      this.log(`What another window says could not be read (${reasonOf(error)}).`);
    }
  }

  private logDeaf(error: unknown): void {
    this.log(`Other windows can’t be heard: the folder for messages can’t be watched (${reasonOf(error)}).`);
  }
}
