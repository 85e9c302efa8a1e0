import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Account } from '../assets/account';
import type { Secrets } from './keyring';
import type { OtherWindows } from './otherWindows';
import { RememberedAccount } from './rememberedAccount';

/** What opens an account. `baseUrl` is part of the record, so that no setting or state can send the key anywhere else. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly authCode: string;
}

const Secret = z.object({ version: z.literal(1), baseUrl: z.string(), apiKey: z.string(), authCode: z.string() });

const stateKey = 'accounts';
const secretPrefix = 'happyfoxAssets.account.';

/** The accounts of this user: what may be known of them in global state, their keys in SecretStorage, the same in every window. */
export class AccountsVault implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly credentialsChanged = new vscode.EventEmitter<string>();
  private readonly subscriptions: vscode.Disposable[];
  private known: readonly Account[];

  /** Fires when an account was added, removed or altered, in whatever window. */
  readonly onDidChange = this.changed.event;
  /** Fires with the account's id when its key or auth code was stored or removed, in whatever window. */
  readonly onDidChangeCredentials = this.credentialsChanged.event;

  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: Secrets,
    private readonly windows: OtherWindows,
  ) {
    const kept = z.array(RememberedAccount).safeParse(state.get(stateKey));
    this.known = kept.success ? kept.data : [];
    this.subscriptions = [
      this.changed,
      this.credentialsChanged,
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretPrefix)) this.credentialsChanged.fire(key.slice(secretPrefix.length));
      }),
      windows.onMessage((message) => {
        if (message.kind !== 'accounts') return;
        this.known = message.accounts;
        this.changed.fire();
      }),
    ];
  }

  /** The accounts in the order they were added. */
  get accounts(): readonly Account[] {
    return this.known;
  }

  /** The account with this id. */
  find(id: string): Account | undefined {
    return this.known.find((account) => account.id === id);
  }

  /** Remembers a new account, or replaces the one with its id. */
  async add(account: Account, credentials: Credentials): Promise<void> {
    await this.storeCredentials(account.id, credentials);
    const others = this.known.filter(({ id }) => id !== account.id);
    await this.remember([...others, account]);
  }

  /** Changes what is remembered of an account; its credentials stay. Does nothing when the account is gone. */
  async alter(id: string, change: Partial<Omit<Account, 'id' | 'baseUrl'>>): Promise<void> {
    await this.remember(this.known.map((account) => (account.id === id ? { ...account, ...change } : account)));
  }

  /** Removes an account with its key and auth code. */
  async remove(id: string): Promise<void> {
    await this.secrets.delete(secretPrefix + id);
    await this.remember(this.known.filter((account) => account.id !== id));
  }

  /** The account's credentials; undefined when there are none, or when they belong to another address than the account's. */
  async credentials(id: string): Promise<Credentials | undefined> {
    const stored = await this.secrets.get(secretPrefix + id);
    if (stored === undefined) return undefined;
    const secret = Secret.safeParse(parseJson(stored));
    if (!secret.success || secret.data.baseUrl !== this.find(id)?.baseUrl) return undefined;
    const { baseUrl, apiKey, authCode } = secret.data;
    return { baseUrl, apiKey, authCode };
  }

  /** Replaces the account's credentials. */
  async storeCredentials(id: string, { baseUrl, apiKey, authCode }: Credentials): Promise<void> {
    await this.secrets.store(secretPrefix + id, JSON.stringify({ version: 1, baseUrl, apiKey, authCode }));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async remember(accounts: readonly Account[]): Promise<void> {
    this.known = accounts;
    await this.state.update(stateKey, accounts);
    this.windows.tell({ kind: 'accounts', accounts });
    this.changed.fire();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
