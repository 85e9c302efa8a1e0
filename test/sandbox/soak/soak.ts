import fc from 'fast-check';
import type { Switches } from '../../../src/sandbox/sandbox';
import { commands } from './commands';
import { Model } from './model';
import { Office } from './office';
import { settle } from './settle';

/** How long and how a soak goes. */
export interface SoakOptions {
  readonly seed: number;
  readonly minutes: number;
  /** At most so many steps before everything is settled. */
  readonly steps: number;
  /** How long a failure may be made smaller, in minutes. */
  readonly shrinkMinutes: number;
  readonly log: (line: string) => void;
}

/** What a soak has come to. */
export interface Soaked {
  readonly runs: number;
  readonly steps: number;
  readonly kills: number;
  readonly faults: number;
}

/** The server's behaviours that nobody knows. */
const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
  unnamedCustomFields: fc.constantFrom('keep', 'resetWhenAnyNamed', 'reset'),
  listOrder: fc.constantFrom('id', 'idDescending', 'recentlyUpdated'),
  timestampsInReads: fc.boolean(),
  choiceValue: fc.constantFrom('id', 'idString', 'label', 'object'),
  listsEveryField: fc.boolean(),
});

/**
 * Runs offices one after the other, each with steps of its own, until the time is over. Throws at the first invariant that does not hold,
 * with as few steps as show it; the same seed and path try them again.
 */
export async function soak({ seed, minutes, steps, shrinkMinutes, log }: SoakOptions): Promise<Soaked> {
  const until = Date.now() + minutes * 60_000;
  const sum = { runs: 0, steps: 0, kills: 0, faults: 0 };
  let failed = false;
  const all = fc.commands(commands, { maxCommands: steps, size: 'max' });
  const property = fc.asyncProperty(switches, all, async (how, chosen) => {
    const office = await Office.open(how);
    const model = new Model(sum.runs);
    try {
      await model.begin(office);
      await fc.asyncModelRun(() => ({ model, real: office }), chosen);
      await settle(model, office);
    } catch (error) {
      // It may take long to make it smaller.
      if (!failed) log(`${String(error)}\nin ${[...chosen].map(String).join(', ')}`);
      failed = true;
      throw error;
    } finally {
      await office.close();
      sum.runs += 1;
      sum.steps += model.step;
      sum.kills += model.kills;
      sum.faults += model.faults;
    }
  });
  for (let run = 0; run === 0 || Date.now() < until; run += 1) {
    const limit = shrinkMinutes * 60_000;
    const asked = { seed: seed + run, numRuns: 1, unbiased: true, interruptAfterTimeLimit: limit } as const;
    const result = await fc.check(property, asked);
    if (result.failed && result.counterexample) {
      log(`It fails with --seed ${seed + run}.`);
      throw new Error(`${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`);
    }
    log(`seed ${seed + run}: ${sum.steps} steps, ${sum.kills} kills, ${sum.faults} faults so far`);
  }
  return sum;
}
