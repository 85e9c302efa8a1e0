import type { Asset } from '../../happyfox/asset';
import type { Arranged, Arrangement } from '../../finding/arrangement';
import type { IndexedAsset } from '../../finding/indexedAsset';
import { inStretches, pausing } from '../../happyfox/pause';
import type { AccountSession } from '../sessions/accountSession';

interface Kept {
  readonly stamp: string;
  readonly arranged: Promise<Arranged>;
  isUnderWay: boolean;
}

/** Arrangements that an account keeps at most; others are made again. */
const mostKept = 50;

/** What arrangements make of the accounts' indexes. Each is made once for what the index is, however often it is painted. */
export class ArrangedAssets {
  private readonly kept = new WeakMap<AccountSession, Map<string, Kept>>();

  /** The assets of a type, or of all, as they are known now. Opens the index, and sends nothing. */
  async of(session: AccountSession, arrangement: Arrangement, assetTypeId: number | undefined): Promise<Arranged> {
    const opened = await session.index.open();
    const kept = this.kept.get(session) ?? new Map<string, Kept>();
    this.kept.set(session, kept);
    const key = JSON.stringify([assetTypeId ?? null, arrangement]);
    for (;;) {
      const stamp = JSON.stringify([opened.assets.version, opened.world.today(), opened.world.uniqueFields]);
      const known = kept.get(key);
      if (known?.stamp === stamp) return known.arranged;
      if (known?.isUnderWay !== true) return keep(kept, key, stamp, opened.arrange(arrangement, assetTypeId));
      // While a crawl brings pages, each repaint would begin another before the last one is done.
      await known.arranged;
    }
  }

  /** The assets of rows, each with its type's id. */
  async assetsOf(rows: readonly IndexedAsset[]): Promise<readonly { asset: Asset; assetTypeId: number }[]> {
    const { toAsset } = await import('../../finding/indexedAsset');
    return inStretches(rows, pausing(), (row) => [{ asset: toAsset(row), assetTypeId: row.assetTypeId }]);
  }
}

function keep(kept: Map<string, Kept>, key: string, stamp: string, arranged: Promise<Arranged>): Promise<Arranged> {
  const one: Kept = { stamp, arranged, isUnderWay: true };
  kept.delete(key);
  kept.set(key, one);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return arranged.finally(() => (one.isUnderWay = false));
}
