import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import type { HappyFoxClient } from '../../happyfox/client';
import type { BudgetState, Connection, ConnectionOptions, WireLine } from '../../happyfox/connection';
import { CredentialsMissing } from '../words/errors';
import type { AccountsVault, Credentials } from './accountsVault';
import { connectionSettings } from './settings';

/** Where all windows share budgets, and who is told when they can't. */
export type SharedBudget = Required<Pick<ConnectionOptions, 'budgetFolder' | 'unshared'>>;

/** What a connection is made with. */
export interface AccountConnectionParts {
  readonly vault: Pick<AccountsVault, 'find' | 'credentials'>;
  readonly budget: SharedBudget;
  readonly log: (line: WireLine) => void;
  /** Sees to it that the demo account's sandbox answers. */
  readonly ensureDemo: (account: Account, credentials: Credentials) => Promise<void>;
}

/** The connection of one account in this window, opened with the first request: what sends comes with it. */
export class AccountConnection implements vscode.Disposable {
  private connecting: Promise<Connection> | undefined;
  private connection: Connection | undefined;
  private readonly budgetChanged = new vscode.EventEmitter<void>();

  /** Fires when `budget` has changed, as far as this window did it. */
  readonly onDidChangeBudget = this.budgetChanged.event;

  constructor(
    readonly accountId: string,
    private readonly parts: AccountConnectionParts,
  ) {}

  /** The account as it is remembered now. Throws `CredentialsMissing` when it has been removed. */
  get account(): Account {
    const account = this.parts.vault.find(this.accountId);
    if (!account) throw new CredentialsMissing(this.accountId);
    return account;
  }

  /** The budget, where a connection is open. */
  get budget(): BudgetState | undefined {
    return this.connection?.budgetState();
  }

  /** What sends. Throws `CredentialsMissing` and `KeyringUnavailable`; the next to ask tries again. */
  async client(): Promise<HappyFoxClient> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return (await this.connecting).client;
  }

  /** Lets what is under way finish; the next request opens a connection with the settings and credentials of that time. */
  retire(): void {
    this.letGo((connection) => connection.retire());
  }

  dispose(): void {
    this.budgetChanged.dispose();
    this.letGo((connection) => void connection.dispose());
  }

  private letGo(end: (connection: Connection) => void): void {
    const { connecting } = this;
    this.connecting = undefined;
    this.connection = undefined;
    connecting?.then(end, () => undefined);
  }

  private async connect(): Promise<Connection> {
    const { account } = this;
    const credentials = await this.parts.vault.credentials(account.id);
    if (!credentials) throw new CredentialsMissing(account.id);
    const revive = account.demo && (() => this.parts.ensureDemo(account, credentials));
    await revive?.();
    const { connect } = await import('../../happyfox/connection');
    const connection = connect({
      ...credentials,
      ...connectionSettings(),
      ...this.parts.budget,
      ...(revive && { revive }),
      log: this.parts.log,
    });
    this.connection = connection;
    connection.onBudgetChange(() => this.budgetChanged.fire());
    return connection;
  }
}
