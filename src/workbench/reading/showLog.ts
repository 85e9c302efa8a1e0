import type { SessionParts } from '../sessions/sessionParts';

/** Opens the log: verb, path, status and time of every request. */
export function showLog({ log }: Pick<SessionParts, 'log'>): void {
  log.show();
}
