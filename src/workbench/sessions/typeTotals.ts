import * as vscode from 'vscode';
import type { AssetType } from '../../happyfox/assetType';
import type { AccountSession } from './accountSession';
import type { KeptTotal, KeptTotals } from './keptTotals';

/** Learns how many assets the types on screen have: one smallest list each, once, and none while the view is hidden. */
export class TypeTotals implements vscode.Disposable {
  private readonly learned = new vscode.EventEmitter<{
    readonly session: AccountSession;
    readonly assetTypeId: number;
  }>();
  private readonly asked = new WeakMap<AccountSession, Set<number>>();
  private readonly stop = new AbortController();

  /** Fires when a type's total has become known. */
  readonly onDidLearn = this.learned.event;

  /** @param kept what HappyFox said the last time, shown until it answers */
  constructor(private readonly kept: KeptTotals) {}

  /** Reads what was kept of an account. Sends nothing. */
  load({ accountId }: AccountSession): Promise<void> {
    return this.kept.load(accountId);
  }

  /** A type's total as HappyFox said it some time ago; undefined where this window has been told it, and where nobody knows. */
  outdated({ accountId, store }: AccountSession, assetTypeId: number): KeptTotal | undefined {
    return store.total(assetTypeId) === undefined ? this.kept.of(accountId, assetTypeId) : undefined;
  }

  /** A type's total came with a page of it. */
  heard(session: AccountSession, assetTypeId: number): void {
    const total = session.store.total(assetTypeId);
    if (total !== undefined) void this.kept.keep(session.accountId, assetTypeId, total);
    this.learned.fire({ session, assetTypeId });
  }

  /** Forgets what was kept of an account. */
  async forgetKept(accountId: string): Promise<void> {
    await this.kept.forget(accountId);
  }

  /** Types are on screen: asks for the totals that are not known yet. */
  want(session: AccountSession, types: readonly AssetType[]): void {
    const asked = this.asked.get(session) ?? new Set<number>();
    this.asked.set(session, asked);
    for (const { id } of types) {
      if (asked.has(id) || session.store.total(id) !== undefined) continue;
      asked.add(id);
      void this.learn(session, id);
    }
  }

  /** Asks again for an account's totals the next time its types are shown. */
  forget(session: AccountSession): void {
    this.asked.delete(session);
  }

  dispose(): void {
    this.stop.abort();
    this.learned.dispose();
  }

  private async learn(session: AccountSession, assetTypeId: number): Promise<void> {
    try {
      await session.store.readTotal(assetTypeId, this.stop.signal);
      this.heard(session, assetTypeId);
    } catch {
      // A type without its total is still a type; expanding it tells why nothing comes.
    }
  }
}
