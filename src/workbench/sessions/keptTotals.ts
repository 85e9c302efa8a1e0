import * as z from 'zod/mini';
import { codeOf } from '../../disk/absence';
import { accountFileName } from '../../disk/fileNames';
import { RecordFolder } from '../../disk/recordFolder';

const Kept = z.record(z.string(), z.object({ total: z.number(), at: z.number() }));

/** How many assets a type had, and when HappyFox said so, in epoch milliseconds. */
export interface KeptTotal {
  readonly total: number;
  readonly at: number;
}

type Totals = Readonly<Record<string, KeptTotal>>;

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
    const is = (value: unknown): value is Totals => Kept.safeParse(value).success;
    this.records = new RecordFolder({
      folder,
      is,
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
