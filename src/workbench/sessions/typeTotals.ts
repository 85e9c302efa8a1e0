import { codeOf } from '../../disk/absence';
import { accountFileName } from '../../disk/fileNames';
import { RecordFolder } from '../../disk/recordFolder';
import * as vscode from 'vscode';
import type { AssetType } from '../../happyfox/assetType';
import type { AccountSession } from './accountSession';
import { number, objectOf, recordOf, type Form } from '../../disk/form';

/** How many assets a type had, and when HappyFox said so, in epoch milliseconds. */
export interface KeptTotal {
  readonly total: number;
  readonly at: number;
}

type Totals = Readonly<Record<string, KeptTotal>>;

const areTotals: Form<Totals> = recordOf(objectOf({ total: number, at: number }));

/** The totals of accounts' types as HappyFox last said them to any window, in a file for each account. Without them types are shown all the same. */
export class KeptTotals {
  private readonly records: RecordFolder<Totals>;
  private readonly loading = new Map<string, Promise<void>>();
  private readonly known = new Map<string, Totals>();
  private readonly waiting = new Map<string, Map<string, KeptTotal>>();

  /** @param log hears of what can't be read or written */
  constructor(
    folder: string,
    private readonly log: (line: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.records = new RecordFolder({
      folder,
      is: areTotals,
      onDamaged: () => this.log('The totals that were kept were damaged.'),
    });
  }

  /** Reads what is kept of an account, once. */
  load(accountId: string): Promise<void> {
    const known = this.loading.get(accountId);
    if (known) return known;
    const loading = this.records.read(accountFileName(accountId)).then(
      (totals) => void this.known.set(accountId, { ...totals, ...this.known.get(accountId) }),
      (error: unknown) => this.log(`The totals that were kept can’t be read (${codeOf(error) ?? 'unknown'}).`),
    );
    this.loading.set(accountId, loading);
    return loading;
  }

  /** A type's total as it was last said; undefined where nobody knows, and before `load`. */
  of(accountId: string, assetTypeId: number): KeptTotal | undefined {
    return this.known.get(accountId)?.[assetTypeId];
  }

  /** HappyFox has just said a type's total. Those that come at once are written at once. */
  async keep(accountId: string, assetTypeId: number, total: number): Promise<void> {
    const kept = { total, at: this.now() };
    this.known.set(accountId, { ...this.known.get(accountId), [assetTypeId]: kept });
    const waiting = this.waiting.get(accountId);
    if (waiting) {
      waiting.set(String(assetTypeId), kept);
      return;
    }
    const all = new Map([[String(assetTypeId), kept]]);
    this.waiting.set(accountId, all);
    try {
      await this.records.alter(accountFileName(accountId), (before) => {
        this.waiting.delete(accountId);
        const newer = [...all].filter(([id, { at }]) => at >= (before?.[id]?.at ?? 0));
        return newer.length === 0 ? before : { ...before, ...Object.fromEntries(newer) };
      });
    } catch (error) {
      this.log(`The totals of types can’t be kept (${codeOf(error) ?? 'unknown'}).`);
    } finally {
      if (this.waiting.get(accountId) === all) this.waiting.delete(accountId);
    }
  }

  /** Forgets all of an account. Throws what `RecordFolder.alter` throws. */
  async forget(accountId: string): Promise<void> {
    this.known.delete(accountId);
    this.loading.delete(accountId);
    await this.records.alter(accountFileName(accountId), () => undefined);
  }
}

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
