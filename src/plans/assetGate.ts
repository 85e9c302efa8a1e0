import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FileLock, type Held } from '../disk/fileLock';
import { accountFileName } from '../disk/fileNames';
import type { NewContact } from '../happyfox/asset';
import { personKey } from '../assets/person';

/** Longer than a read that is repeated and a write can take; a holder that is gone is noticed at once. */
const silentFor = 10 * 60_000;

/** Assets share locks, and people do, so that an account has few of them. */
const locks = 64;

/** Who was inside last with people. */
export type LastInside = ReadonlyMap<string, number>;

/** Who has gone through the gate. */
export type Inside = Pick<Held, 'isMine' | 'release'>;

/**
 * Sees to it that an asset is read and written by one at a time, and that somebody new is created by one alone of those who have looked them
 * up, in all windows: save, plan, delete and undo alike.
 */
export class AssetGate {
  constructor(private readonly folder: string) {}

  /**
   * Goes through the gate with an asset, null for one that is still to be created, and with people who may be; undefined while somebody else
   * is in it with any of them, or where somebody has been with any of the people since `last`. Throws what the file system throws.
   */
  async tryEnter(
    accountId: string,
    assetId: number | null,
    people: readonly NewContact[] = [],
    last: LastInside = new Map(),
  ): Promise<Inside | undefined> {
    const entered: Held[] = [];
    const inside: Inside = {
      isMine: async () => (await Promise.all(entered.map((held) => held.isMine()))).every(Boolean),
      release: async () => {
        await Promise.all(entered.map((held) => held.release()));
      },
    };
    const asset = assetId === null ? [] : [String(assetId % locks)];
    try {
      for (const name of [...asset, ...locksOf(people)]) {
        const held = await this.#lock(accountId, name).tryTake(last.get(name));
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

  /**
   * Who was inside last with these people, for who looks them up after this and is to know in `tryEnter` whether that still holds; undefined
   * while somebody is in it with any of them. Throws what the file system throws.
   */
  async lastWith(accountId: string, people: readonly NewContact[]): Promise<LastInside | undefined> {
    const last = new Map<string, number>();
    for (const name of locksOf(people)) {
      const number = await this.#lock(accountId, name).last();
      if (number === undefined) return undefined;
      last.set(name, number);
    }
    return last;
  }

  #lock(accountId: string, name: string): FileLock {
    return new FileLock(join(this.folder, accountFileName(accountId), name), { silentFor });
  }
}

/** In one order for all: of two who want the same, one gets them. */
function locksOf(people: readonly NewContact[]): readonly string[] {
  return [...new Set(people.map(lockOf))].toSorted();
}

function lockOf(person: NewContact): string {
  return `person-${createHash('sha256').update(personKey(person)).digest().readUInt32BE() % locks}`;
}
