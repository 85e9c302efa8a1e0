import type { Account, Call } from '../account';
import { answer, notFound } from '../http/reply';
import type { Reply } from '../http/reply';
import { page } from '../paging';
import { renderAsset } from '../rendering';
import { typeAsked } from './assetTypes';

/** `GET assets/?asset_type=&size=&page=` (article §1). */
export function listAssets(account: Account, call: Call): Reply {
  const type = typeAsked(account, call);
  if (type === undefined) return notFound();
  return page(account, call, order(account, type.id), (id) => {
    const asset = account.world.asset(id);
    return asset === undefined ? null : renderAsset(account, asset);
  });
}

/** `GET asset/<id>/` (article §2). */
export function getAsset(account: Account, { key }: Call): Reply {
  const asset = account.world.asset(Number(key));
  return asset === undefined ? notFound() : answer(renderAsset(account, asset));
}

function order({ world, switches }: Account, typeId: number): readonly number[] {
  switch (switches.listOrder) {
    case 'id':
      return world.assets.ids(typeId);
    case 'idDescending':
      return [...world.assets.ids(typeId)].reverse();
    case 'recentlyUpdated':
      return world.assets.idsByRecency(typeId);
  }
}
