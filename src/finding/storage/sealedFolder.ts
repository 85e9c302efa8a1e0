import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as realFiles from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

/** The file system, as far as it is needed; tests give their own. */
export type FileAccess = Pick<typeof realFiles, 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat'>;

/** What a sealed folder is made with. */
export interface SealedFolderOptions {
  /** The folder of one account; made when something is first written. */
  readonly folder: string;
  /** 32 random bytes that live in SecretStorage alone. */
  readonly key: Buffer;
  readonly accountId: string;
  /** Tells this window from all others; a part of the names of files that are not finished. */
  readonly writer: string;
  readonly files?: FileAccess;
}

/** Bytes in a key. */
export const sealKeyLength = 32;

const algorithm = 'aes-256-gcm';
/** Names the format; a file that begins otherwise is of another version. */
const magic = Buffer.from('HFX1', 'latin1');
const nonceLength = 12;
const tagLength = 16;
/** Of 100,000 assets level 1 takes half the time of the default, for files an eighth bigger; brotli and zstd unpack much slower. */
const level = 1;
/** A file that unpacks to more is none of ours. */
const expandedAtMost = 64 * 1024 * 1024;
const draftEnding = '.part';

/**
 * Files of text, each compressed and encrypted, which is all that is ever written. A file is bound to its name, its account and the format, so
 * that none can be put in another's place. It is there whole or not at all. Whatever can't be opened is as good as absent.
 */
export class SealedFolder {
  readonly folder: string;
  readonly #key: Buffer;
  readonly #accountId: string;
  readonly #writer: string;
  readonly #files: FileAccess;
  #drafts = 0;

  constructor({ folder, key, accountId, writer, files = realFiles }: SealedFolderOptions) {
    if (key.length !== sealKeyLength) throw new RangeError(`A key has ${sealKeyLength} bytes`);
    this.folder = folder;
    this.#key = key;
    this.#accountId = accountId;
    this.#writer = writer;
    this.#files = files;
  }

  /** The names of all files with a stamp that changes when the file does; empty where there is no folder. */
  async list(): Promise<ReadonlyMap<string, string>> {
    const names = await this.#files.readdir(this.folder).catch(() => []);
    const listed = new Map<string, string>();
    for (const name of names.sort()) {
      if (!isOurs(name)) continue;
      const stamp = await this.stamp(name);
      if (stamp !== undefined) listed.set(name, stamp);
    }
    return listed;
  }

  /** Changes when the file does; undefined where there is none. */
  async stamp(name: string): Promise<string | undefined> {
    const found = await this.#files.stat(join(this.folder, name)).catch(() => undefined);
    return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
  }

  /** The text of a file; undefined where it is absent, damaged, of another version, or was sealed with another key or for another account. */
  async read(name: string): Promise<string | undefined> {
    try {
      const file = await this.#files.readFile(join(this.folder, name));
      const packed = this.#open(file, name);
      return packed && (await expand(packed, { maxOutputLength: expandedAtMost })).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** Puts a text in the place of what was there, if anything. Throws what the file system throws, and then what was there still is. */
  async write(name: string, text: string): Promise<void> {
    const sealed = this.#seal(await compress(text, { level }), name);
    this.#drafts += 1;
    const draft = join(this.folder, `${name}.${this.#writer}-${this.#drafts}${draftEnding}`);
    await this.#files.mkdir(this.folder, { recursive: true });
    try {
      const file = await this.#files.open(draft, 'wx', 0o600);
      try {
        await file.writeFile(sealed);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#files.rename(draft, join(this.folder, name));
    } catch (error) {
      await this.remove(draft);
      throw error;
    }
  }

  /** Removes a file. One that can't be is left where it is. */
  async remove(path: string): Promise<void> {
    const file = path.startsWith(this.folder) ? path : join(this.folder, path);
    await this.#files.rm(file, { force: true }).catch(() => undefined);
  }

  /** Removes what windows that crashed had not finished. Nobody else may be writing. */
  async removeDrafts(): Promise<void> {
    for (const name of await this.#files.readdir(this.folder).catch(() => [])) {
      if (name.endsWith(draftEnding) && !name.includes(this.#writer)) await this.remove(name);
    }
  }

  /** Removes the folder and all that is in it. Throws what the file system throws. */
  async clear(): Promise<void> {
    await this.#files.rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
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
