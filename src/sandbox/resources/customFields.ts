import type { Account, Call } from '../account';
import { answer, notFound } from '../http/reply';
import type { Reply } from '../http/reply';
import { page } from '../paging';
import { renderField } from '../rendering';
import { typeAsked } from './assetTypes';

/** `GET asset_custom_fields/?asset_type=&size=&page=` (article §6). */
export function listCustomFields(account: Account, call: Call): Reply {
  const type = typeAsked(account, call);
  if (type === undefined) return notFound();
  return page(account, call, account.world.fields(type.id), (field) => renderField(account, field));
}

/** `GET asset_custom_fields/<id>/` (article §7). */
export function getCustomField(account: Account, call: Call): Reply {
  return account.switches.customFieldPath === 'singular' ? notFound() : render(account, call);
}

/** `GET asset_custom_field/<id>/`, as other editions of the article have it. */
export function getCustomFieldSingular(account: Account, call: Call): Reply {
  return account.switches.customFieldPath === 'plural' ? notFound() : render(account, call);
}

function render(account: Account, { key }: Call): Reply {
  const field = account.world.field(Number(key));
  return field === undefined ? notFound() : answer(renderField(account, field));
}
