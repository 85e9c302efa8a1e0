import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sessionParts, type SessionParts } from '../../../src/workbench/sessions/sessionParts';

/** VS Code takes one that has been closed for another of its name. */
const log = vscode.window.createOutputChannel('Other windows', { log: true });

/** Nobody presses a button here that would run a command. */
const noCommands = (): Promise<undefined> => Promise.resolve(undefined);

/** A user with storage and a keyring of their own, whose windows are parts of the extension within this one. */
export class User implements vscode.Disposable {
  readonly globalStorageUri = vscode.Uri.file(mkdtempSync(join(tmpdir(), 'user-')));
  readonly keyring = new FakeKeyring();
  readonly globalState = new FakeState();
  private readonly opened: vscode.Disposable[] = [];

  /** Opens a window, as far as accounts go. Disposed, it is closed. */
  openWindow(): SessionParts & vscode.Disposable {
    const { globalState, globalStorageUri, keyring: secrets } = this;
    const parts = sessionParts(
      { globalState, globalStorageUri, secrets, extension: { id: 'a.user' } },
      log,
      noCommands,
    );
    const window = { ...parts, dispose: () => void vscode.Disposable.from(...parts.disposables).dispose() };
    this.opened.push(window);
    return window;
  }

  dispose(): void {
    vscode.Disposable.from(...this.opened).dispose();
    rmSync(this.globalStorageUri.fsPath, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Global state, in memory. */
class FakeState implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T {
    return (this.values.has(key) ? this.values.get(key) : otherwise) as T;
  }

  update(key: string, value: unknown): Thenable<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  setKeysForSync(): void {
    // Nothing is synchronized.
  }
}

/** SecretStorage, in memory; it rejects as long as it has a reason to. */
class FakeKeyring implements vscode.SecretStorage {
  private readonly secrets = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  /** Why nothing can be read or stored. */
  refuses: string | undefined;
  readonly onDidChange = this.changed.event;

  keys(): Thenable<string[]> {
    return this.unlessRefused(() => [...this.secrets.keys()]);
  }

  get(key: string): Thenable<string | undefined> {
    return this.unlessRefused(() => this.secrets.get(key));
  }

  store(key: string, value: string): Thenable<void> {
    return this.unlessRefused(() => {
      this.secrets.set(key, value);
      this.changed.fire({ key });
    });
  }

  delete(key: string): Thenable<void> {
    return this.unlessRefused(() => {
      this.secrets.delete(key);
      this.changed.fire({ key });
    });
  }

  private unlessRefused<T>(work: () => T): Promise<T> {
    return this.refuses === undefined ? Promise.resolve(work()) : Promise.reject(new Error(this.refuses));
  }
}
