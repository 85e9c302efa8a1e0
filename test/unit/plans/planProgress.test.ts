import fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { blankState, stateOf } from '../../../src/assets/editableState';
import { leftOver } from '../../../src/plans/followUpPlans';
import { newPlan, planCreates, planDeletes, planUpdates, type Plan, type Step } from '../../../src/plans/plan';
import { tallyOf } from '../../../src/plans/planLines';
import { PlanProgress } from '../../../src/plans/planProgress';
import { reviewPlan } from '../../../src/plans/reviewPlan';
import type { Outcome, StepResult } from '../../../src/plans/stepResult';
import { assetWith, general } from '../assets/samples';
import { CountingPause } from '../happyfox/countingPause';

const heading = { title: 'Test', accountId: 'acme.happyfox.com', agent: { id: 3, name: 'Ada' } };
const ann = { name: 'Ann', email: 'ann@acme.com' };
const outcomes: readonly Outcome[] = [
  ...(['pending', 'sent', 'applied', 'verified'] as const),
  ...(['stale', 'failed', 'unknown', 'cancelled'] as const),
];

function steps(count: number): readonly Step[] {
  return Array.from({ length: count }, (_, at): readonly Step[] => {
    const base = assetWith({}, { id: at + 1 });
    const people = at % 5 === 0 ? { newContacts: [at % 2 === 0 ? ann : { ...ann, email: 'ANN@acme.com ' }] } : {};
    if (at % 3 === 1)
      return planCreates([{ definition: general, mine: { ...blankState(general), name: 'New' }, ...people }]);
    if (at % 3 === 2) return planDeletes([{ assetTypeId: 1, base }]);
    const problems = at % 4 === 0 ? [{ code: 'notAnInteger', label: 'Memory' } as const] : [];
    const mine = { ...stateOf(base, general), name: 'Other' };
    return planUpdates([{ definition: general, base, mine, problems, ...people }]);
  }).flat();
}

function resultOf({ id, assetId }: Step, outcome: Outcome): StepResult {
  return { step: id, outcome, time: 1, assetId, before: null, after: null };
}

/** Counts how often somebody asks of a step what it does. */
function watched(plan: Plan): { readonly plan: Plan; readonly looks: () => number } {
  let looks = 0;
  const watch = (step: Step): Step =>
    Object.defineProperty({ ...step }, 'problems', {
      get: () => {
        looks += 1;
        return step.problems;
      },
    });
  return { plan: { ...plan, steps: plan.steps.map(watch) }, looks: () => looks };
}

describe('the progress of a plan', () => {
  const changes = fc.array(
    fc.oneof(
      fc.record({ at: fc.nat(29), outcome: fc.constantFrom(...outcomes) }),
      fc.record({ at: fc.nat(29), included: fc.boolean() }),
    ),
  );

  it('counts what a look at all of its steps would, whatever happens to them', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const plan = newPlan(heading, steps(30));
        const progress = await PlanProgress.of({ plan, results: new Map() });
        for (const change of list) {
          const step = plan.steps[change.at];
          assert.ok(step);
          if ('outcome' in change) progress.note(resultOf(step, change.outcome));
          else progress.include([step.id], change.included);
        }
        const { plan: now, results } = progress;
        assert.deepEqual(progress.tally, tallyOf(now, results));
        assert.deepEqual(progress.review, reviewPlan(now, results));
        assert.equal(progress.leftOver, leftOver(now, results).length);
        const fresh = await PlanProgress.of({ plan: now, results });
        assert.deepEqual(fresh.review, progress.review);
      }),
    );
  });

  it('takes twice the work for twice the steps of a run', async () => {
    const workOf = async (count: number): Promise<number> => {
      const { plan, looks } = watched(newPlan(heading, steps(count)));
      const progress = await PlanProgress.of({ plan, results: new Map() });
      for (const step of plan.steps) {
        for (const outcome of ['sent', 'verified'] as const) {
          progress.note(resultOf(step, outcome));
          assert.ok(progress.review.writes >= 0 && progress.tally.steps === count);
        }
      }
      return looks();
    };
    assert.equal(await workOf(240), 2 * (await workOf(120)));
  });

  it('pauses before each step that it counts, and knows no others', async () => {
    const counted = new CountingPause();
    const { plan } = watched(newPlan(heading, steps(9)));
    const noting = {
      ...plan,
      steps: plan.steps.map((step) =>
        Object.defineProperty({ ...step }, 'included', {
          get: () => {
            counted.note();
            return true;
          },
        }),
      ),
    };
    const progress = await PlanProgress.of({ plan: noting, results: new Map() }, counted.pause);
    assert.ok(counted.most <= 3, String(counted.most));
    assert.equal(progress.placeOf('another'), undefined);
    progress.note({ step: 'another', outcome: 'verified', time: 1, assetId: 1, before: null, after: null });
    assert.equal(progress.tally.done, 0);
  });
});
