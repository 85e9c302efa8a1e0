/**
 * What is known of a request that failed, which decides what may follow:
 * `notExecuted` may be sent again, `unknown` must be read back and never repeated blindly, `executed` is done.
 */
export type Execution = 'notExecuted' | 'unknown' | 'executed';

/** One complaint of the server. `path` is e.g. `['custom_fields', '45']`, `['display_id']`, or `[]` where it names no field. */
export interface FieldError {
  readonly path: readonly string[];
  readonly message: string;
}

/** Why a request failed, in one word. Sentences for people are made elsewhere. */
export type FailureKind =
  | 'badCredentials' // 401
  | 'forbidden' // 403
  | 'notFound' // 404 in the API's own words
  | 'invalid' // 400, 422: see fieldErrors
  | 'rateLimited' // 429, or held back here because a lock-out is running: see until
  | 'redirected' // any 3xx: see location
  | 'refused' // any other 4xx
  | 'server' // 5xx
  | 'unresolved' // the host name does not resolve
  | 'unreachable' // refused, no route, network down
  | 'certificate' // TLS
  | 'proxy' // 407 or a broken tunnel
  | 'timeout'
  | 'connectionLost' // reset or cut short after bytes went out
  | 'notTheApi' // HTML, text or nothing where JSON was due, also with a 404
  | 'unreadable' // JSON, but not of the shape the article has
  | 'tooLarge' // over the body cap
  | 'cancelled';

/** What a `HappyFoxError` is made of. */
export interface Failure {
  readonly kind: FailureKind;
  readonly execution: Execution;
  readonly method: string;
  /** Path below the API's base, without the query. */
  readonly path: string;
  readonly host: string;
  readonly status?: number;
  readonly fieldErrors?: readonly FieldError[];
  /** The server's own words where they are not about a field. Remote text: make it safe before showing it. */
  readonly serverMessage?: string;
  /** Epoch milliseconds at which a lock-out ends. */
  readonly until?: number;
  /** Host that a redirect named. */
  readonly redirectHost?: string;
  /** Error code of the network layer, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  /** What of an unreadable answer was not of its shape, e.g. `contacts.0.id: Invalid input`. Names keys, never values. */
  readonly reason?: string;
}

const brand = Symbol.for('happyfoxAssets.HappyFoxError');

/** The one error the client throws. Its message names verb, path and status; never a body, key or person. */
export class HappyFoxError extends Error {
  override readonly name = 'HappyFoxError';
  readonly [brand] = true;

  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(`${failure.method} ${failure.path}: ${failure.status ?? failure.code ?? failure.kind}`, options);
  }

  /** Holds for whichever copy of this class made the error: a test holds one, the code it tests another. */
  static is(error: unknown): error is HappyFoxError {
    return typeof error === 'object' && error !== null && brand in error;
  }
}

/** Whether HappyFox has said that what was asked for is not there. */
export function isGone(error: unknown): boolean {
  return HappyFoxError.is(error) && error.failure.kind === 'notFound';
}
