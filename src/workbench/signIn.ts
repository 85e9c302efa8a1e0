import { namesOf } from './accountSession';
import type { Account } from '../assets/account';
import type { AssetType } from '../happyfox/assetType';
import type { Staff } from '../happyfox/staff';
import type { Credentials } from './accountsVault';
import { connectionSettings } from './connectionSettings';
import type { WireLine } from '../happyfox/connection';

/** What an account answered to its credentials. */
export interface Verified {
  readonly assetTypes: readonly AssetType[];
  readonly staff: readonly Staff[];
}

/** Tries credentials with the two cheapest reads: the types, and the staff to choose the acting agent from. Throws `HappyFoxError`. */
export async function verify(
  credentials: Credentials,
  log: (line: WireLine) => void,
  signal?: AbortSignal,
): Promise<Verified> {
  const { connect } = await import('../happyfox/connection');
  const { client, dispose } = connect({ ...credentials, ...connectionSettings(), log });
  const options = { priority: 'user', ...(signal && { signal }) } as const;
  try {
    const assetTypes = await client.listAssetTypes(options);
    const staff = await client.listStaff(options);
    return { assetTypes, staff };
  } finally {
    await dispose();
  }
}

/** An account as it is remembered, from what it answered. */
export function accountFrom(
  { assetTypes, staff }: Verified,
  account: Pick<Account, 'id' | 'baseUrl' | 'label' | 'agent'> & Partial<Pick<Account, 'demo'>>,
): Account {
  return { ...account, assetTypes, staffNames: namesOf(staff) };
}
