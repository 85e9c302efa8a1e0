import type { Account, Call } from '../account';
import { getAsset, listAssets } from '../resources/assets';
import { createAsset, deleteAsset, updateAsset } from '../resources/assetWrites';
import { getAssetType, listAssetTypes } from '../resources/assetTypes';
import { getCustomField, getCustomFieldSingular, listCustomFields } from '../resources/customFields';
import { getContact, listContacts, listStaff } from '../resources/people';
import { bodiless, notFound, refusal } from './reply';
import type { Reply } from './reply';

type Endpoint = (account: Account, call: Call) => Reply;

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Endpoint>>;
}

/** Every path below `/api/1.1/json/`; the group names the item. */
const routes: readonly Route[] = [
  { path: /^assets\/$/, methods: { GET: listAssets, POST: createAsset } },
  { path: /^asset\/(\d{1,15})\/$/, methods: { GET: getAsset, PUT: updateAsset, DELETE: deleteAsset } },
  { path: /^asset_custom_fields\/$/, methods: { GET: listCustomFields } },
  { path: /^asset_custom_fields\/(\d{1,15})\/$/, methods: { GET: getCustomField } },
  { path: /^asset_custom_field\/(\d{1,15})\/$/, methods: { GET: getCustomFieldSingular } },
  { path: /^asset_types\/$/, methods: { GET: listAssetTypes } },
  { path: /^asset_type\/(\d{1,15})\/$/, methods: { GET: getAssetType } },
  { path: /^staff\/$/, methods: { GET: listStaff } },
  { path: /^users\/$/, methods: { GET: listContacts } },
  { path: /^user\/([^/]+)\/$/, methods: { GET: getContact } },
];

const BASE = '/api/1.1/json/';

/** Answers a request that may pass. */
export function route(account: Account, method: string, url: URL, body: unknown): Reply {
  if (!url.pathname.startsWith(BASE)) return notFound();
  const path = url.pathname.slice(BASE.length);
  const found = match(path);
  if (found === undefined) {
    if (account.switches.missingSlash === 404 || match(`${path}/`) === undefined) return notFound();
    return bodiless(301, { Location: `${url.origin}${url.pathname}/${url.search}` });
  }
  const endpoint = Object.entries(found.methods).find(([name]) => name === method)?.[1];
  if (endpoint === undefined) {
    return refusal(405, `Method "${method}" not allowed.`, { Allow: Object.keys(found.methods).join(', ') });
  }
  return endpoint(account, { query: url.searchParams, body, key: found.key });
}

function match(path: string): (Pick<Route, 'methods'> & { readonly key: string }) | undefined {
  for (const { path: pattern, methods } of routes) {
    const hit = pattern.exec(path);
    const key = decode(hit?.[1] ?? '');
    if (hit !== null && key !== undefined) return { methods, key };
  }
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
