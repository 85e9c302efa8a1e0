import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { codeOf } from '../../disk/absence';
import { AccountList, isAccount } from './accountList';
import type { Secrets } from './keyring';
import type { OtherWindows } from './otherWindows';
import { listOf, objectOf, oneOf, text } from '../../disk/form';

const { t } = vscode.l10n;

/** What opens an account. `baseUrl` is part of the record, so that no setting or state can send the key anywhere else. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly authCode: string;
}

const isSecret = objectOf({ version: oneOf(1), baseUrl: text, apiKey: text, authCode: text });
const areAccounts = listOf(isAccount);

const stateKey = 'accounts';
const secretPrefix = 'happyfoxAssets.account.';

/** What a vault is made with. */
interface AccountsVaultOptions {
  /** Where the list is kept: VS Code shares it, like SecretStorage, between profiles, which global state it does not. */
  readonly folder: string;
  /** Holds the list that this profile kept for itself before there was one for all. */
  readonly state: vscode.Memento;
  readonly secrets: Secrets;
  readonly windows: OtherWindows;
  readonly log: (line: string) => void;
  /** Takes the path of a list that was damaged, and was set aside. */
  readonly onDamaged: (path: string) => void;
}

/** The accounts of this user: what may be known of them in a file, their keys in SecretStorage, the same in every window of every profile. */
export class AccountsVault implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly credentialsChanged = new vscode.EventEmitter<string>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly list: AccountList;
  private readonly secrets: Secrets;
  private readonly windows: OtherWindows;
  private readonly log: (line: string) => void;
  private isTelling = false;

  /** Fires when an account was added, removed or altered, in whatever window. */
  readonly onDidChange = this.changed.event;
  /** Fires with the account's id when its key or auth code was stored or removed, in whatever window. */
  readonly onDidChangeCredentials = this.credentialsChanged.event;

  constructor({ folder, state, secrets, windows, log, onDamaged }: AccountsVaultOptions) {
    this.secrets = secrets;
    this.windows = windows;
    this.log = log;
    const kept = state.get(stateKey);
    const own = areAccounts(kept) ? kept : undefined;
    this.list = new AccountList({
      folder,
      own,
      onDamaged,
    });
    this.look();
    if (own) void this.takeOver(state);
    this.subscriptions = [
      this.changed,
      this.credentialsChanged,
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretPrefix)) this.credentialsChanged.fire(key.slice(secretPrefix.length));
      }),
      windows.onMessage(({ kind }) => {
        if (kind === 'accounts') this.hear();
      }),
      // A message may have been missed.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.hear();
      }),
    ];
  }

  /** The accounts in the order they were added. */
  get accounts(): readonly Account[] {
    return this.list.accounts;
  }

  /** The account with this id. One that is not known may have been added in another window since. */
  find(id: string): Account | undefined {
    const known = this.accounts.find((account) => account.id === id);
    if (known || !this.look()) return known;
    // Not while somebody looks for an account.
    queueMicrotask(() => this.changed.fire());
    return this.accounts.find((account) => account.id === id);
  }

  /** Whether an account of this id was removed, in whatever window, and not added since. */
  wasRemoved(id: string): boolean {
    return this.list.wasRemoved(id);
  }

  /** Remembers a new account, or replaces the one with its id. */
  async add(account: Account, credentials: Credentials): Promise<void> {
    await this.storeCredentials(account.id, credentials);
    await this.tellOf(this.list.add(account));
  }

  /** Changes what is remembered of an account; its credentials stay. Does nothing when the account is gone. */
  async alter(id: string, change: Partial<Omit<Account, 'id' | 'baseUrl'>>): Promise<void> {
    await this.tellOf(this.list.alter(id, change));
  }

  /** Removes an account with its key and auth code. */
  async remove(id: string): Promise<void> {
    await this.secrets.delete(secretPrefix + id);
    await this.tellOf(this.list.remove(id));
  }

  /** The account's credentials; undefined when there are none, or when they belong to another address than the account's. */
  async credentials(id: string): Promise<Credentials | undefined> {
    const stored = await this.secrets.get(secretPrefix + id);
    if (stored === undefined) return undefined;
    const secret = parseJson(stored);
    if (!isSecret(secret) || secret.baseUrl !== this.find(id)?.baseUrl) return undefined;
    const { baseUrl, apiKey, authCode } = secret;
    return { baseUrl, apiKey, authCode };
  }

  /** Replaces the account's credentials. */
  async storeCredentials(id: string, { baseUrl, apiKey, authCode }: Credentials): Promise<void> {
    await this.secrets.store(secretPrefix + id, JSON.stringify({ version: 1, baseUrl, apiKey, authCode }));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async tellOf(change: Promise<void>): Promise<void> {
    await change;
    this.windows.tell({ kind: 'accounts' });
    this.changed.fire();
  }

  private async takeOver(state: vscode.Memento): Promise<void> {
    try {
      await this.tellOf(this.list.takeOver());
      await state.update(stateKey, undefined);
    } catch (error) {
      this.log(`This profile’s accounts could not be added to the list of all (${codeOf(error) ?? 'unknown'}).`);
    }
  }

  private hear(): void {
    if (this.look()) this.changed.fire();
  }

  /** What can't be read is not taken for empty: what was known before stays so, and nothing is written. */
  private look(): boolean {
    try {
      return this.list.look();
    } catch (error) {
      void this.tellUnreadable(codeOf(error) ?? 'unknown');
      return false;
    }
  }

  private async tellUnreadable(code: string): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    this.log(`The list of accounts can’t be read (${code}).`);
    const again = t('Try Again');
    const choice = await vscode.window.showErrorMessage(
      t(
        'The list of your accounts can’t be read ({0}). It is left as it is. Once the disk can be read again, try again.',
        code,
      ),
      again,
    );
    this.isTelling = false;
    if (choice === again) this.hear();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
