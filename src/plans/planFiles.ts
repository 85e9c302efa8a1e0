import { EventEmitter } from 'node:events';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unlessAbsent } from '../disk/absence';
import { accountFileName } from '../disk/fileNames';
import { troubleWith } from '../disk/fileTrouble';
import { once } from '../disk/once';
import { removeFolder } from '../disk/removeFolder';
import type { Plan } from './plan';
import { planEnding, PlanOnDisk, type KeptPlan, type LostPlan, type PlanEntry, type PlanState } from './planOnDisk';
import { PlanRecord } from './planRecord';

/** The plans of an account, newest first, and those that can't be read. */
interface PlanList {
  readonly entries: readonly PlanEntry[];
  readonly lost: readonly LostPlan[];
}

/** Plans of an account that are kept; those that were interrupted are never forgotten. */
const mostPlans = 30;

/**
 * Plans on disk: per account a folder, in it for each plan a file with its steps, which is replaced as a whole, a file to which its
 * runs add a line before and after each step, and a lock. What can't be read, or is not what was written, is neither taken for nothing
 * nor written over: such a plan can be discarded, and no more.
 */
export class PlanFiles {
  private readonly events = new EventEmitter<{ change: [string] }>();
  private readonly warn: (line: string) => void;

  /** `warn` takes a line for the log. */
  constructor(
    private readonly folder: string,
    warn: (line: string) => void = () => undefined,
  ) {
    this.warn = once(warn);
  }

  /** Calls `listener` with the account's id when its plans have changed in this window; the returned function stops that. */
  onChange(listener: (accountId: string) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** Keeps a new plan. Throws what the file system throws. */
  async save(plan: Plan): Promise<void> {
    await this.place(plan.accountId, plan.id).write(plan);
    await this.prune(plan).catch(() => this.warn('Plans beyond the limit could not be forgotten.'));
    this.events.emit('change', plan.accountId);
  }

  /** Keeps a plan in place of what was kept of it. Throws `PlanGone`, `PlanTaken`, `PlanUnreadable`, or what the file system throws. */
  async alter(plan: Plan): Promise<void> {
    const place = this.place(plan.accountId, plan.id);
    const held = await place.hold();
    try {
      await place.write(plan);
    } finally {
      await held.release();
    }
    this.events.emit('change', plan.accountId);
  }

  /** A plan and its results; undefined where it is not kept. Throws `PlanUnreadable`. */
  read(accountId: string, id: string): Promise<KeptPlan | undefined> {
    return this.place(accountId, id).read();
  }

  /** The plans of an account. Reads no more of each than that takes, and never throws. */
  async list(accountId: string): Promise<PlanList> {
    const folder = this.path(accountId);
    const entries: PlanEntry[] = [];
    const lost: LostPlan[] = [];
    try {
      const names = (await unlessAbsent(readdir(folder))) ?? [];
      // One after the other: there may be more than may be open at once.
      for (const name of names.filter((one) => one.endsWith(planEnding))) {
        const found = await this.place(accountId, basename(name, planEnding)).entry();
        if (found && 'heading' in found) entries.push(found);
        else if (found) lost.push(found);
      }
    } catch (error) {
      lost.push({ file: troubleWith(folder, 'unreadable', error) });
    }
    return { entries: entries.sort((one, other) => other.heading.createdAt - one.heading.createdAt), lost };
  }

  /**
   * Opens the record of a run, which no other window may write meanwhile. Throws `PlanTaken`, `PlanGone`, `PlanUnreadable` or
   * `JournalUnavailable`. The caller has to release it.
   */
  async begin(plan: Plan): Promise<PlanRecord> {
    const { accountId, id } = plan;
    const place = this.place(accountId, id);
    const held = await place.hold();
    try {
      const results = await place.results();
      const changed = (): void => void this.events.emit('change', accountId);
      return await PlanRecord.open({ path: place.runs, plan, held, results, changed, warn: this.warn });
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  /** Forgets a plan, unless it is being applied. Throws what the file system throws. */
  async remove(accountId: string, id: string): Promise<void> {
    if (await this.place(accountId, id).remove()) this.events.emit('change', accountId);
  }

  /** Forgets every plan of an account. */
  async erase(accountId: string): Promise<void> {
    await removeFolder(this.path(accountId));
    this.events.emit('change', accountId);
  }

  /**
   * The state in which a plan is left, at once unless a living window applies it. After a sleep of the machine that window seems gone until
   * it has gone on, so it takes two looks to believe it. Throws what the file system throws.
   *
   * @param again awaited between two looks, for the end of a process has no event; what it throws ends the wait
   */
  async stateLeft(accountId: string, id: string, again: () => Promise<void>): Promise<PlanState> {
    let wasRunning = false;
    for (;;) {
      const state = await this.place(accountId, id).state();
      if (state.kind !== 'running' && !(state.kind === 'interrupted' && wasRunning)) return state;
      wasRunning = state.kind === 'running';
      await again();
    }
  }

  /** The plan just made is kept: where the clock was set back it seems the oldest. */
  private async prune({ accountId, id }: Plan): Promise<void> {
    const { entries } = await this.list(accountId);
    const others = entries.filter(({ heading }) => heading.id !== id);
    for (const { heading, state } of others.slice(mostPlans - 1))
      if (state.kind === 'new' || state.kind === 'ended') await this.place(accountId, heading.id).remove();
  }

  private place(accountId: string, id: string): PlanOnDisk {
    return new PlanOnDisk(this.path(accountId), id);
  }

  private path(accountId: string): string {
    return join(this.folder, accountFileName(accountId));
  }
}
