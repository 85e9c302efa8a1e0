/** What a link from outside asks for. Nothing in it may be trusted. */
type AssetLink =
  | {
      readonly kind: 'asset';
      /** How the account may be spelled: VS Code decodes some links once before it hands them over, and others not. */
      readonly accountIds: readonly string[];
      readonly assetId: number;
    }
  /** A link that asks for anything but an asset. */
  | { readonly kind: 'unknownVerb' }
  /** A link to an asset that lacks its account or id, or has one twice. */
  | { readonly kind: 'malformed' };

/** The part of a link behind the extension’s name. It holds the account’s address and an id, and never a credential. */
export function assetLink(accountId: string, assetId: number): string {
  return `/asset?account=${encodeURIComponent(accountId).replaceAll('%2F', '/').replaceAll('%3A', ':')}&id=${assetId}`;
}

/** Reads a link's path and query. Parameters it does not know mean nothing: neither a key nor a setting can be handed over. */
export function parseAssetLink(path: string, query: string): AssetLink {
  if (path !== '/asset') return { kind: 'unknownVerb' };
  const parameters = parametersIn(query.includes('=') ? query : decodedOnce(query));
  const [account, ...otherAccounts] = parameters.get('account') ?? [];
  const [id = '', ...otherIds] = parameters.get('id') ?? [];
  const assetId = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : NaN;
  const once = otherAccounts.length === 0 && otherIds.length === 0;
  if (!account || !once || !Number.isSafeInteger(assetId)) return { kind: 'malformed' };
  return { kind: 'asset', accountIds: [...new Set([account, decodedOnce(account)])], assetId };
}

/** The parameters of a query, their values as they stand there: a form's `+` is none of ours. */
function parametersIn(query: string): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, string[]>();
  for (const part of query.split('&')) {
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    parameters.set(name, [...(parameters.get(name) ?? []), at < 0 ? '' : part.slice(at + 1)]);
  }
  return parameters;
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
