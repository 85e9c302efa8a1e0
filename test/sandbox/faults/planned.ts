import assert from 'node:assert/strict';
import { blankState } from '../../../src/assets/editableState';
import { applyPlan, type RunEnd } from '../../../src/plans/applyPlan';
import type { Operation } from '../../../src/plans/journal';
import { newPlan, planCreates, planDeletes, planUpdates, type Plan, type Step } from '../../../src/plans/plan';
import type { Outcome } from '../../../src/plans/stepResult';
import { user } from '../client/open';
import { accountId, administrator, serialNumber, target, withSerial, type Scene } from './scene';

/** What a plan is about; the first is the asset in question. */
const planned = [target, 6751, 6752] as const;

/** A plan of three steps; what was read for it is no more in the wire log. */
export async function planOf(scene: Scene, operation: Operation): Promise<Plan> {
  const { definition, confirmed, connection } = scene;
  const heading = { title: 'Three', accountId, agent: { id: administrator, name: 'George - Admin' } };
  if (operation === 'create') {
    const names = ['First', 'Second', 'Third'];
    for (const name of names) confirmed.push({ operation, name });
    const wishes = names.map((name) => ({
      definition,
      mine: { ...blankState(definition), name, displayId: `new-${name}` },
    }));
    return newPlan(heading, planCreates(wishes), scene.clock.now());
  }
  const steps: Step[] = [];
  for (const id of planned) {
    const base = await connection.client.getAsset(id, user);
    if (operation === 'delete') {
      confirmed.push({ operation, assetId: id });
      steps.push(...planDeletes([{ assetTypeId: 1, base }]));
    } else {
      const serial = `PLANNED-${id}`;
      scene.typed.push(serial);
      confirmed.push({ operation, assetId: id, parts: new Map([[serialNumber, serial]]) });
      steps.push(...planUpdates([{ definition, base, mine: withSerial(scene, base, serial) }]));
    }
  }
  scene.sandbox.wireLog.clear();
  return newPlan(heading, steps, scene.clock.now());
}

/** Applies a kept plan, as a window does; the outcomes of its steps, and how the run ended. */
export async function apply(
  scene: Scene,
  { id }: Plan,
): Promise<{ outcomes: readonly (Outcome | undefined)[]; end: RunEnd }> {
  const { plans, journal, definition } = scene;
  const kept = await plans.read(accountId, id);
  assert.ok(kept, 'the plan is kept');
  const record = await plans.begin(kept.plan);
  let end: RunEnd = 'done';
  try {
    const due = kept.plan.steps.filter(
      ({ id: step }) => !record.results.has(step) || isOpen(record.results.get(step)!.outcome),
    );
    const run = applyPlan({
      ...{ plan: kept.plan, record, signal: scene.stop.signal },
      confirmedDeletions: due.filter(({ operation }) => operation === 'delete').length,
      writer: () => Promise.resolve(scene.writer),
      definition: () => Promise.resolve(definition),
      journal: () => journal.read(accountId),
    });
    for await (const event of run) if (event.kind === 'ended') end = event.reason;
  } finally {
    await record.release();
  }
  return { outcomes: kept.plan.steps.map(({ id: step }) => record.results.get(step)?.outcome), end };
}

/** Whether a run goes on with it. */
export function isOpen(outcome: Outcome): boolean {
  return ['pending', 'sent', 'cancelled'].includes(outcome);
}
