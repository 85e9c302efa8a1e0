import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { AssetStore } from '../../assets/store';
import type { BudgetState } from '../../happyfox/connection';
import type { AssetType } from '../../happyfox/assetType';
import type { Staff } from '../../happyfox/staff';
import { systemClock } from '../../happyfox/clock';
import type { AssetGate } from '../../plans/assetGate';
import type { JournalFiles } from '../../plans/journalFiles';
import type { Writer } from '../../plans/writer';
import { AccountConnection, type AccountConnectionParts } from './accountConnection';
import { AccountIndex } from './accountIndex';
import type { AccountsVault } from './accountsVault';
import { pageSize } from './settings';
import type { IndexStorage } from './indexStorage';

/** What a session is made with. */
export interface AccountSessionParts extends AccountConnectionParts {
  readonly vault: AccountsVault;
  /** Remembers every write. */
  readonly journal: JournalFiles;
  /** What every write of an asset goes through, in all windows. */
  readonly gate: AssetGate;
  /** Where indexes are kept. */
  readonly indexes: IndexStorage;
  readonly warn: (line: string) => void;
}

/** One account in this window: what is known of it, and what it takes to change it. */
export class AccountSession implements vscode.Disposable {
  private readonly connection: AccountConnection;
  private staffAsked = false;

  /** Fires when `budget` has changed, as far as this window did it. */
  readonly onDidChangeBudget: vscode.Event<void>;

  /** What is known of the account's assets. */
  readonly store: AssetStore;
  /** All of the account's assets, for whatever has to find some of them. */
  readonly index: AccountIndex;

  constructor(
    readonly accountId: string,
    private readonly parts: AccountSessionParts,
  ) {
    const connection = new AccountConnection(accountId, parts);
    this.connection = connection;
    this.onDidChangeBudget = connection.onDidChangeBudget;
    this.store = new AssetStore(
      () => connection.client(),
      pageSize,
      () => connection.account.assetTypes,
      (assetTypeId, page, size) => this.index.pageAtHand(assetTypeId, page, size),
    );
    this.index = new AccountIndex(this, parts.indexes, parts.journal, parts.warn);
  }

  /** The account as it is remembered now. Throws `CredentialsMissing` when it has been removed. */
  get account(): Account {
    return this.connection.account;
  }

  /** The budget, where a connection is open. */
  get budget(): BudgetState | undefined {
    return this.connection.budget;
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
    this.connection.retire();
  }

  dispose(): void {
    this.index.dispose();
    this.connection.dispose();
  }
}

/** The names of staff by id, as an account remembers them. */
export function namesOf(staff: readonly Staff[]): Record<string, string> {
  return Object.fromEntries(staff.map(({ id, name }) => [String(id), name]));
}
