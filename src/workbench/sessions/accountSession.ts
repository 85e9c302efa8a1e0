import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { AssetStore } from '../../assets/store';
import type { BudgetState, Connection, ConnectionOptions, WireLine } from '../../happyfox/connection';
import type { AssetType } from '../../happyfox/assetType';
import type { Staff } from '../../happyfox/staff';
import { systemClock } from '../../happyfox/clock';
import type { AssetGate } from '../../plans/assetGate';
import type { JournalFiles } from '../../plans/journalFiles';
import type { Writer } from '../../plans/writer';
import { AccountIndex } from './accountIndex';
import type { AccountsVault, Credentials } from './accountsVault';
import { CredentialsMissing } from '../words/errors';
import { connectionSettings, pageSize } from './connectionSettings';
import type { IndexStorage } from './indexStorage';

/** Where all windows share budgets, and who is told when they can't. */
export type SharedBudget = Required<Pick<ConnectionOptions, 'budgetFolder' | 'unshared'>>;

/** What a session is made with. */
export interface SessionParts {
  readonly vault: AccountsVault;
  readonly budget: SharedBudget;
  readonly log: (line: WireLine) => void;
  /** Remembers every write. */
  readonly journal: JournalFiles;
  /** What every write of an asset goes through, in all windows. */
  readonly gate: AssetGate;
  /** Where indexes are kept. */
  readonly indexes: IndexStorage;
  readonly warn: (line: string) => void;
  /** Sees to it that the demo account's sandbox answers. */
  readonly ensureDemo: (account: Account, credentials: Credentials) => Promise<void>;
}

/** One account in this window: its connection, opened when first needed, and its store. */
export class AccountSession implements vscode.Disposable {
  private connecting: Promise<Connection> | undefined;
  private openConnection: Connection | undefined;
  private staffAsked = false;
  private readonly budgetChanged = new vscode.EventEmitter<void>();

  /** Fires when `budget` has changed, as far as this window did it. */
  readonly onDidChangeBudget = this.budgetChanged.event;

  /** What is known of the account's assets. */
  readonly store: AssetStore;
  /** All of the account's assets, for whatever has to find some of them. */
  readonly index: AccountIndex;

  constructor(
    readonly accountId: string,
    private readonly parts: SessionParts,
  ) {
    this.store = new AssetStore(
      async () => (await this.connection()).client,
      pageSize,
      () => this.account.assetTypes,
      (assetTypeId, page, size) => this.index.pageAtHand(assetTypeId, page, size),
    );
    this.index = new AccountIndex(this, parts.indexes, parts.journal, parts.warn);
  }

  /** The account as it is remembered now. Throws when it has been removed. */
  get account(): Account {
    const account = this.parts.vault.find(this.accountId);
    if (!account) throw new CredentialsMissing(this.accountId);
    return account;
  }

  /** What a write of this account is made with; `onDoubt` is told when an answer was lost. */
  async writer(onDoubt: () => void): Promise<Writer> {
    const { agent } = this.account;
    const { accountId } = this;
    const client = await this.store.client();
    return {
      client,
      accountId,
      agent,
      journal: this.index.followed,
      onDoubt,
      wait: (pause, signal) => setTimeout(pause, undefined, signal && { signal }),
      now: systemClock.now,
      monotonic: systemClock.monotonic,
      gate: this.parts.gate,
      newest: () => Math.max(this.store.newest, this.index.opened?.assets.newest ?? 0),
    };
  }

  /** The budget, where a connection is open. */
  get budget(): BudgetState | undefined {
    return this.openConnection?.budgetState();
  }

  /**
   * The account's types, read since then, in epoch milliseconds; kept, where they have changed, for tabs that are restored before anything is read.
   */
  async assetTypes(notBefore = 0): Promise<readonly AssetType[]> {
    const types = await this.store.catalogue.assetTypes(notBefore);
    if (!isDeepStrictEqual(types, this.account.assetTypes))
      await this.parts.vault.alter(this.accountId, { assetTypes: types });
    this.index.use();
    return types;
  }

  /** Names a staff member without a request; undefined for one not heard of. */
  readonly staffName = (id: number): string | undefined => this.account.staffNames[String(id)];

  /** Reads the staff once if one of `ids` has no name yet, so that documents name their authors. Failing to costs a number in place of a name. */
  async learnStaff(ids: readonly (number | null | undefined)[]): Promise<void> {
    const strangers = ids.some((id) => typeof id === 'number' && this.staffName(id) === undefined);
    if (!strangers || this.staffAsked) return;
    this.staffAsked = true;
    const staff = await this.store.catalogue.agents().catch(() => undefined);
    if (staff) await this.rememberStaff(staff);
  }

  /** Keeps the names of the account's staff for the next window. */
  async rememberStaff(staff: readonly Staff[]): Promise<void> {
    await this.parts.vault.alter(this.accountId, { staffNames: namesOf(staff) });
  }

  /** Lets the connection finish what is under way; the next request opens one with the settings and credentials of that time. */
  reconnect(): void {
    this.letGo((connection) => connection.retire());
  }

  dispose(): void {
    this.index.dispose();
    this.budgetChanged.dispose();
    this.letGo((connection) => void connection.dispose());
  }

  private letGo(end: (connection: Connection) => void): void {
    const { connecting } = this;
    this.connecting = undefined;
    this.openConnection = undefined;
    connecting?.then(end, () => undefined);
  }

  private connection(): Promise<Connection> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
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
    this.openConnection = connection;
    connection.onBudgetChange(() => this.budgetChanged.fire());
    return connection;
  }
}

/** The names of staff by id, as an account remembers them. */
export function namesOf(staff: readonly Staff[]): Record<string, string> {
  return Object.fromEntries(staff.map(({ id, name }) => [String(id), name]));
}
