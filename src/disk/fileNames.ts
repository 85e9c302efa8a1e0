import { createHash } from 'node:crypto';

/** The name of an account's folder or file: its id may hold what a file name must not. 24 hexadecimal digits. */
export function accountFileName(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex').slice(0, 24);
}

/** The name of a file for what these name together, without an ending. 32 hexadecimal digits. */
export function recordFileName(...names: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 32);
}

/** A short fingerprint of a text, by which a damaged one is told from a whole one. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
