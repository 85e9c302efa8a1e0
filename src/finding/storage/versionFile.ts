import { randomBytes } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { replaceFile } from '../../disk/replaceFile';
import type { Clock } from '../../happyfox/clock';

/** Where changes of files aren't told, on network disks for one, a look this often has to do. Milliseconds. */
const lookEvery = 30_000;

/** A small file that changes whenever what it stands beside has changed, so that other windows hear of it. */
export class VersionFile {
  readonly #path: string;
  readonly #clock: Clock;
  #known: string | undefined;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** Tells the other windows that something changed. Should it fail, they hear of it the next time. */
  async bump(): Promise<void> {
    const version = randomBytes(8).toString('hex');
    this.#known = version;
    try {
      await replaceFile(this.#path, version);
    } catch {
      // The others find what is on disk when they next open it.
    }
  }

  /**
   * Calls back after each change that another window made, until the result is called; and now and then while `isDue` says that there is more to
   * learn than the file told.
   */
  async follow(listener: () => void, isDue: () => boolean = () => false): Promise<() => void> {
    this.#known ??= await this.#read();
    const look = async (): Promise<void> => {
      const version = await this.#read();
      if (stopped || version === undefined || version === this.#known) return;
      this.#known = version;
      listener();
    };
    let stopped = false;
    let stopLooking: (() => void) | undefined;
    const lookLater = (): void => {
      stopLooking = this.#clock.setTimeout(() => {
        if (isDue()) listener();
        else void look();
        lookLater();
      }, lookEvery);
    };
    const watcher = await this.#watch(() => void look());
    lookLater();
    return () => {
      stopped = true;
      stopLooking?.();
      watcher?.close();
    };
  }

  async #watch(changed: () => void): Promise<FSWatcher | undefined> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      // The folder, for the file is a new one after each change.
      const watcher = watch(dirname(this.#path), { persistent: false }, (_, name) => {
        if (name === null || name === basename(this.#path)) changed();
      });
      watcher.on('error', () => {
        watcher.close();
      });
      return watcher;
    } catch {
      return undefined;
    }
  }

  async #read(): Promise<string | undefined> {
    return readFile(this.#path, 'utf8').catch(() => undefined);
  }
}
