import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexPlace } from '../finding/openedIndex';
import { keepsIndex } from './indexSettings';
import type { Secrets } from './keyring';

const secretPrefix = 'happyfoxAssets.index.';
const keyLength = 32;

/** Where the indexes of accounts are kept: sealed files in the extension's storage, whose random keys live in SecretStorage alone. */
export class IndexStorage {
  constructor(
    private readonly folder: string,
    private readonly secrets: Secrets,
  ) {}

  /** An account's place; undefined where indexes are not to be kept, or no key can be. Throws `KeyringUnavailable` where the key can't be had. */
  async place(accountId: string): Promise<IndexPlace | undefined> {
    if (!keepsIndex()) return undefined;
    const key = await this.key(accountId);
    return key && { ...this.paths(accountId), key };
  }

  /** Removes what is kept of an account, with its key. */
  async forget(accountId: string): Promise<void> {
    const { folder, lockFile, versionFile } = this.paths(accountId);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    for (const file of [lockFile, versionFile]) await rm(file, { force: true });
    // Last, for a keyring that refuses must not keep what people want gone.
    await this.secrets.delete(secretPrefix + accountId);
  }

  private paths(accountId: string): Omit<IndexPlace, 'key'> {
    const name = createHash('sha256').update(accountId).digest('hex').slice(0, 24);
    const path = join(this.folder, name);
    return { folder: path, lockFile: `${path}.lock`, versionFile: `${path}.version` };
  }

  /** Undefined where a keyring takes a key and does not keep it. */
  private async key(accountId: string): Promise<Buffer | undefined> {
    const secret = secretPrefix + accountId;
    const known = parseKey(await this.secrets.get(secret));
    if (known) return known;
    await this.secrets.store(secret, randomBytes(keyLength).toString('base64'));
    // Of two windows that made one at the same time, the later one's is everybody's.
    return parseKey(await this.secrets.get(secret));
  }
}

function parseKey(text: string | undefined): Buffer | undefined {
  const key = Buffer.from(text ?? '', 'base64');
  return key.length === keyLength ? key : undefined;
}
