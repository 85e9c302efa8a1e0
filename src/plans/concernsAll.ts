import { HappyFoxError, type Failure, type FailureKind } from '../happyfox/errors';
import { JournalUnavailable } from './journal';

const hopeless: ReadonlySet<FailureKind> = new Set([
  'badCredentials',
  'forbidden',
  'rateLimited',
  'redirected',
  'notTheApi',
  'unresolved',
  'unreachable',
  'certificate',
  'proxy',
]);

const signatures: ReadonlySet<string> = new Set(['created_by', 'updated_by', 'deleted_by']);

/** The next asset would fare no better: wrong key, no permission, locked out, no way to HappyFox, or no journal. */
export function concernsAll(error: unknown): boolean {
  if (error instanceof JournalUnavailable) return true;
  if (HappyFoxError.is(error)) return isHopeless(error.failure) || refusesAgent(error.failure);
  // A refused write whose answer could not be believed says in its cause what came instead.
  return error instanceof Error && HappyFoxError.is(error.cause) && concernsAll(error.cause);
}

/** A server that does not even take the connection is as good as one that is not there. */
function isHopeless({ kind, code }: Failure): boolean {
  return hopeless.has(kind) || (kind === 'timeout' && code === 'UND_ERR_CONNECT_TIMEOUT');
}

/** Whether all that is complained of is who signs. */
function refusesAgent({ fieldErrors = [] }: Failure): boolean {
  return fieldErrors.length > 0 && fieldErrors.every(({ path }) => signatures.has(path[0] ?? ''));
}
