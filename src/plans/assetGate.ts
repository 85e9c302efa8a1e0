import { join } from 'node:path';
import { FileLock, type Held } from '../disk/fileLock';
import { accountFileName } from '../disk/fileNames';

/** Longer than a read that is repeated and a write can take; a holder that is gone is noticed at once. */
const silentFor = 10 * 60_000;

/** Assets share locks, so that an account has few of them. */
const locks = 64;

/** Sees to it that an asset is read and written by one at a time, in all windows: save, plan, delete and undo alike. */
export class AssetGate {
  constructor(private readonly folder: string) {}

  /** Goes through the gate; undefined while somebody else is in it. Throws what the file system throws. */
  tryEnter(accountId: string, assetId: number): Promise<Pick<Held, 'isMine' | 'release'> | undefined> {
    const folder = join(this.folder, accountFileName(accountId), String(assetId % locks));
    return new FileLock(folder, { silentFor }).tryTake();
  }
}
