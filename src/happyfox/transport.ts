import type { IncomingHttpHeaders } from 'node:http';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { ProxySettings } from './connection';
import { buildRoute, type Route, type RouteSurroundings } from './dispatcher';
import { HappyFoxError, type Failure } from './errors';
import { bodyCap, type Deadlines } from './limits';
import { readNetworkError } from './networkFailure';
import type { WirePath } from './wirePath';

/** A request as the client words it. */
export interface WireRequest extends WirePath {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** JSON text. */
  readonly body?: string;
}

/** Any complete answer, whatever its status. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decoded body. */
  readonly text: string;
}

/** Where a transport carries to, and with what. */
interface TransportOptions {
  /** The API's base, ending in `/`. */
  readonly base: URL;
  readonly apiKey: string;
  readonly authCode: string;
  readonly deadlines: Deadlines;
  readonly proxy: ProxySettings;
  readonly surroundings: RouteSurroundings;
}

/**
 * Carries single attempts to one origin. It can send nowhere else: the Authorization header and the origin are fixed together here,
 * paths come from the client alone, and no redirect is followed.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #headers: Readonly<Record<string, string>>;
  #route: Route | undefined;
  #disposed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    const credentials = Buffer.from(`${options.apiKey}:${options.authCode}`, 'utf8').toString('base64');
    this.#headers = {
      authorization: `Basic ${credentials}`,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'assets-for-happyfox',
    };
  }

  /** Carries one attempt. Throws `HappyFoxError` for anything but a complete answer of at most 10 MB; any status is an answer. */
  async send(request: WireRequest, signal?: AbortSignal): Promise<WireAnswer> {
    const failed = (failure: Pick<Failure, 'kind' | 'code' | 'status'>, started: boolean): HappyFoxError => {
      // A read changes nothing, so it may always be sent again.
      const execution = started && request.method !== 'GET' ? 'unknown' : 'notExecuted';
      return new HappyFoxError({ ...failure, execution, ...this.describe(request) });
    };
    if (this.#disposed || signal?.aborted) throw failed({ kind: 'cancelled' }, false);
    const route = this.#buildRoute(failed);
    const { status, headers, chunks } = await this.#exchange(route, request, signal, failed);
    const raw = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
    if (encoding === 'identity' || encoding === '' || raw.length === 0)
      return { status, headers, text: raw.toString() };
    if (encoding !== 'gzip' && encoding !== 'x-gzip') throw failed({ kind: 'notTheApi', status }, true);
    const decoded = await inflate(raw);
    if (typeof decoded === 'string') throw failed({ kind: decoded, status }, true);
    return { status, headers, text: decoded.toString() };
  }

  /** What errors say of a request. */
  describe({ method, shown }: WireRequest): Pick<Failure, 'method' | 'path' | 'host'> {
    return { method, path: shown, host: this.#options.base.host };
  }

  /** Ends what is under way, as cancelled, and closes the sockets. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const route = this.#route;
    this.#route = undefined;
    await Promise.all([route?.reads.destroy(), route?.writes.destroy()]);
  }

  /** On first use, for the certificates take long to read. */
  #buildRoute(failed: (failure: Pick<Failure, 'kind'>, started: boolean) => HappyFoxError): Route {
    const { base, proxy, deadlines, surroundings } = this.#options;
    try {
      return (this.#route ??= buildRoute(base, proxy, deadlines, surroundings));
    } catch {
      // The cause is not passed on: it quotes the proxy's address, which may hold a password.
      throw failed({ kind: 'proxy' }, false);
    }
  }

  #exchange(
    { reads, writes, proxied }: Route,
    { method, path, body }: WireRequest,
    signal: AbortSignal | undefined,
    failed: (failure: Pick<Failure, 'kind' | 'code' | 'status'>, started: boolean) => HappyFoxError,
  ): Promise<Pick<WireAnswer, 'status' | 'headers'> & { chunks: readonly Buffer[] }> {
    const { base, deadlines } = this.#options;
    return new Promise((resolve, reject) => {
      const exchange = new Exchange({
        resolve,
        reject: (failure, started) => {
          reject(failed(failure, started));
        },
        proxied,
      });
      exchange.watch(signal, deadlines.total);
      (method === 'GET' ? reads : writes).dispatch(
        {
          origin: base.origin,
          path: base.pathname + path,
          method,
          headers: body === undefined ? this.#headers : { ...this.#headers, 'content-type': 'application/json' },
          body: body ?? null,
        },
        exchange,
      );
    });
  }
}

interface ExchangeEnd {
  resolve(answer: { status: number; headers: IncomingHttpHeaders; chunks: readonly Buffer[] }): void;
  reject(failure: Pick<Failure, 'kind' | 'code' | 'status'>, started: boolean): void;
  readonly proxied: boolean;
}

/** One request on its way through undici. Settles once; what comes later is ignored. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #end: ExchangeEnd;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #size = 0;
  #settled = false;
  #unwatch: (() => void) | undefined;

  constructor(end: ExchangeEnd) {
    this.#end = end;
  }

  /** Ends the exchange when the signal fires, or after `total` milliseconds. */
  watch(signal: AbortSignal | undefined, total: number): void {
    const timer = setTimeout(() => {
      this.#fail({ kind: 'timeout' });
    }, total);
    const cancel = () => {
      this.#fail({ kind: 'cancelled' });
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.#unwatch = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
  }

  /** A connection is there and the request's bytes follow, unless it is aborted now. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) controller.abort(new Error('no longer wanted'));
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > bodyCap) this.#fail({ kind: 'tooLarge', status: this.#status });
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    this.#end.resolve({ status: this.#status, headers: this.#headers, chunks: this.#chunks });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const started = this.#controller !== undefined;
    const { kind, code, status } = readNetworkError(error, { started, proxied: this.#end.proxied });
    this.#fail({ kind, ...(code !== undefined && { code }), ...(status !== undefined && { status }) });
  }

  #fail(failure: Pick<Failure, 'kind' | 'code' | 'status'>): void {
    if (!this.#settle()) return;
    this.#end.reject(failure, this.#controller !== undefined);
    this.#controller?.abort(new Error('no longer wanted'));
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#unwatch?.();
    return true;
  }
}

/** Decodes gzip up to the cap, so that a bomb costs no more than that. */
function inflate(raw: Buffer): Promise<Buffer | 'tooLarge' | 'connectionLost'> {
  return new Promise((resolve) => {
    gunzip(raw, { maxOutputLength: bodyCap }, (error, decoded) => {
      if (error === null) resolve(decoded);
      else resolve('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'connectionLost');
    });
  });
}
