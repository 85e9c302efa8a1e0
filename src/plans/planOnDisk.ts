import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessAbsent } from '../disk/absence';
import { FileLock, LockTaken, type Held } from '../disk/fileLock';
import { troubleWith, type FileTrouble } from '../disk/fileTrouble';
import { linesOf } from '../disk/lines';
import { removeFolder } from '../disk/removeFolder';
import { replaceFile } from '../disk/replaceFile';
import type { RunEnd } from './applyPlan';
import type { Plan } from './plan';
import { PlanGone, PlanTaken, PlanUnreadable, type PlanPart } from './planErrors';
import { headingIn, planIn, planText, type HeadingLine, type Tally } from './planLines';
import { firstLineAt, lastRunLineAt, runsAt } from './planRunFile';
import type { StepResult } from './stepResult';

/**
 * How far a plan has come. `interrupted`: its run was, by a crash or a reload, and can go on. `broken`: nobody can tell, for the record of
 * its runs can't be read or is damaged, so that it can't go on.
 */
export type PlanState =
  | { readonly kind: 'new' | 'running' | 'interrupted' }
  | { readonly kind: 'broken'; readonly file: FileTrouble }
  | { readonly kind: 'ended'; readonly reason: RunEnd; readonly tally: Tally };

/** A plan, as a list shows it. */
export interface PlanEntry {
  readonly heading: HeadingLine;
  readonly state: PlanState;
}

/** A plan of which not even the heading can be read; without an id where that is true of all plans of an account. */
export interface LostPlan {
  readonly id?: string;
  readonly file: FileTrouble;
}

/** A plan, with what became of its steps so far. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly results: ReadonlyMap<string, StepResult>;
  readonly state: PlanState;
}

/** How the name of a plan's own file ends, behind the plan's id. */
export const planEnding = '.plan.jsonl';

/** A run shows each minute that it lives; one that was silent for so long is gone, whoever has its process id now. The short wait is for whoever replaces the plan's steps. */
const lockOptions = { silentFor: 30 * 60_000, waitsFor: 300 };

/** One plan on disk: a file with its steps, one with what became of them, and a lock that whoever alters either of them has. */
export class PlanOnDisk {
  /** The file to which the plan's runs add their lines. */
  readonly runs: string;
  private readonly path: string;
  private readonly lockFolder: string;
  private readonly lock: FileLock;

  constructor(
    folder: string,
    private readonly id: string,
  ) {
    this.path = join(folder, `${id}${planEnding}`);
    this.runs = join(folder, `${id}.run.jsonl`);
    this.lockFolder = join(folder, `${id}.lock`);
    this.lock = new FileLock(this.lockFolder, lockOptions);
  }

  /** Puts the plan's steps in the place of what was there. Throws what the file system throws. */
  write(plan: Plan): Promise<void> {
    return replaceFile(this.path, planText(plan));
  }

  /** The plan and its results; undefined where it is not kept. Throws `PlanUnreadable`. */
  async read(): Promise<KeptPlan | undefined> {
    if (!(await this.isKept())) return undefined;
    const plan = await reading('plan', this.path, planIn(linesOf(this.path)));
    if (!plan) throw new PlanUnreadable('plan', troubleWith(this.path, 'damaged'));
    const { results, isDamaged } = await reading('run', this.runs, runsAt(this.runs));
    if (isDamaged) return { plan, results, state: { kind: 'broken', file: troubleWith(this.runs, 'damaged') } };
    return { plan, results, state: await reading('run', this.runs, this.state()) };
  }

  /** What became of the steps so far. Throws `PlanUnreadable`, also where that is damaged. */
  async results(): Promise<Map<string, StepResult>> {
    const { results, isDamaged } = await reading('run', this.runs, runsAt(this.runs));
    if (isDamaged) throw new PlanUnreadable('run', troubleWith(this.runs, 'damaged'));
    return results;
  }

  /** The plan as a list shows it; undefined where it is not kept. Reads no more than that takes, and never throws. */
  async entry(): Promise<PlanEntry | LostPlan | undefined> {
    const { id } = this;
    let heading: HeadingLine | undefined;
    try {
      const line = await firstLineAt(this.path);
      if (line === undefined) return undefined;
      heading = headingIn(line);
    } catch (error) {
      return { id, file: troubleWith(this.path, 'unreadable', error) };
    }
    if (!heading) return { id, file: troubleWith(this.path, 'damaged') };
    try {
      return { heading, state: await this.state() };
    } catch (error) {
      return { heading, state: { kind: 'broken', file: troubleWith(this.runs, 'unreadable', error) } };
    }
  }

  /** How far it has come, by the last line of its runs. Throws what the file system throws. */
  async state(): Promise<PlanState> {
    const state = await this.written();
    if (state.kind !== 'interrupted') return state;
    // It may have ended, and been let go of, since the look at its lines.
    return (await this.lock.isHeld()) ? { kind: 'running' } : this.written();
  }

  /** Takes the plan's lock. Throws `PlanTaken`, `PlanGone` or `PlanUnreadable`. */
  async hold(): Promise<Held> {
    let held: Held;
    try {
      held = await this.lock.take();
    } catch (error) {
      if (error instanceof LockTaken) throw new PlanTaken('Another window applies this plan');
      throw new PlanUnreadable('run', troubleWith(this.lockFolder, 'unreadable', error), { cause: error });
    }
    try {
      if (!(await this.isKept())) throw new PlanGone('This plan has been discarded');
      return held;
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  /** Forgets the plan. False where it is being applied. Throws what the file system throws. */
  async remove(): Promise<boolean> {
    const held = await this.lock.tryTake();
    if (!held) return false;
    try {
      // Its results last: without them it would seem new.
      for (const path of [this.path, this.runs, this.lockFolder]) await removeFolder(path);
      return true;
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  private async isKept(): Promise<boolean> {
    return (await reading('plan', this.path, unlessAbsent(stat(this.path)))) !== undefined;
  }

  /** The state by the lines of the runs alone: one without an end seems interrupted, whether or not somebody goes on with it. */
  private async written(): Promise<PlanState> {
    const line = await lastRunLineAt(this.runs);
    if (line === undefined) return { kind: 'new' };
    if (line === 'damaged') return { kind: 'broken', file: troubleWith(this.runs, 'damaged') };
    if (line !== 'cut' && 'ended' in line) return { kind: 'ended', reason: line.ended, tally: line.tally };
    return { kind: 'interrupted' };
  }
}

/** What a look at a plan's file told. Throws `PlanUnreadable` in place of what the file system throws. */
async function reading<Told>(part: PlanPart, path: string, look: Promise<Told>): Promise<Told> {
  try {
    return await look;
  } catch (error) {
    throw new PlanUnreadable(part, troubleWith(path, 'unreadable', error), { cause: error });
  }
}
