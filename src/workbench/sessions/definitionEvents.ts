import * as vscode from 'vscode';
import type { AccountSession } from './accountSession';
import type { Sessions } from './sessions';

/** A type whose fields have become known, or have changed. */
interface DefinitionChange {
  readonly accountId: string;
  readonly assetTypeId: number;
}

/** Tells when the fields of any account's types are read and are not what they were. */
export class DefinitionEvents implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DefinitionChange>();
  private readonly followed = new WeakSet<AccountSession>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(sessions: Sessions) {
    this.subscription = vscode.Disposable.from(
      this.changed,
      sessions.onDidOpen((session) => this.follow(session)),
    );
    for (const session of sessions.all) this.follow(session);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** A store lives and dies with its session, so nothing has to be let go. */
  private follow(session: AccountSession): void {
    if (this.followed.has(session)) return;
    this.followed.add(session);
    const { accountId, store } = session;
    store.catalogue.onDefinition((assetTypeId) => this.changed.fire({ accountId, assetTypeId }));
  }
}
