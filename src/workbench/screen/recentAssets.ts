import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import type { AccountsVault } from '../sessions/accountsVault';
import { assetIn } from './openEditors';
import { listOf, number, objectOf, text } from '../../disk/form';

const stateKey = 'recentAssets';
const most = 30;

const areRefs = listOf(objectOf({ accountId: text, assetTypeId: number, assetId: number }));

/** Remembers which assets were looked at last in this profile: their ids alone, for what they are called is the index's to know. */
export class RecentAssets implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private refs: readonly AssetRef[];

  constructor(
    private readonly state: vscode.Memento,
    private readonly vault: Pick<AccountsVault, 'wasRemoved' | 'onDidChange'>,
  ) {
    const kept = state.get(stateKey);
    this.refs = areRefs(kept) ? kept : [];
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const ref = editor && assetIn(editor.document.uri);
        if (ref) void this.remember(ref);
      }),
      vault.onDidChange(() => void this.forgetRemoved()),
    );
    void this.forgetRemoved();
  }

  /** Those that were looked at, the last one first. */
  get all(): readonly AssetRef[] {
    return this.refs;
  }

  /** Forgets those of an account. */
  async forget(accountId: string): Promise<void> {
    this.refs = this.refs.filter((ref) => ref.accountId !== accountId);
    await this.state.update(stateKey, this.refs);
  }

  /** An account that was removed in another profile's window is to leave nothing behind in this one. */
  private async forgetRemoved(): Promise<void> {
    const kept = this.refs.filter(({ accountId }) => !this.vault.wasRemoved(accountId));
    if (kept.length === this.refs.length) return;
    this.refs = kept;
    await this.state.update(stateKey, kept);
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async remember({ accountId, assetTypeId, assetId }: AssetRef): Promise<void> {
    const others = this.refs.filter((ref) => ref.accountId !== accountId || ref.assetId !== assetId);
    this.refs = [{ accountId, assetTypeId, assetId }, ...others].slice(0, most);
    await this.state.update(stateKey, this.refs);
  }
}
