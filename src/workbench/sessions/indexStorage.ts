import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFileName } from '../../disk/fileNames';
import { removeFolder } from '../../disk/removeFolder';
import { SharedOrder } from '../../disk/sharedOrder';
import type { IndexPlace } from '../../finding/openedIndex';
import { keepsIndex } from './settings';
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

  /** The order in which all windows write an account's assets: ids alone, and so shared whether indexes are kept or not. */
  order(accountId: string, onUnwritable: () => void): SharedOrder {
    return new SharedOrder({ path: this.paths(accountId).writesFile, onUnwritable });
  }

  /** Removes the index of an account, with its key. */
  async clear(accountId: string): Promise<void> {
    const { folder, lockFolder, versionFile } = this.paths(accountId);
    for (const path of [folder, lockFolder, versionFile]) await removeFolder(path);
    // Last, for a keyring that refuses must not keep what people want gone.
    await this.secrets.delete(secretPrefix + accountId);
  }

  /** Removes what is kept of an account that is removed itself. */
  async forget(accountId: string): Promise<void> {
    await rm(this.paths(accountId).writesFile, { force: true });
    await this.clear(accountId);
  }

  private paths(accountId: string): Omit<IndexPlace, 'key'> & { readonly writesFile: string } {
    const path = join(this.folder, accountFileName(accountId));
    return { folder: path, lockFolder: `${path}.turn`, versionFile: `${path}.version`, writesFile: `${path}.writes` };
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
