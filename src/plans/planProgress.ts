import { pausing, type Pause } from '../happyfox/pause';
import type { Operation } from './journal';
import { isDue, withIncluded, type Plan, type Step } from './plan';
import type { Tally } from './planLines';
import type { KeptPlan } from './planOnDisk';
import type { PlanReview } from './reviewPlan';
import { isDone, isSettled, type StepResult } from './stepResult';
import { personKey } from '../assets/person';

/** How one step counts. */
interface Counted {
  readonly settled: boolean;
  readonly done: boolean;
  readonly due: boolean;
  readonly leftOut: boolean;
  readonly withProblem: boolean;
  readonly leftOver: boolean;
}

/**
 * A plan and what has become of it so far, counted: what changes in one step costs the same however many there are, for a run tells of each of them twice.
 */
export class PlanProgress {
  private current: Plan;
  private readonly known: Map<string, StepResult>;
  private readonly places = new Map<string, number>();
  private readonly due: Record<Operation, number> = { update: 0, create: 0, delete: 0 };
  /** How many steps that are due create each person. */
  private readonly people = new Map<string, number>();
  private readonly counts = { settled: 0, done: 0, leftOut: 0, withProblem: 0, leftOver: 0 };

  private constructor(plan: Plan, results: ReadonlyMap<string, StepResult>) {
    this.current = plan;
    this.known = new Map(results);
  }

  /** Counts what there is of a plan. */
  static async of(
    { plan, results }: Pick<KeptPlan, 'plan' | 'results'>,
    pause: Pause = pausing(),
  ): Promise<PlanProgress> {
    const progress = new PlanProgress(plan, results);
    for (const step of plan.steps) {
      await pause();
      progress.places.set(step.id, progress.places.size);
      progress.count(step, 1);
    }
    return progress;
  }

  /** The plan, with the steps left out that are left out now. */
  get plan(): Plan {
    return this.current;
  }

  /** The last result of each step, by its id. */
  get results(): ReadonlyMap<string, StepResult> {
    return this.known;
  }

  /** See `tallyOf`. */
  get tally(): Tally {
    const { settled, done } = this.counts;
    return { steps: this.places.size, done, troubled: settled - done };
  }

  /** See `reviewPlan`. */
  get review(): PlanReview {
    const { settled, leftOut, withProblem: withProblems } = this.counts;
    const { update, create, delete: deletions } = this.due;
    return {
      ...{ due: { ...this.due }, settled, leftOut, withProblems },
      reads: update + deletions + this.people.size,
      writes: update + create + deletions,
    };
  }

  /** How many steps did not go through, or were not sent yet; see `leftOver`. */
  get leftOver(): number {
    return this.counts.leftOver;
  }

  /** Where a step stands; undefined for none of this plan. */
  placeOf(id: string): number | undefined {
    return this.places.get(id);
  }

  /** Takes in what has become of a step. */
  note(result: StepResult): void {
    const step = this.current.steps[this.places.get(result.step) ?? -1];
    if (!step) return;
    this.count(step, -1);
    this.known.set(result.step, result);
    this.count(step, 1);
  }

  /** Leaves steps out, or takes them in again. */
  include(ids: readonly string[], included: boolean): void {
    const places = ids.flatMap((id) => this.places.get(id) ?? []);
    const each = (by: 1 | -1): void => {
      for (const place of places) {
        const step = this.current.steps[place];
        if (step) this.count(step, by);
      }
    };
    each(-1);
    this.current = withIncluded(this.current, new Map(ids.map((id) => [id, included])));
    each(1);
  }

  private count(step: Step, by: 1 | -1): void {
    const { settled, done, due, leftOut, withProblem, leftOver } = countedAs(step, this.known.get(step.id));
    const { counts } = this;
    if (settled) counts.settled += by;
    if (done) counts.done += by;
    if (leftOut) counts.leftOut += by;
    if (withProblem) counts.withProblem += by;
    if (leftOver) counts.leftOver += by;
    if (!due) return;
    this.due[step.operation] += by;
    for (const key of new Set(step.newContacts?.map(personKey))) {
      const left = (this.people.get(key) ?? 0) + by;
      if (left > 0) this.people.set(key, left);
      else this.people.delete(key);
    }
  }
}

function countedAs(step: Step, result: StepResult | undefined): Counted {
  const settled = isSettled(result);
  const done = result !== undefined && isDone(result);
  const hasProblem = step.problems.length > 0;
  return {
    ...{ settled, done },
    due: !settled && isDue(step),
    leftOut: !settled && !step.included && !hasProblem,
    withProblem: !settled && hasProblem,
    leftOver: (step.included || result !== undefined) && !done,
  };
}
