import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { HappyFoxError } from '../happyfox/errors';
import { attemptStep, type Attempt, type Earlier } from './attemptStep';
import { CreateGround } from './createGround';
import { DeletionsUnconfirmed, deletionsToConfirm } from './deletionGuard';
import type { ReadSoFar } from './findCreated';
import type { JournaledWrite, Operation } from './journal';
import { OwnAssets } from './ownAssets';
import { peopleSettleIn } from './peopleOfPlan';
import { longestLockout, shortestLockout } from '../happyfox/limits';
import { pausing } from '../happyfox/pause';
import { isDue, type Plan, type Step } from './plan';
import { PlanTakenOver } from './planErrors';
import { isIntact } from './stepHash';
import { isSettled, troubleOf, type StepResult, type Trouble } from './stepResult';
import { StepWrites } from './stepWrites';
import { StopRules, type StopReason } from './stopRules';
import type { Writer } from './writer';

/** Where a run writes down what becomes of each step. */
export interface RunRecord {
  /** What is known of the steps so far, by their ids; earlier runs included. */
  readonly results: ReadonlyMap<string, StepResult>;
  /** Sees to it that no other window goes on with the plan. Throws `PlanTakenOver` or `JournalUnavailable`, and then nothing more may be sent. */
  ensureMine(): Promise<void>;
  /** Puts a result on disk. Throws what `ensureMine` throws, and then nothing more may be sent. */
  note(result: StepResult): Promise<void>;
  /** Notes that the run is over. Never throws. */
  end(reason: RunEnd): Promise<void>;
}

/** What a run needs to know. */
export interface PlanRun {
  readonly plan: Plan;
  readonly record: RunRecord;
  /** Asked for each step, since key and settings may change meanwhile. */
  readonly writer: () => Promise<Writer>;
  readonly definition: (assetTypeId: number) => Promise<AssetTypeDefinition>;
  /** What the journal has of writes, those that were under way when an earlier run was interrupted among them. Throws `JournalUnavailable`. */
  readonly journal: () => Promise<readonly JournaledWrite[]>;
  /** Stops before the next step; the one under way is finished, so that its outcome is known. */
  readonly signal: AbortSignal;
  /** How many assets there are of each type, for the guard against deleting too many. */
  readonly totals?: ReadonlyMap<number, number>;
  /** How many deletions the user has confirmed by their number. */
  readonly confirmedDeletions?: number;
}

/** Why a run is over. `takenOver`: another window goes on with the plan, or has discarded it. */
export type RunEnd = 'done' | 'cancelled' | 'takenOver' | StopReason;

/** What a run tells while it goes on. */
export type RunEvent =
  | { readonly kind: 'step'; readonly step: Step; readonly result: StepResult }
  /** HappyFox has locked the account out; the run goes on by itself at that time, in epoch milliseconds. */
  | { readonly kind: 'paused'; readonly until: number }
  /** Before something is created, its type is read, so that nothing is created that is there already. */
  | ({ readonly kind: 'reading'; readonly assetTypeId: number } & ReadSoFar)
  | { readonly kind: 'ended'; readonly reason: RunEnd; readonly trouble?: Trouble };

/** Thrown where a plan may not be applied as it is: it belongs to somebody else, or is not what was reviewed. */
export class PlanUnfit extends Error {
  override readonly name = 'PlanUnfit';

  constructor(readonly reason: 'account' | 'agent' | 'altered') {
    super(`This plan can’t be applied: ${reason}`);
  }
}

/**
 * Carries out a plan: updates, then creates, then deletes, one at a time, and tells what becomes of each. Steps that have ended in an
 * earlier run are left alone, so that a finished plan sends nothing; those that were under way are looked up first. The last event is
 * always `ended`. Throws `PlanUnfit`, `DeletionsUnconfirmed` or `JournalUnavailable` before anything is sent.
 */
export async function* applyPlan(run: PlanRun): AsyncGenerator<RunEvent, void, undefined> {
  const { plan, record, signal } = run;
  const due = inOrder(plan.steps.filter((step) => isDue(step) && !isSettled(record.results.get(step.id))));
  await check(run, due);
  const writesOf = await earlierWrites(run, due);
  const known = { ground: new CreateGround(run), own: new OwnAssets(record.results.values()) };
  const rules = new StopRules();
  let reason: RunEnd = 'done';
  let trouble: Trouble | undefined;
  try {
    for (const step of due) {
      if (signal.aborted) reason = 'cancelled';
      if (reason !== 'done') break;
      const { result, error } = yield* carryOut(run, step, { ...known, writes: writesOf(step) });
      known.own.note(result);
      yield { kind: 'step', step, result };
      if (result.outcome === 'cancelled' || (signal.aborted && !isSettled(result))) reason = 'cancelled';
      else reason = rules.after(result, error) ?? 'done';
      ({ trouble } = result);
    }
  } catch (error) {
    // Nothing can be written down any more: what is not noted now is looked up when the plan goes on.
    reason = error instanceof PlanTakenOver ? 'takenOver' : 'hopeless';
    trouble = troubleOf(error);
  }
  await record.end(reason);
  yield { kind: 'ended', reason, ...(reason !== 'done' && reason !== 'takenOver' && trouble && { trouble }) };
}

/** Carries out one step, after as many lock-outs as there are. */
async function* carryOut(run: PlanRun, step: Step, known: Omit<Earlier, 'wasBegun'>) {
  if (step.newContacts) await peopleSettled(run, step);
  for (;;) {
    const { result, error } = yield* tryOnce(run, step, known);
    const until = lockedUntil(error);
    if (until === undefined) return { result, error };
    yield { kind: 'paused', until } as const;
    if (!(await waited(run, until))) return { result: { ...result, outcome: 'cancelled' } as const, error };
  }
}

async function* tryOnce(run: PlanRun, step: Step, known: Omit<Earlier, 'wasBegun'>): AsyncGenerator<RunEvent, Attempt> {
  const { writes, ground } = known;
  const begun: StepResult = { step: step.id, outcome: 'sent', time: Date.now(), ...nothing(step) };
  const wasSent = run.record.results.get(step.id)?.outcome === 'sent';
  // Where a plan was brought back without its results, the journal alone knows of its creates. Updates and deletes find out from the asset itself.
  const wasBegun = wasSent || (step.operation === 'create' && writes.carrying !== undefined);
  // What was begun is looked up first, and may be all that there is to know.
  const ended = step.operation === 'create' && !wasBegun ? yield* ground.before(step) : undefined;
  if (ended) {
    await run.record.note(ended.result);
    return ended;
  }
  await run.record.note(begun);
  yield { kind: 'step', step, result: begun };
  const attempt = await attemptStep(run, step, { ...known, wasBegun });
  await run.record.note(attempt.result);
  return attempt;
}

async function check({ plan, writer, totals = new Map(), confirmedDeletions }: PlanRun, due: readonly Step[]) {
  if (due.length === 0) return;
  const { accountId, agent } = await writer();
  if (accountId !== plan.accountId) throw new PlanUnfit('account');
  if (agent.id !== plan.agent.id) throw new PlanUnfit('agent');
  const pause = pausing();
  for (const step of plan.steps) {
    await pause();
    if (!isIntact(step)) throw new PlanUnfit('altered');
  }
  const deletions = deletionsToConfirm({ ...plan, steps: due }, totals);
  if (deletions !== undefined && confirmedDeletions !== deletions) throw new DeletionsUnconfirmed(deletions);
}

/** What the journal has of the steps that are due: an earlier attempt may be what has carried one out, however it was told then. */
async function earlierWrites({ plan, journal }: PlanRun, due: readonly Step[]): Promise<(step: Step) => StepWrites> {
  const newestFirst = due.length === 0 ? [] : await journal();
  const writes = newestFirst.filter(({ entry }) => entry.step?.plan === plan.id).toReversed();
  const byStep = Map.groupBy(writes, ({ entry }) => entry.step?.id);
  return ({ id }) => new StepWrites(byStep.get(id));
}

const order: readonly Operation[] = ['update', 'create', 'delete'];

function inOrder(steps: readonly Step[]): readonly Step[] {
  return order.flatMap((operation) => steps.filter((step) => step.operation === operation));
}

function lockedUntil(error: unknown): number | undefined {
  if (!HappyFoxError.is(error)) return undefined;
  const { kind, execution, until } = error.failure;
  return kind === 'rateLimited' && execution === 'notExecuted' ? until : undefined;
}

async function peopleSettled({ plan, record, writer, signal }: PlanRun, step: Step): Promise<void> {
  const { wait, ...clock } = await writer();
  const settling = peopleSettleIn(plan, record.results, step, clock);
  if (settling > 0) await wait(settling, signal).catch(() => undefined);
}

/** Waits for a time. False when the user stops meanwhile. */
async function waited({ writer, signal }: PlanRun, until: number): Promise<boolean> {
  const { wait, now } = await writer();
  // Once, for somebody may set the clock meanwhile; should it be too early, the next request is told so without being sent.
  const pause = Math.min(Math.max(until - now(), shortestLockout), longestLockout);
  await wait(pause, signal).catch(() => undefined);
  return !signal.aborted;
}

function nothing({ assetId }: Step) {
  return { assetId, before: null, after: null } as const;
}
