import { budgetWindow, backgroundOf } from '../happyfox/limits';

/** What a run takes of the budget. */
interface PlanCost {
  readonly reads: number;
  readonly writes: number;
}

/** The account's budget in requests a minute. */
export interface PlanBudget {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

/** What a request to HappyFox takes on its way, in milliseconds: a guess, until a run has shown it. */
const requestTakes = 300;

/** How long a run takes, in milliseconds: its requests go one after the other, and no faster than background work may. */
export function durationOf({ reads, writes }: PlanCost, { readsPerMinute, writesPerMinute }: PlanBudget): number {
  const byBudget = Math.max(pacedFor(reads, readsPerMinute), pacedFor(writes, writesPerMinute));
  return Math.max(byBudget, (reads + writes) * requestTakes);
}

/** How long is left of a run that has come so far: as fast as it was, but no faster than the budget lets it go on. */
export function timeLeft(
  done: { readonly steps: number; readonly milliseconds: number },
  left: PlanCost,
  budget: PlanBudget,
): number {
  const guess = durationOf(left, budget);
  if (done.steps < 5) return guess;
  const { writes } = left;
  return Math.max(
    (done.milliseconds / done.steps) * writes,
    (writes / backgroundOf(budget.writesPerMinute)) * budgetWindow,
  );
}

/** The first minute's share goes at once, and each further one a minute later. */
function pacedFor(requests: number, perMinute: number): number {
  if (requests === 0) return 0;
  return Math.floor((requests - 1) / backgroundOf(perMinute)) * budgetWindow;
}
