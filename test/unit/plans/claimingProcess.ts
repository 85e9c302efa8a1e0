import { argv, stdout } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import type { Plan } from '../../../src/plans/plan';
import { PlanTaken } from '../../../src/plans/planErrors';
import { PlanFiles } from '../../../src/plans/planFiles';

/** What a process is told that tries to apply plans: when to begin with the first, and how long after each comes the next. */
export interface Claims {
  readonly folder: string;
  readonly plans: readonly Plan[];
  /** Epoch milliseconds. */
  readonly start: number;
  /** Milliseconds. */
  readonly pause: number;
}

// A process that tries to have each plan, and says which it got. It keeps them until its standard input ends.
const { folder, plans, start, pause } = JSON.parse(argv[2] ?? '') as Claims;
const files = new PlanFiles(folder);

async function claim(plan: Plan, turn: number): Promise<readonly string[]> {
  await setTimeout(Math.max(0, start + turn * pause - Date.now()));
  try {
    await files.begin(plan);
    return [plan.id];
  } catch (error) {
    if (error instanceof PlanTaken) return [];
    throw error;
  }
}

void Promise.all(plans.map(claim)).then((got) => stdout.write(`${JSON.stringify(got.flat())}\n`));
process.stdin.resume();
