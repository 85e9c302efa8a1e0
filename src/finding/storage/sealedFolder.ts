import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { codeOf, unlessAbsent } from '../../disk/absence';
import { removeFolder } from '../../disk/removeFolder';
import { replaceFile, unfinishedEnding } from '../../disk/replaceFile';

const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

/** What a sealed folder is made with. */
interface SealedFolderOptions {
  /** The folder of one account; made when something is first written. */
  readonly folder: string;
  /** 32 random bytes that live in SecretStorage alone. */
  readonly key: Buffer;
  readonly accountId: string;
  /** Hears once that something that is there can't be read, and why: an error's code, or `damaged`. */
  readonly unreadable: (reason: string) => void;
}

/** Bytes in a key. */
const sealKeyLength = 32;

const algorithm = 'aes-256-gcm';
/** Names the format; a file that begins otherwise is of another version. */
const magic = Buffer.from('HFX3', 'latin1');
const nonceLength = 12;
const tagLength = 16;
/** Of 100,000 assets level 1 takes half the time of the default, for files an eighth bigger; brotli and zstd unpack much slower. */
const level = 1;
/** A file that unpacks to more is none of ours. */
const expandedAtMost = 64 * 1024 * 1024;
/** A file that was begun so many milliseconds ago, and is not finished, was left by a crash. */
const unfinishedFor = 60_000;

/**
 * Files of text, each compressed and encrypted, which is all that is ever written. A file is bound to its name, its account and the format, so
 * that none can be put in another's place. It is there whole or not at all. Whatever can't be opened is as good as absent, for the server has
 * it all; that this happened is told.
 */
export class SealedFolder {
  readonly folder: string;
  readonly #key: Buffer;
  readonly #accountId: string;
  readonly #unreadable: (reason: string) => void;
  #told = false;

  constructor({ folder, key, accountId, unreadable }: SealedFolderOptions) {
    if (key.length !== sealKeyLength) throw new RangeError(`A key has ${sealKeyLength} bytes`);
    this.folder = folder;
    this.#key = key;
    this.#accountId = accountId;
    this.#unreadable = unreadable;
  }

  /** The names of all files with a stamp that changes when the file does; empty where there is no folder. */
  async list(): Promise<ReadonlyMap<string, string>> {
    const listed = new Map<string, string>();
    for (const name of (await this.#names()).toSorted()) {
      if (!isOurs(name)) continue;
      const stamp = await this.stamp(name);
      if (stamp !== undefined) listed.set(name, stamp);
    }
    return listed;
  }

  /** Changes when the file does; undefined where there is none. */
  async stamp(name: string): Promise<string | undefined> {
    const found = await this.#unlessUnreadable(stat(join(this.folder, name), { bigint: true }));
    return found && `${found.ino} ${found.mtimeNs} ${found.size}`;
  }

  /** The text of a file; undefined where it is absent, damaged, of another version, or was sealed with another key or for another account. */
  async read(name: string): Promise<string | undefined> {
    const file = await this.#unlessUnreadable(readFile(join(this.folder, name)));
    if (!file) return undefined;
    try {
      const packed = this.#open(file, name);
      if (packed) return (await expand(packed, { maxOutputLength: expandedAtMost })).toString('utf8');
    } catch {
      // Told below.
    }
    this.#tell('damaged');
    return undefined;
  }

  /** Puts a text in the place of what was there, if anything. Throws what the file system throws, and then what was there still is. */
  async write(name: string, text: string): Promise<void> {
    await replaceFile(join(this.folder, name), this.#seal(await compress(text, { level }), name));
  }

  /** Removes a file. One that can't be is left where it is. */
  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true }).catch(() => undefined);
  }

  /** Removes what windows that crashed had not finished. */
  async removeUnfinished(now: number): Promise<void> {
    for (const name of await this.#names()) {
      if (!name.endsWith(unfinishedEnding)) continue;
      const found = await this.#unlessUnreadable(stat(join(this.folder, name)));
      if (found && Math.abs(now - found.mtimeMs) > unfinishedFor) await this.remove(name);
    }
  }

  /** Removes the folder and all that is in it. Throws what the file system throws. */
  async clear(): Promise<void> {
    await removeFolder(this.folder);
  }

  async #names(): Promise<readonly string[]> {
    return (await this.#unlessUnreadable(readdir(this.folder))) ?? [];
  }

  async #unlessUnreadable<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await unlessAbsent(work);
    } catch (error) {
      this.#tell(codeOf(error) ?? 'unknown');
      return undefined;
    }
  }

  #tell(reason: string): void {
    if (this.#told) return;
    this.#told = true;
    this.#unreadable(reason);
  }

  #seal(packed: Buffer, name: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(this.#bound(name));
    const sealed = Buffer.concat([cipher.update(packed), cipher.final()]);
    return Buffer.concat([magic, nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws where the file is not what `#seal` made of this name. */
  #open(file: Buffer, name: string): Buffer | undefined {
    const start = magic.length + nonceLength + tagLength;
    if (file.length < start || !file.subarray(0, magic.length).equals(magic)) return undefined;
    const nonce = file.subarray(magic.length, magic.length + nonceLength);
    const tag = file.subarray(magic.length + nonceLength, start);
    const decipher = createDecipheriv(algorithm, this.#key, nonce, { authTagLength: tagLength });
    decipher.setAAD(this.#bound(name)).setAuthTag(tag);
    return Buffer.concat([decipher.update(file.subarray(start)), decipher.final()]);
  }

  #bound(name: string): Buffer {
    return Buffer.from(JSON.stringify([magic.toString('latin1'), this.#accountId, name]), 'utf8');
  }
}

function isOurs(name: string): boolean {
  return name.endsWith(sealedEnding);
}

/** How the names of sealed files end. */
export const sealedEnding = '.sealed';
