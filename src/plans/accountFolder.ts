import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The folder of an account's files; an account's id may hold what a file name must not. */
export function accountFolder(folder: string, accountId: string): string {
  return join(folder, createHash('sha256').update(accountId).digest('hex').slice(0, 24));
}
