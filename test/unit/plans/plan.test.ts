import fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { blankState, stateOf, type EditableState } from '../../../src/assets/editableState';
import { isDue, newPlan, planCreates, planDeletes, planUpdates, withIncluded } from '../../../src/plans/plan';
import type { JsonObject } from '../../../src/happyfox/json';
import { planIn, planText } from '../../../src/plans/planLines';
import { hashOf, isIntact } from '../../../src/plans/stepHash';
import { assetWith, general, laptop } from '../assets/samples';
import { CountingPause } from '../happyfox/countingPause';

const before = stateOf(laptop, general);
const heading = { title: 'Test', accountId: 'acme.happyfox.com', agent: { id: 3, name: 'Ada' } };

function serial(value: string): EditableState {
  return { ...before, fields: new Map([...before.fields, [45, { kind: 'value', value }]]) };
}

describe('plan', () => {
  it('has a step for each asset that would change, and none for the others', () => {
    const other = assetWith({ 45: 'X' }, { id: 7 });
    const steps = planUpdates([
      { definition: general, base: laptop, mine: before },
      { definition: general, base: laptop, mine: serial('NEW') },
      { definition: general, base: other, mine: { ...stateOf(other, general), name: 'Renamed' } },
    ]);
    assert.deepEqual(
      steps.map(({ operation, assetId, name, intent }) => [operation, assetId, name, intent?.name]),
      [
        ['update', laptop.id, laptop.name, laptop.name],
        ['update', 7, other.name, 'Renamed'],
      ],
    );
    assert.equal(steps[0]?.intent?.customFields.find(({ id }) => id === 45)?.value, 'NEW');
  });

  it('keeps a step that changes nothing where a problem has to be told, and never carries it out', () => {
    const problems = [{ code: 'notAnInteger', label: 'Memory' }] as const;
    const [step] = planUpdates([{ definition: general, base: laptop, mine: before, problems, row: 4 }]);
    assert.ok(step);
    assert.deepEqual([step.row, step.problems, step.included, isDue(step)], [4, problems, true, false]);
  });

  it('survives JSON, and keeps nothing that can’t be written back', () => {
    const base = { ...laptop, unknownKeys: { contact_groups: [1] } };
    const steps = [
      ...planUpdates([{ definition: general, base, mine: serial('NEW') }]),
      ...planCreates([{ definition: general, mine: { ...blankState(general), name: 'Spare', displayId: '1' } }]),
      ...planDeletes([{ assetTypeId: 1, base }]),
    ];
    const plan = newPlan(heading, steps, 5);
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.ok(!JSON.stringify(plan).includes('contact_groups'));
    assert.deepEqual([plan.createdAt, plan.accountId, plan.agent.id], [5, 'acme.happyfox.com', 3]);
    assert.ok(plan.steps.every(isIntact));
  });

  it('names people whom the asset does not link yet', () => {
    const mine = { ...before, contactIds: [27662, 9] };
    const people = [{ id: 9, name: 'Ann', email: 'ann@acme.com' }];
    const [step] = planUpdates([{ definition: general, base: laptop, mine, people }]);
    assert.deepEqual(step?.intent?.contacts, [...laptop.contacts, ...people]);
  });

  it('tells a step that was altered from the one that was reviewed', () => {
    const [step] = planDeletes([{ assetTypeId: 1, base: laptop }]);
    assert.ok(step && isIntact(step) && isIntact({ ...step, included: false }));
    assert.ok(!isIntact({ ...step, assetId: 1 }));
    assert.ok(!isIntact({ ...step, operation: 'update' }));
    const reordered = Object.fromEntries(Object.entries(laptop).toReversed());
    assert.ok(isIntact({ ...step, base: { ...laptop, ...reordered, unknownKeys: {} } }));
  });

  it('is written in parts and read again, with a pause before each step', async () => {
    const counted = new CountingPause();
    const long = 'x'.repeat(10_000);
    const made = planDeletes(
      Array.from({ length: 60 }, (_, at) => ({ assetTypeId: 1, base: assetWith({ 45: long }, { id: at + 1 }) })),
    );
    const steps = made.map((step) => ({
      ...step,
      toJSON: () => {
        counted.note();
        return step;
      },
    }));
    const parts: string[] = [];
    for await (const part of planText(newPlan(heading, steps, 5), counted.pause)) parts.push(part);
    assert.equal(counted.most, 1);
    assert.ok(parts.length > 1 && parts.every((part) => part.length < 300_000 && part.endsWith('\n')));
    const lines = Readable.from(parts.join('').split('\n').slice(0, -1)) as AsyncIterable<string>;
    let turns = 0;
    const read = await planIn(lines, () => Promise.resolve(void (turns += 1)));
    assert.deepEqual(read?.steps, made);
    assert.equal(turns, made.length);
  });

  it('knows the steps of plans that were kept before, whatever their keys are', () => {
    const sorted = (_key: string, value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (unknownKeys) => {
        const base = { ...laptop, unknownKeys: JSON.parse(JSON.stringify(unknownKeys)) as JsonObject };
        const deed = { operation: 'delete', assetTypeId: 1, assetId: 7, base, intent: null } as const;
        const text = JSON.stringify(['delete', 1, 7, base, null, []], sorted);
        assert.equal(hashOf(deed), createHash('sha256').update(text).digest('hex').slice(0, 32));
      }),
      { examples: [[JSON.parse('{"__proto__":{"2":1,"10":[{"b":1,"a":2}]},"-1":null}') as Record<string, unknown>]] },
    );
  });

  it('leaves steps out and takes them in again', () => {
    const plan = newPlan(
      heading,
      planDeletes([laptop, assetWith({}, { id: 7 })].map((base) => ({ assetTypeId: 1, base }))),
    );
    const [first, second] = plan.steps;
    assert.ok(first && second);
    const without = withIncluded(plan, new Map([[first.id, false]]));
    assert.deepEqual(without.steps.map(isDue), [false, true]);
    assert.deepEqual(withIncluded(without, new Map([[first.id, true]])), plan);
  });
});
