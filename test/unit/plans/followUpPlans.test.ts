import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { blankState } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import { inverseOf, leftOver, planOfRest } from '../../../src/plans/followUpPlans';
import { planCreates, planDeletes, planUpdates, withIncluded, type Plan } from '../../../src/plans/plan';
import { durationOf, timeLeft } from '../../../src/plans/planDuration';
import { changesOf, reviewPlan } from '../../../src/plans/reviewPlan';
import type { Outcome, StepResult } from '../../../src/plans/stepResult';
import { assetWith, general } from '../assets/samples';
import { planFor, withSerial } from './fakeAccount';

const heading = { title: 'Next', agent: { id: 3, name: 'Ada' } };
const definitionOf = () => general;
const old = assetWith({ 45: 'OLD', 46: 'Dell' }, { id: 7 });

function update(value: string, base: Asset = old) {
  return planUpdates([{ definition: general, base, mine: withSerial(base, value) }]);
}

function create(name: string) {
  return planCreates([{ definition: general, mine: { ...blankState(general), name, displayId: name } }]);
}

function results(plan: Plan, ...outcomes: (Partial<StepResult> & { outcome: Outcome })[]): Map<string, StepResult> {
  return new Map(
    plan.steps.flatMap(({ id }, index) => {
      const one = outcomes[index];
      return one ? [[id, { step: id, time: 1, assetId: null, before: null, after: null, ...one }]] : [];
    }),
  );
}

function serialOf(asset: Asset | null | undefined): unknown {
  return asset?.customFields.find(({ id }) => id === 45)?.value;
}

describe('inverseOf what had values that nobody understands', () => {
  it('takes them along, also in fields that the type has no more', async () => {
    const odd = { id: 99, name: 'Odd', type: 'nested', order: 9, value: [{ id: 3, text: 'x' }] };
    const before = assetWith({ 47: 'Gone', 51: { id: 9 } }, { id: 7 });
    const whole = { ...before, customFields: [...before.customFields, odd] };
    const plan = planFor([...planDeletes([{ assetTypeId: 1, base: whole }]), ...update('NEW', whole)]);
    const after = assetWith({ 45: 'NEW' }, { id: 7 });
    const ended = results(plan, { outcome: 'verified', before: whole }, { outcome: 'applied', before: whole, after });
    for (const { intent } of (await inverseOf(plan, ended, definitionOf, heading)).steps) {
      const values = new Map(intent?.customFields.map(({ id, value }) => [id, value]));
      assert.deepEqual([values.get(47), values.get(51), values.get(99)], ['Gone', { id: 9 }, odd.value]);
    }
  });
});

describe('inverseOf', () => {
  it('takes back an update, a create and a delete, the last one first', async () => {
    const plan = planFor([...update('NEW'), ...create('Spare'), ...planDeletes([{ assetTypeId: 1, base: old }])]);
    const after = assetWith({ 45: 'NEW', 46: 'Dell' }, { id: 7 });
    const spare = assetWith({}, { id: 9, name: 'Spare' });
    const inverse = await inverseOf(
      plan,
      results(
        plan,
        { outcome: 'verified', before: old, after },
        { outcome: 'applied', after: spare },
        { outcome: 'verified', before: old },
      ),
      definitionOf,
      heading,
    );
    assert.deepEqual(
      inverse.steps.map(({ operation, assetId, base, intent }) => [
        operation,
        assetId,
        serialOf(base),
        serialOf(intent),
      ]),
      [
        ['create', null, undefined, 'OLD'],
        ['delete', 9, undefined, undefined],
        ['update', 7, 'NEW', 'OLD'],
      ],
    );
    assert.deepEqual([inverse.reverts, inverse.title], [plan.id, 'Next']);
  });

  it('has no step for what was not written, or did not go through', async () => {
    const plan = planFor([...update('A'), ...update('B'), ...update('C'), ...create('D'), ...create('E')]);
    const inverse = await inverseOf(
      plan,
      results(
        plan,
        { outcome: 'verified', before: old, after: old },
        { outcome: 'stale' },
        { outcome: 'failed' },
        { outcome: 'unknown', before: old },
      ),
      definitionOf,
      heading,
    );
    assert.deepEqual(inverse.steps, []);
  });
});

describe('planOfRest', () => {
  it('keeps whom others have linked meanwhile', async () => {
    const people = [5, 6, 7].map((id) => ({ id, name: `P${id}`, email: null }));
    const [mine, added, theirs] = people;
    assert.ok(mine && added && theirs);
    const base = { ...old, contacts: [mine] };
    const state = { ...withSerial(base, 'OLD'), contactIds: [5, 6] };
    const plan = planFor(planUpdates([{ definition: general, base, mine: state, people }]));
    const now = new Map([[7, { ...base, contacts: [mine, theirs] }]]);
    const rest = await planOfRest(plan, results(plan, { outcome: 'failed' }), now, definitionOf, heading);
    assert.deepEqual(
      rest.steps.map(({ intent }) => intent?.contacts.map(({ id }) => id).sort()),
      [[5, 6, 7]],
    );
  });

  it('has the steps that did not go through, on top of the assets as they are now', async () => {
    const plan = planFor([...update('A'), ...update('B'), ...create('C'), ...create('D')]);
    const now = assetWith({ 45: 'THEIRS', 46: 'HP' }, { id: 7 });
    const known = results(
      plan,
      { outcome: 'verified', before: old, after: old },
      { outcome: 'stale' },
      { outcome: 'unknown' },
    );
    assert.equal(leftOver(plan, known).length, 3);
    const rest = await planOfRest(plan, known, new Map([[7, now]]), definitionOf, heading);
    assert.deepEqual(
      rest.steps.map(({ operation, name, included, base, intent }) => [
        operation,
        name,
        included,
        serialOf(base),
        serialOf(intent),
      ]),
      [
        ['update', old.name, true, 'THEIRS', 'B'],
        ['create', 'C', false, undefined, undefined],
        ['create', 'D', true, undefined, undefined],
      ],
    );
    assert.equal(rest.steps[0]?.intent?.customFields.find(({ id }) => id === 46)?.value, 'HP');
  });

  it('has none for what the user had left out, nor for an asset that is gone', async () => {
    const made = planFor([...update('A'), ...update('B')]);
    const plan = withIncluded(made, new Map([[made.steps[0]?.id ?? '', false]]));
    assert.deepEqual((await planOfRest(plan, new Map(), new Map(), definitionOf, heading)).steps, []);
  });
});

describe('reviewPlan', () => {
  it('counts what would be sent, and what would not', () => {
    const [first] = create('X');
    assert.ok(first);
    const made = planFor([
      ...update('A'),
      ...update('B'),
      ...create('C'),
      ...planDeletes([{ assetTypeId: 1, base: old }]),
      { ...first, problems: [{ code: 'notAnInteger', label: 'Memory' }] },
    ]);
    const plan = withIncluded(made, new Map([[made.steps[1]?.id ?? '', false]]));
    assert.deepEqual(reviewPlan(plan), {
      due: { update: 1, create: 1, delete: 1 },
      ...{ settled: 0, leftOut: 1, withProblems: 1, reads: 2, writes: 3 },
    });
    const { due, settled } = reviewPlan(plan, results(plan, { outcome: 'verified' }));
    assert.deepEqual([due.update, settled], [0, 1]);
  });

  it('tells changes in the document’s words, people by name', () => {
    const ann = { id: 9, name: 'Ann', email: null };
    const mine = { ...withSerial(old, 'NEW'), contactIds: [9] };
    const newContacts = [{ name: null, email: 'bob@acme.com' }];
    const [step] = planUpdates([{ definition: general, base: old, mine, people: [ann], newContacts }]);
    assert.ok(step);
    assert.deepEqual(
      changesOf(step, general).map(({ label, before, after }) => [label, before, after]),
      [
        ['Serial Number', 'OLD', 'NEW'],
        ['contacts', ['Dwyane Wade'], ['Ann', 'bob@acme.com']],
      ],
    );
  });

  it('tells what a create brings and a delete takes', () => {
    const [made] = create('Spare');
    const [gone] = planDeletes([{ assetTypeId: 1, base: old }]);
    assert.ok(made && gone);
    assert.deepEqual(
      changesOf(made, general).map(({ label, after }) => [label, after]),
      [
        ['display_id', 'Spare'],
        ['name', 'Spare'],
      ],
    );
    assert.deepEqual(
      changesOf(gone, general).map(({ label, before, after }) => [label, before, after]),
      [
        ['display_id', 'ADDISD-W10PC', ''],
        ['name', 'ADDISD-W10PC', ''],
        ['contacts', ['Dwyane Wade'], []],
        ['Serial Number', 'OLD', null],
        ['Manufacturer', 'Dell', null],
      ],
    );
  });
});

describe('durationOf', () => {
  const budget = { readsPerMinute: 400, writesPerMinute: 200 };

  it('is what the requests take one after the other, and no less than the budget allows', () => {
    assert.equal(durationOf({ reads: 0, writes: 0 }, budget), 0);
    assert.equal(durationOf({ reads: 10, writes: 10 }, budget), 6_000);
    assert.equal(durationOf({ reads: 0, writes: 161 }, { ...budget, writesPerMinute: 200 }), 60_000);
    assert.equal(durationOf({ reads: 1_000, writes: 1_000 }, { ...budget, writesPerMinute: 60 }), 20 * 60_000);
  });

  it('follows how fast a run has been, but not beyond the budget', () => {
    const left = { reads: 160, writes: 160 };
    assert.equal(timeLeft({ steps: 0, milliseconds: 0 }, left, budget), durationOf(left, budget));
    assert.equal(timeLeft({ steps: 10, milliseconds: 10_000 }, left, budget), 160_000);
    assert.equal(timeLeft({ steps: 10, milliseconds: 10 }, left, budget), 60_000);
  });
});
