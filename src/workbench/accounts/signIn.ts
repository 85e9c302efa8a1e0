import { namesOf, type SharedBudget } from '../sessions/accountSession';
import type { Account } from '../../assets/account';
import type { AssetType } from '../../happyfox/assetType';
import type { Staff } from '../../happyfox/staff';
import type { Credentials } from '../sessions/accountsVault';
import { connectionSettings } from '../sessions/connectionSettings';
import type { WireLine } from '../../happyfox/connection';

/** What an account answered to its credentials. */
export interface Verified {
  readonly assetTypes: readonly AssetType[];
  readonly staff: readonly Staff[];
}

/** What reading an account for the first time is told and counted by. */
export interface Verification {
  readonly wireLog: (line: WireLine) => void;
  readonly budget: SharedBudget;
}

/**
 * Tries credentials with the two cheapest reads: the types, and the staff to choose the acting agent from. They count like all others, and
 * nothing is sent during a lock-out. Throws `HappyFoxError`.
 */
export async function verify(
  credentials: Credentials,
  { wireLog: log, budget }: Verification,
  signal?: AbortSignal,
): Promise<Verified> {
  const { connect } = await import('../../happyfox/connection');
  const { client, dispose } = connect({ ...credentials, ...connectionSettings(), ...budget, log });
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
