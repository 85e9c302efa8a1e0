import type { Asset } from '../happyfox/asset';
import type { Arranged, Arrangement } from '../finding/arrangement';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { AccountSession } from './accountSession';

interface Kept {
  readonly stamp: string;
  readonly arranged: Arranged;
}

/** Arrangements that an account keeps at most; others are made again. */
const mostKept = 50;

/** What arrangements make of the accounts' indexes. Each is made once for what the index is, however often it is painted. */
export class ArrangedAssets {
  private readonly kept = new WeakMap<AccountSession, Map<string, Kept>>();

  /** The assets of a type, or of all, as they are known now. Opens the index, and sends nothing. */
  async of(session: AccountSession, arrangement: Arrangement, assetTypeId: number | undefined): Promise<Arranged> {
    const [{ arrange }, { assets, world }] = await Promise.all([
      import('../finding/arrangement'),
      session.index.open(),
    ]);
    const kept = this.kept.get(session) ?? new Map<string, Kept>();
    this.kept.set(session, kept);
    const key = JSON.stringify([assetTypeId ?? null, arrangement]);
    const stamp = JSON.stringify([assets.version, world.today(), world.uniqueFields]);
    const known = kept.get(key);
    if (known?.stamp === stamp) return known.arranged;
    const arranged = arrange(assets, arrangement, world, assetTypeId);
    kept.delete(key);
    kept.set(key, { stamp, arranged });
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return arranged;
  }

  /** The assets of rows, each with its type's id. */
  async assetsOf(rows: readonly IndexedAsset[]): Promise<readonly { asset: Asset; assetTypeId: number }[]> {
    const { toAsset } = await import('../finding/indexedAsset');
    return rows.map((row) => ({ asset: toAsset(row), assetTypeId: row.assetTypeId }));
  }
}
