import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { AccountSession, type AccountSessionParts } from './accountSession';
import { CommandRefused } from '../words/errors';
import { connectionSections } from './settings';

const { t } = vscode.l10n;

/** The sessions of this window, one an account, made when first asked for. */
export class Sessions implements vscode.Disposable {
  private readonly open = new Map<string, AccountSession>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly added = new vscode.EventEmitter<AccountSession>();
  private readonly budgetChanged = new vscode.EventEmitter<AccountSession>();
  private readonly subscriptions: vscode.Disposable[];

  /** Fires when accounts came, went or were altered. */
  readonly onDidChange = this.changed.event;
  /** Fires for each session that is made. */
  readonly onDidOpen = this.added.event;

  /** Fires when an account's budget has changed, as far as this window did it. */
  readonly onDidChangeBudget = this.budgetChanged.event;

  constructor(private readonly parts: AccountSessionParts) {
    this.subscriptions = [
      this.changed,
      this.added,
      this.budgetChanged,
      parts.vault.onDidChange(() => {
        this.closeRemoved();
        this.changed.fire();
      }),
      parts.vault.onDidChangeCredentials((id) => this.open.get(id)?.reconnect()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!connectionSections.some((section) => change.affectsConfiguration(section))) return;
        for (const session of this.open.values()) session.reconnect();
      }),
    ];
  }

  /** The sessions that have been made so far. */
  get opened(): readonly AccountSession[] {
    return [...this.open.values()];
  }

  /** A session for each account, in the order they were added. */
  get all(): readonly AccountSession[] {
    return this.parts.vault.accounts.map(({ id }) => this.make(id));
  }

  /** The session of an account; undefined when there is no such account. */
  find(accountId: string): AccountSession | undefined {
    return this.parts.vault.find(accountId) && this.make(accountId);
  }

  /** The session of an account. Throws `CommandRefused` when there is no such account; its id may come from a link, so it is shown safely. */
  get(accountId: string): AccountSession {
    const session = this.find(accountId);
    if (session) return session;
    throw new CommandRefused(t('There is no account {0} here. Run “Add Account” to add it.', safeText(accountId)));
  }

  dispose(): void {
    for (const session of this.open.values()) session.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private make(accountId: string): AccountSession {
    const known = this.open.get(accountId);
    if (known) return known;
    const session = new AccountSession(accountId, this.parts);
    this.open.set(accountId, session);
    session.onDidChangeBudget(() => this.budgetChanged.fire(session));
    this.added.fire(session);
    return session;
  }

  private closeRemoved(): void {
    for (const [id, session] of this.open) {
      if (this.parts.vault.find(id)) continue;
      session.dispose();
      this.open.delete(id);
    }
  }
}
