import { getCACertificates } from 'node:tls';
import type { ProxySettings } from './connection';
import { keepAlive, readsAtOnce, type Deadlines } from './limits';
import connect from 'undici/lib/api/api-connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';

// undici's index, which is not loaded, does the same: a proxy is asked for a tunnel by this method.
Dispatcher.prototype.connect = connect;

/** How requests to one origin travel. */
export interface Route {
  /** Connections kept open between requests. */
  readonly reads: Dispatcher;
  /**
   * A connection for each request. A server closes idle connections when it likes; a write that meets such a close would be reset
   * after its bytes went out, and nobody could tell whether it was executed. A handshake more per write is the price.
   */
  readonly writes: Dispatcher;
  readonly proxied: boolean;
}

/** What the route depends on beside the settings; tests give their own. */
export interface RouteSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Certificates of the system's store and of Node's own, as PEM. Costs tens of milliseconds. */
  readonly certificates: () => readonly string[] | undefined;
}

/** The process's own surroundings. */
export const processSurroundings: RouteSurroundings = { environment: process.env, certificates: systemCertificates };

/** Builds the way to `origin`. Throws where the proxy's address is none. The target's certificate is verified whatever the settings say. */
export function buildRoute(
  origin: URL,
  settings: ProxySettings,
  deadlines: Deadlines,
  around: RouteSurroundings,
): Route {
  const proxy = proxyFor(origin, settings, around.environment);
  const secure = origin.protocol === 'https:' || proxy?.protocol === 'https:';
  const certificates = secure && settings.systemCertificates ? around.certificates() : undefined;
  const trust = { allowH2: false, ...(certificates && { ca: [...certificates] }) };
  const shared = {
    allowH2: false,
    connectTimeout: deadlines.connect,
    headersTimeout: deadlines.headers,
    bodyTimeout: deadlines.idleBody,
    keepAliveTimeout: keepAlive,
  };
  const build = (options: { connections?: number; pipelining?: number }): Dispatcher =>
    proxy
      ? new ProxyAgent({
          ...shared,
          ...options,
          uri: proxy.href,
          ...(settings.authorization !== undefined && { token: settings.authorization }),
          requestTls: trust,
          proxyTls: { ...trust, rejectUnauthorized: settings.strictSsl },
        })
      : new Agent({ ...shared, ...options, connect: { ...trust, timeout: deadlines.connect } });
  // No pipelining means "Connection: close" in undici.
  return { reads: build({ connections: readsAtOnce }), writes: build({ pipelining: 0 }), proxied: proxy !== undefined };
}

/** The proxy for `origin`: VS Code's setting, else the environment's; none for loopback and for what either excepts. */
export function proxyFor(
  origin: URL,
  { off, url, noProxy }: ProxySettings,
  environment: RouteSurroundings['environment'],
): URL | undefined {
  if (off || isLoopback(origin.hostname)) return undefined;
  const named = [url, environment.HTTPS_PROXY, environment.https_proxy].find(Boolean);
  if (!named) return undefined;
  const fromEnvironment = (environment.NO_PROXY ?? environment.no_proxy ?? '').split(/[,\s]+/);
  const exceptions = noProxy.length > 0 ? noProxy : fromEnvironment;
  if (exceptions.some((entry) => excepts(entry, origin))) return undefined;
  return new URL(named.includes('://') ? named : `http://${named}`);
}

/** Whether `hostname`, as `URL.hostname` has it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** `*`, `host`, `.domain` and `domain` (both with their subdomains), `*.domain` (subdomains only), each with an optional port. */
function excepts(entry: string, origin: URL): boolean {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
  if (name === '') return false;
  if (port !== undefined && port !== (origin.port || (origin.protocol === 'https:' ? '443' : '80'))) return false;
  if (name === '*') return true;
  const domain = name.replace(/^\*?\./, '');
  return origin.hostname.endsWith(`.${domain}`) || (origin.hostname === domain && !name.startsWith('*'));
}

function systemCertificates(): readonly string[] | undefined {
  // Older hosts have no such function; they trust what Node brings.
  if (typeof getCACertificates !== 'function') return undefined;
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
