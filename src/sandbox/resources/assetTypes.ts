import type { Account, Call } from '../account';
import { answer, notFound } from '../http/reply';
import type { Reply } from '../http/reply';
import { page } from '../paging';
import { renderType } from '../rendering';
import type { AssetType } from '../world/model';
import { readId } from '../writing/refusals';

/** `GET asset_types/` (article §8). */
export function listAssetTypes(account: Account, call: Call): Reply {
  return page(account, call, account.world.types, (type) => renderType(account, type));
}

/** `GET asset_type/<id>/` (article §9). */
export function getAssetType(account: Account, { key }: Call): Reply {
  const type = account.world.type(Number(key));
  return type === undefined ? notFound() : answer(renderType(account, type));
}

/** The type that `?asset_type=` names; the first one when it is missing (article §1, §3, §6). Undefined when it doesn't exist. */
export function typeAsked({ world, switches }: Account, { query }: Call): AssetType | undefined {
  const asked = query.get('asset_type');
  const [first] = world.types;
  if (asked === null || asked === '') return first;
  const type = world.type(readId(asked) ?? 0);
  return type ?? (switches.unknownAssetType === 'firstType' ? first : undefined);
}
