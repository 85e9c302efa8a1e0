import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { personKey } from '../assets/eachPersonOnce';
import { FileLock, type Held } from '../disk/fileLock';
import { accountFileName } from '../disk/fileNames';
import type { NewContact } from '../happyfox/asset';

/** Longer than a read that is repeated and a write can take; a holder that is gone is noticed at once. */
const silentFor = 10 * 60_000;

/** Assets share locks, and people do, so that an account has few of them. */
const locks = 64;

/** Who has gone through the gate. */
export type Inside = Pick<Held, 'isMine' | 'release'>;

/**
 * Sees to it that an asset is read and written, and that somebody new is looked up and created, by one at a time, in all windows: save,
 * plan, delete and undo alike.
 */
export class AssetGate {
  constructor(private readonly folder: string) {}

  /**
   * Goes through the gate with an asset, null for one that is still to be created, and with people who may be; undefined while somebody else
   * is in it with any of them. Throws what the file system throws.
   */
  async tryEnter(
    accountId: string,
    assetId: number | null,
    people: readonly NewContact[] = [],
  ): Promise<Inside | undefined> {
    const entered: Held[] = [];
    const inside: Inside = {
      isMine: async () => (await Promise.all(entered.map((held) => held.isMine()))).every(Boolean),
      release: async () => {
        await Promise.all(entered.map((held) => held.release()));
      },
    };
    const names = [...(assetId === null ? [] : [String(assetId % locks)]), ...people.map(lockOf)];
    try {
      for (const name of new Set(names)) {
        const held = await new FileLock(join(this.folder, accountFileName(accountId), name), { silentFor }).tryTake();
        // Nobody waits here, so nobody waits for one who waits.
        if (!held) {
          await inside.release();
          return undefined;
        }
        entered.push(held);
      }
    } catch (error) {
      await inside.release();
      throw error;
    }
    return inside;
  }
}

function lockOf(person: NewContact): string {
  return `person-${createHash('sha256').update(personKey(person)).digest().readUInt32BE() % locks}`;
}
