import type { IndexedAsset } from '../../finding/indexedAsset';
import type { AccountSession } from '../sessions/accountSession';

/** An asset as scripts get it. */
export interface ScriptedAsset {
  readonly account: string;
  readonly id: number;
  readonly display_id: string;
  readonly name: string;
  readonly asset_type: string;
}

/** A row of the index for a script. */
export function scriptedAsset({ accountId, account }: AccountSession, row: IndexedAsset): ScriptedAsset {
  return {
    account: accountId,
    id: row.id,
    display_id: row.displayId,
    name: row.name,
    asset_type: account.assetTypes.find(({ id }) => id === row.assetTypeId)?.name ?? row.assetType?.name ?? '',
  };
}
