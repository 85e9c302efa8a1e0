import { assemble } from './assembly';
import type { HappyFoxClient } from './client';

/** What a connection needs to know. The key leaves this process only in the Authorization header of requests to `baseUrl`'s origin. */
export interface ConnectionOptions {
  /** The account's address, e.g. `https://acme.happyfox.com` or `https://proxy.example/happyfox`; `api/1.1/json/` is added. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly authCode: string;
  readonly budget: { readonly readsPerMinute: number; readonly writesPerMinute: number };
  /**
   * Folder in which all windows share the budget and the lock-out, made if need be; absent: this process alone. Names of files in it are
   * hashes of the key and of the address.
   */
  readonly budgetFolder?: string;
  /** Told once, with the error's code, when the budget can't be shared there: this connection then goes on alone. */
  readonly unshared?: (code: string) => void;
  /** Seconds for a whole attempt, from its turn to the last byte; a read may take three. */
  readonly timeoutSeconds: number;
  readonly proxy: ProxySettings;
  /** Starts the server where nothing listens at the address, if that is in our hands; the attempt, of which nothing was sent, is made again then. */
  readonly revive?: () => Promise<void>;
  /** One line a request: verb, path, status, milliseconds, attempt. */
  readonly log: (line: WireLine) => void;
}

/** VS Code's `http.*` settings that bear on us, read by the caller. */
export interface ProxySettings {
  /** `http.proxySupport` is `off`. */
  readonly off: boolean;
  readonly url: string | undefined;
  readonly noProxy: readonly string[];
  readonly authorization: string | undefined;
  /** `http.proxyStrictSSL`: of the proxy's certificate, never the target's. */
  readonly strictSsl: boolean;
  readonly systemCertificates: boolean;
}

/** One request as the log shows it: never bodies, keys, people or queries. */
export interface WireLine {
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly failure: string | undefined;
  readonly milliseconds: number;
  readonly attempt: number;
}

/** How much of the budget is left, and whether the account is locked out. */
export interface BudgetState {
  readonly readsLeft: number;
  readonly writesLeft: number;
  /** Epoch milliseconds; absent while not locked out. */
  readonly lockedUntil?: number;
}

/** An account's client with its pool and budget. Dispose it to close the sockets. */
export interface Connection {
  readonly client: HappyFoxClient;
  readonly budgetState: () => BudgetState;
  readonly onBudgetChange: (listener: () => void) => () => void;
  /** Closes the sockets once nothing has been under way for a while; until then requests go on. */
  readonly retire: () => void;
  /** Ends what is under way, as cancelled, and closes the sockets. */
  readonly dispose: () => Promise<void>;
}

/**
 * Opens an account's connection; nothing is sent before the first call. Throws `TypeError` where `baseUrl` is no address that a key may be
 * sent to: it must be https, or http to this machine itself, and hold neither credentials nor a query.
 */
export function connect(options: ConnectionOptions): Connection {
  return assemble(options);
}
