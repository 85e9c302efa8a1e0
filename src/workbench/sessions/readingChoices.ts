import type * as vscode from 'vscode';
import type { ReadingChoice } from '../../assets/account';
import type { AccountsVault } from './accountsVault';

/** What a person has decided about reading their accounts in the background; kept with the accounts, for all windows. */
export class ReadingChoices implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private readonly known = new Map<string, ReadingChoice | undefined>();
  private readonly listeners = new Set<(accountId: string) => void>();

  constructor(private readonly vault: Pick<AccountsVault, 'accounts' | 'find' | 'alter' | 'onDidChange'>) {
    for (const { id, reading } of vault.accounts) this.known.set(id, reading);
    this.listening = vault.onDidChange(() => this.hear());
  }

  /** The decision about an account; undefined while there is none. */
  of(accountId: string): ReadingChoice | undefined {
    return this.vault.find(accountId)?.reading;
  }

  /** Remembers a decision, or that there is none any more. */
  async set(accountId: string, choice: ReadingChoice | undefined): Promise<void> {
    if (this.of(accountId) !== choice) await this.vault.alter(accountId, { reading: choice });
  }

  /** Calls `listener` when a decision changes, in whatever window. */
  onChange(listener: (accountId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.listening.dispose();
    this.listeners.clear();
  }

  private hear(): void {
    for (const { id, reading } of this.vault.accounts) {
      if (this.known.get(id) === reading) continue;
      this.known.set(id, reading);
      for (const listener of this.listeners) listener(id);
    }
  }
}
