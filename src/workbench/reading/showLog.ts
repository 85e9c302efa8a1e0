import type { Parts } from '../parts';

/** Opens the log: verb, path, status and time of every request. */
export function showLog({ log }: Parts): void {
  log.show();
}
