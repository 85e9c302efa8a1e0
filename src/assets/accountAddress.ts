/** Why an address can't be an account's. */
export type AddressProblem =
  | 'empty'
  /** Plain http to another machine. */
  | 'insecure'
  /** A scheme other than http and https. */
  | 'scheme'
  /** User name or password in front of the host. */
  | 'userinfo'
  | 'query'
  | 'fragment'
  /** HappyFox's own site, not an account of it. */
  | 'noAccount'
  | 'notAnAddress';

/** An account's address: `accountId` names it everywhere, `baseUrl` (no slash at its end) is where its API is. */
type AccountAddress =
  | { readonly ok: true; readonly accountId: string; readonly baseUrl: string }
  | { readonly ok: false; readonly reason: AddressProblem };

/**
 * Reads what a person types or pastes: `acme`, `acme.happyfox.net`, `https://assets.example.com`, a proxy with a path, the URL
 * of a page or of the API. The account id is host (with port) and path, without the scheme; the host in lower case and punycode.
 */
export function parseAccountAddress(input: string): AccountAddress {
  const typed = input.trim();
  if (typed === '') return refused('empty');
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(typed)) return refused('notAnAddress');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return refused('scheme');
  if (typed.includes('#')) return refused('fragment');
  if (typed.includes('?')) return refused('query');
  const url = parseUrl(scheme === undefined ? withScheme(typed) : typed);
  if (url === undefined) return refused('notAnAddress');
  // The parser drops an empty user name, so look at what was typed.
  if (/^([^/]*\/\/)?[^/]*@/.test(typed)) return refused('userinfo');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return refused('insecure');
  return accountAt(url);
}

function accountAt(url: URL): AccountAddress {
  const hostname = url.hostname.replace(/\.$/, '');
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/.test(hostname)) return refused('notAnAddress');
  if (/^(www\.)?happyfox\.(com|net)$/.test(hostname)) return refused('noAccount');
  const host = url.port === '' ? hostname : `${hostname}:${url.port}`;
  const path = /^[^.]+\.happyfox\.(com|net)$/.test(hostname) ? '' : accountPath(url.pathname);
  return { ok: true, accountId: `${host}${path}`, baseUrl: `${url.protocol}//${host}${path}` };
}

/** The path of a proxy, cut where the API's or HappyFox's own pages begin. */
function accountPath(pathname: string): string {
  return pathname.replace(/\/(api(\/\d.*)?|staff(\/.*)?)$/, '').replace(/\/+$/, '');
}

/** A bare word is an account on happyfox.com; loopback speaks http; everything else https. */
function withScheme(typed: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/i.test(typed) && typed.toLowerCase() !== 'localhost') {
    return `https://${typed}.happyfox.com`;
  }
  const url = parseUrl(`http://${typed}`);
  if (url === undefined) return typed;
  return isLoopback(url.hostname) ? `http://${typed}` : `https://${typed}`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function refused(reason: AddressProblem): AccountAddress {
  return { ok: false, reason };
}
