import { HappyFoxError, type Execution, type Failure, type FailureKind } from './errors';
import { parseExactly } from './exactJson';
import { readComplaint, saysFailed } from './fieldErrors';
import { lockoutLength, longestLockout, shortestLockout } from './limits';
import type { WireAnswer, WireRequest } from './transport';

/** What the judge is told of a request beside its answer. */
interface Judged {
  readonly request: Pick<WireRequest, 'method'>;
  readonly answer: WireAnswer;
  readonly described: Pick<Failure, 'method' | 'path' | 'host'>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Refusals after which nothing was executed. Any other status beyond 2xx leaves a write in doubt; so does 303, the usual answer to a form that was. */
const notExecuted = new Set([301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 407, 413, 415, 422, 429]);

const kinds: ReadonlyMap<number, FailureKind> = new Map([
  [400, 'invalid'],
  [401, 'badCredentials'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [407, 'proxy'],
  [422, 'invalid'],
  [429, 'rateLimited'],
]);

/**
 * The JSON of an answer; `undefined` where a DELETE was answered with a 2xx that holds none, which is a success (article §5).
 * Throws `HappyFoxError` for any answer that is no success.
 */
export function judge(judged: Judged): unknown {
  const { status } = judged.answer;
  if (status < 200 || status > 299) throw refusal(judged);
  const read = readBody(judged.answer.text);
  const doubtful = (kind: FailureKind, more: Partial<Failure> = {}): HappyFoxError =>
    new HappyFoxError({ kind, execution: inDoubt(judged.request), status, ...judged.described, ...more });
  if (read.form === 'json') {
    if (saysFailed(read.value)) throw doubtful('invalid', complaintOf(read.value));
    return read.value;
  }
  // Begins as JSON and does not end as such: somebody between cut it short.
  if (read.form === 'cut') throw doubtful('connectionLost');
  if (judged.request.method === 'DELETE' && read.form !== 'html') return undefined;
  throw doubtful('notTheApi');
}

/** What an answer that cannot be believed leaves: nothing after a read, doubt after a write. */
export function inDoubt({ method }: Pick<WireRequest, 'method'>): Execution {
  return method === 'GET' ? 'notExecuted' : 'unknown';
}

function refusal({ request, answer, described, now }: Judged): HappyFoxError {
  const { status, headers, text } = answer;
  const read = readBody(text);
  const redirect = status >= 300 && status < 400;
  // HappyFox says in words that something is not there; a page, or nothing, comes from something in between.
  const notItsOwn = status === 404 && (read.form === 'html' || read.form === 'empty');
  return new HappyFoxError({
    kind: notItsOwn
      ? 'notTheApi'
      : (kinds.get(status) ?? (redirect ? 'redirected' : status >= 500 ? 'server' : 'refused')),
    execution: notExecuted.has(status) ? 'notExecuted' : inDoubt(request),
    status,
    ...described,
    ...complaintOf(read.form === 'json' ? read.value : text),
    ...(redirect && redirectOf(headers.location, described.host)),
    ...(status === 429 && { until: lockoutEnd(headers['retry-after'], headers.date, now) }),
  });
}

type Body = { readonly form: 'json'; readonly value: unknown } | { readonly form: 'cut' | 'html' | 'text' | 'empty' };

function readBody(text: string): Body {
  const trimmed = text.trim();
  if (trimmed === '') return { form: 'empty' };
  if (trimmed.startsWith('<')) return { form: 'html' };
  try {
    return { form: 'json', value: parseExactly(text) };
  } catch {
    return { form: /^[[{]/.test(trimmed) ? 'cut' : 'text' };
  }
}

function complaintOf(body: unknown): Pick<Failure, 'fieldErrors' | 'serverMessage'> {
  const { fieldErrors, serverMessage } = readComplaint(body);
  return {
    ...(fieldErrors.length > 0 && { fieldErrors }),
    ...(serverMessage !== undefined && { serverMessage }),
  };
}

/** The host alone: paths and queries of a sign-on page may hold tokens. */
function redirectOf(location: string | undefined, host: string): Pick<Failure, 'redirectHost'> {
  if (location === undefined) return {};
  const url = URL.parse(location, `https://${host}/`);
  return url ? { redirectHost: url.host } : {};
}

const httpDate = /^[a-z]{3,9}, .*\d\d:\d\d:\d\d/i;

/**
 * When a lock-out ends, in epoch milliseconds: by `Retry-After` in seconds or as a date, clamped to 1 s…15 min, else in ten minutes.
 * A date is taken relative to the server's own clock where it sends one.
 */
export function lockoutEnd(retryAfter: string | undefined, serverDate: string | undefined, now: number): number {
  const text = retryAfter?.trim() ?? '';
  const length = /^\d+$/.test(text)
    ? Number(text) * 1000
    : httpDate.test(text)
      ? Date.parse(text) - dateOr(serverDate, now)
      : NaN;
  if (Number.isNaN(length)) return now + lockoutLength;
  return now + Math.min(Math.max(length, shortestLockout), longestLockout);
}

function dateOr(serverDate: string | undefined, now: number): number {
  const date = serverDate === undefined ? NaN : Date.parse(serverDate);
  return Number.isNaN(date) ? now : date;
}
