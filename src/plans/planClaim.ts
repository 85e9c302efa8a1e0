import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { isProcessAlive } from '../disk/processAlive';

/** The longest lock-out is shorter; a holder that was silent for so long is gone, whoever has its process id now. */
const silentFor = 30 * 60_000;

/** Sees to it that one window alone applies a plan. A window that died holds nothing. */
export class PlanClaim {
  private readonly owner = `${process.pid}-${randomUUID()}`;

  constructor(private readonly path: string) {}

  /** Takes the plan. False where a living window has it. */
  async take(): Promise<boolean> {
    if (await this.create()) return true;
    if (await this.isHeld()) return false;
    // Of several windows that find the dead one's claim, one moves it.
    const aside = `${this.path}.${this.owner}`;
    const moved = await rename(this.path, aside).then(
      () => true,
      () => false,
    );
    if (moved) await rm(aside, { force: true });
    return this.create();
  }

  /** Shows that the holder lives. */
  async touch(): Promise<void> {
    const now = Date.now() / 1_000;
    await utimes(this.path, now, now).catch(() => undefined);
  }

  async release(): Promise<void> {
    const holder = await readFile(this.path, 'utf8').catch(() => undefined);
    if (holder === this.owner) await rm(this.path, { force: true });
  }

  /** Whether a living window, this one included, applies the plan. */
  async isHeld(): Promise<boolean> {
    const holder = await readFile(this.path, 'utf8').catch(() => undefined);
    if (holder === undefined) return false;
    const found = await stat(this.path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs > silentFor) return false;
    return isProcessAlive(Number(holder.slice(0, holder.indexOf('-'))));
  }

  private async create(): Promise<boolean> {
    try {
      await writeFile(this.path, this.owner, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  }
}
