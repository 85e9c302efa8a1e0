import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFolder } from './accountFolder';
import type { RunEnd } from './applyPlan';
import type { Plan } from './plan';
import { PlanClaim } from './planClaim';
import { headingIn, planIn, planText, runLineIn, type HeadingLine, type Tally } from './planLines';
import { PlanRecord } from './planRecord';
import type { StepResult } from './stepResult';

/** How far a plan has come. `interrupted`: its run was, by a crash or a reload, and can go on. */
export type PlanState =
  | { readonly kind: 'new' | 'running' | 'interrupted' }
  | { readonly kind: 'ended'; readonly reason: RunEnd; readonly tally: Tally };

/** A plan, as a list shows it. */
export interface PlanEntry {
  readonly heading: HeadingLine;
  readonly state: PlanState;
}

/** A plan, with what became of its steps so far. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly results: ReadonlyMap<string, StepResult>;
  readonly state: PlanState;
}

/** Thrown where another window applies the plan. */
export class PlanTaken extends Error {
  override readonly name = 'PlanTaken';
}

/** Plans of an account that are kept; those that were interrupted are never forgotten. */
const mostPlans = 30;

/**
 * Plans on disk: per account a folder, in it for each plan a file with its steps, which is replaced as a whole, and a file to which its
 * runs add a line before and after each step.
 */
export class PlanFiles {
  private readonly events = new EventEmitter<{ change: [string] }>();

  constructor(private readonly folder: string) {}

  /** Calls `listener` with the account's id when its plans have changed in this window; the returned function stops that. */
  onChange(listener: (accountId: string) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** Keeps a plan, in place of what was kept of it. */
  async save(plan: Plan): Promise<void> {
    const path = this.planPath(plan.accountId, plan.id);
    await mkdir(accountFolder(this.folder, plan.accountId), { recursive: true, mode: 0o700 });
    const copy = `${path}.${randomUUID()}.tmp`;
    const file = await open(copy, 'wx', 0o600);
    try {
      await file.writeFile(planText(plan));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(copy, path);
    await this.prune(plan.accountId).catch(() => undefined);
    this.events.emit('change', plan.accountId);
  }

  /** A plan and its results; undefined where it is not kept, or can't be read. */
  async read(accountId: string, id: string): Promise<KeptPlan | undefined> {
    const plan = planIn(await readFile(this.planPath(accountId, id), 'utf8').catch(() => ''));
    if (!plan) return undefined;
    const results = await resultsIn(this.runPath(accountId, id));
    return { plan, results, state: await this.state(accountId, id) };
  }

  /** The plans of an account, newest first. Reads no more of each than that takes. */
  async list(accountId: string): Promise<readonly PlanEntry[]> {
    const names = await readdir(accountFolder(this.folder, accountId)).catch(() => []);
    const ids = names.filter((name) => name.endsWith(planEnding)).map((name) => name.slice(0, -planEnding.length));
    const entries = await Promise.all(ids.map((id) => this.entry(accountId, id)));
    return entries
      .flatMap((entry) => entry ?? [])
      .sort((one, other) => other.heading.createdAt - one.heading.createdAt);
  }

  /** Opens the record of a run, which no other window may write meanwhile. Throws `PlanTaken`. The caller has to release it. */
  async begin(plan: Plan): Promise<PlanRecord> {
    const { accountId, id } = plan;
    const claim = new PlanClaim(join(accountFolder(this.folder, accountId), `${id}.claim`));
    if (!(await claim.take())) throw new PlanTaken('Another window applies this plan');
    const path = this.runPath(accountId, id);
    try {
      const changed = (): void => void this.events.emit('change', accountId);
      return await PlanRecord.open({ path, plan, claim, results: await resultsIn(path), changed });
    } catch (error) {
      await claim.release();
      throw error;
    }
  }

  /** Forgets a plan, unless it is being applied. */
  async remove(accountId: string, id: string): Promise<void> {
    if ((await this.state(accountId, id)).kind === 'running') return;
    await this.erasePlan(accountId, id);
    this.events.emit('change', accountId);
  }

  /** Forgets every plan of an account. */
  async erase(accountId: string): Promise<void> {
    await rm(accountFolder(this.folder, accountId), { recursive: true, force: true });
    this.events.emit('change', accountId);
  }

  /**
   * The state in which a plan is left, at once unless a living window applies it. After a sleep of the machine that window seems gone until
   * it has gone on, so it takes two looks to believe it.
   *
   * @param again awaited between two looks, for the end of a process has no event; what it throws ends the wait
   */
  async stateLeft(accountId: string, id: string, again: () => Promise<void>): Promise<PlanState> {
    let wasRunning = false;
    for (;;) {
      const state = await this.state(accountId, id);
      if (state.kind !== 'running' && !(state.kind === 'interrupted' && wasRunning)) return state;
      wasRunning = state.kind === 'running';
      await again();
    }
  }

  private async entry(accountId: string, id: string): Promise<PlanEntry | undefined> {
    const heading = headingIn(await firstLine(this.planPath(accountId, id)));
    return heading && { heading, state: await this.state(accountId, id) };
  }

  private async state(accountId: string, id: string): Promise<PlanState> {
    const state = await this.written(accountId, id);
    if (state.kind !== 'interrupted') return state;
    const claim = new PlanClaim(join(accountFolder(this.folder, accountId), `${id}.claim`));
    // It may have ended, and been let go of, since the look at its lines.
    return (await claim.isHeld()) ? { kind: 'running' } : this.written(accountId, id);
  }

  /** The state by the lines of the run alone: one without an end seems interrupted, whether or not somebody goes on with it. */
  private async written(accountId: string, id: string): Promise<PlanState> {
    const last = await lastLine(this.runPath(accountId, id));
    if (last === undefined) return { kind: 'new' };
    const line = runLineIn(last);
    if (line && 'ended' in line) return { kind: 'ended', reason: line.ended, tally: line.tally };
    return { kind: 'interrupted' };
  }

  private async prune(accountId: string): Promise<void> {
    const surplus = (await this.list(accountId)).slice(mostPlans);
    for (const { heading, state } of surplus)
      if (state.kind === 'new' || state.kind === 'ended') await this.erasePlan(accountId, heading.id);
  }

  private async erasePlan(accountId: string, id: string): Promise<void> {
    await rm(this.planPath(accountId, id), { force: true });
    await rm(this.runPath(accountId, id), { force: true });
  }

  private planPath(accountId: string, id: string): string {
    return join(accountFolder(this.folder, accountId), `${id}${planEnding}`);
  }

  private runPath(accountId: string, id: string): string {
    return join(accountFolder(this.folder, accountId), `${id}.run.jsonl`);
  }
}

const planEnding = '.plan.jsonl';

/** More than a heading or the line that ends a run can have. */
const lineAtMost = 16_384;

async function resultsIn(path: string): Promise<Map<string, StepResult>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const results = new Map<string, StepResult>();
  for (const part of text.split('\n')) {
    const line = runLineIn(part);
    if (line && 'result' in line) results.set(line.result.step, line.result);
  }
  return results;
}

async function firstLine(path: string): Promise<string> {
  const text = (await stretch(path, () => 0)) ?? '';
  return text.slice(0, Math.max(0, text.indexOf('\n')));
}

/** The last whole line of a file; a longer one is no line that ends a run. Undefined where there is no file. */
async function lastLine(path: string): Promise<string | undefined> {
  const text = await stretch(path, (size) => Math.max(0, size - lineAtMost));
  return text?.trimEnd().split('\n').at(-1);
}

async function stretch(path: string, from: (size: number) => number): Promise<string | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return undefined;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(lineAtMost), 0, lineAtMost, from(size));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
