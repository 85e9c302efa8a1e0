import { HappyFoxError } from '../happyfox/errors';
import type { PlanRun } from './applyPlan';
import { bare } from './bare';
import { carryOutStep, type StepDone, type StepRequest } from './carryOutStep';
import { concernsAll } from './concernsAll';
import type { CreateGround } from './createGround';
import type { Journal } from './journal';
import type { OwnAssets } from './ownAssets';
import type { Step } from './plan';
import { withPeopleOf } from './peopleOfPlan';
import { resumeStep } from './resumeStep';
import { troubleOf, type Outcome, type StepResult } from './stepResult';
import type { StepWrite, StepWrites } from './stepWrites';
import { WriteRefused, type Refusal } from './writeRefused';
import type { Writer } from './writer';

/** How a step ended, and with which error if it did not go through. */
export interface Attempt {
  readonly result: StepResult;
  readonly error?: unknown;
}

/** What is known of the step from before the attempt. */
export interface Earlier {
  /** It was under way when that run was interrupted. */
  readonly wasBegun: boolean;
  readonly writes: StepWrites;
  /** What there is of the types in which the run creates. */
  readonly ground: CreateGround;
  /** What the plan's other steps have made. */
  readonly own: OwnAssets;
}

/** Carries out one step, and makes a result of whatever happens. Never throws. */
export async function attemptStep(run: PlanRun, step: Step, known: Earlier): Promise<Attempt> {
  const { wasBegun, writes, ground, own } = known;
  const earlier = writes.carrying;
  let isInDoubt = wasBegun;
  let clock: Pick<Writer, 'monotonic'> | undefined;
  const finish = (outcome: Outcome, more: Partial<StepResult>): StepResult => ({
    ...{ step: step.id, outcome, time: Date.now(), assetId: step.assetId, before: null, after: null },
    ...(clock && { monotonic: clock.monotonic() }),
    ...more,
  });
  try {
    const request: StepRequest = {
      definition: await run.definition(step.assetTypeId),
      known: step.operation === 'create' ? own.like(step) : [],
      readings: ground.readings,
    };
    const writer = signing(await paced(run, own), run, step, writes);
    clock = writer;
    const resumed = wasBegun ? await resumeStep(writer, step, request, earlier) : undefined;
    if (!resumed && step.operation === 'create') await ground.refuse(step, own.ids);
    isInDoubt = false;
    const done = resumed ?? (await carryOutTwice(writer, withPeopleOf(own.people, step), request));
    return { result: finish(done.differences.length === 0 ? 'verified' : 'applied', resultOf(done, writes.carrying)) };
  } catch (error) {
    // A look-up that failed says nothing of the write that was to be found: the step stays sent, to be looked up the next time.
    const isUntold = isInDoubt && !(error instanceof WriteRefused);
    const sent = writes.carrying;
    const isSent = sent !== undefined && (wasBegun || sent.entry.id !== earlier?.entry.id);
    const outcome = isUntold ? 'sent' : outcomeOf(error, run.signal, isSent);
    const before = outcome === 'unknown' ? (sent?.entry.before ?? null) : null;
    return { result: finish(outcome, { before, trouble: troubleOf(error) }), error };
  }
}

/** Where reading back shows that a write did not happen, a second one is no blind repetition. */
async function carryOutTwice(writer: Writer, step: Step, request: StepRequest): Promise<StepDone> {
  try {
    return await carryOutStep(writer, step, request);
  } catch (error) {
    if (!(error instanceof WriteRefused) || error.refusal.reason !== 'notApplied' || concernsAll(error)) throw error;
    // People could be created twice, should the first one come through late.
    if (step.newContacts?.length) throw error;
    return carryOutStep(writer, step, request);
  }
}

/** @param write undefined where HappyFox had it already: somebody else has done it, and an undo leaves it */
function resultOf({ assetId, after, kept, isRemembered }: StepDone, write: StepWrite | undefined): Partial<StepResult> {
  const now = after && bare(after);
  return {
    ...{ assetId, before: write ? write.entry.before : now, after: now },
    ...(kept.length > 0 && { kept }),
    ...(isRemembered && { isRemembered }),
    ...(write && { entry: write.entry.id }),
  };
}

const failures: ReadonlySet<Refusal['reason']> = new Set([
  'notApplied',
  'incompleteAnswer',
  'notResendable',
  'personUnclear',
  'writtenElsewhere',
  'tooSlow',
]);

function outcomeOf(error: unknown, { aborted }: AbortSignal, journaled: boolean): Outcome {
  if (error instanceof WriteRefused) {
    const { reason } = error.refusal;
    if (reason === 'outcomeUnknown') return 'unknown';
    return failures.has(reason) ? 'failed' : 'stale';
  }
  if (!HappyFoxError.is(error)) return journaled ? 'unknown' : 'pending';
  const { kind, execution } = error.failure;
  if (execution !== 'notExecuted') return 'unknown';
  if (kind === 'cancelled') return aborted ? 'cancelled' : 'pending';
  if (concernsAll(error)) return 'pending';
  return kind === 'notFound' ? 'stale' : 'failed';
}

/** People who save by hand go first, and who stops waits only for what was sent. */
async function paced({ writer, signal }: PlanRun, own: OwnAssets): Promise<Writer> {
  const given = await writer();
  const newest = (): number => Math.max(given.newest(), own.newest);
  return { ...given, newest, pace: { priority: 'background', untilSent: signal } };
}

/** A writer whose journal notes which step an entry carries out, and lets nothing be sent once another window has the plan: it may have waited for its turn. */
function signing(writer: Writer, { plan, record }: PlanRun, { id }: Step, writes: StepWrites): Writer {
  const journal: Journal = {
    begin: async (entry) => {
      await record.ensureMine();
      await writer.journal.begin({ ...entry, step: { plan: plan.id, id } });
      writes.begun(entry);
    },
    end: (entry, result) => {
      writes.ended(entry, result);
      return writer.journal.end(entry, result);
    },
    lost: (account, assetId) => writer.journal.lost(account, assetId),
  };
  return { ...writer, journal };
}
