import { definitionFor, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf } from '../assets/editableState';
import { merge } from '../assets/merge';
import type { Asset } from '../happyfox/asset';
import { inStretches, pausing, type Pause } from '../happyfox/pause';
import { newPlan, planCreates, planDeletes, planUpdates, type Plan, type PlanHeading, type Step } from './plan';
import { isDone, isSettled, type StepResult } from './stepResult';

/** What is known of asset types. */
type DefinitionOf = (assetTypeId: number) => AssetTypeDefinition | undefined;

/**
 * The plan that takes a plan back: what was updated becomes as it was just before, what was created is deleted, and what was deleted is
 * created again. What others change in the meantime is found out when it is applied, as with any plan.
 */
export async function inverseOf(
  plan: Plan,
  results: ReadonlyMap<string, StepResult>,
  definitionOf: DefinitionOf,
  heading: Pick<PlanHeading, 'title' | 'agent'>,
  pause: Pause = pausing(),
): Promise<Plan> {
  const steps = await inStretches(plan.steps.toReversed(), pause, (step): readonly Step[] => {
    const result = results.get(step.id);
    const definition = definitionOf(step.assetTypeId);
    if (!result || !definition || !isDone(result)) return [];
    return inverseStep(step.assetTypeId, result, definition);
  });
  return newPlan({ ...heading, accountId: plan.accountId, reverts: plan.id }, steps);
}

function inverseStep(
  assetTypeId: number,
  { before, after, entry }: StepResult,
  today: AssetTypeDefinition,
): readonly Step[] {
  // The asset may have had fields that its type has no more.
  const definition = before ? definitionFor(before, today) : today;
  if (before && after) return planUpdates([{ definition, base: after, mine: stateOf(before, definition) }]);
  if (after) return planDeletes([{ assetTypeId, base: after }]);
  if (!before) return [];
  return planCreates([{ definition, mine: stateOf(before, definition), people: before.contacts, reverts: entry }]);
}

/** Steps that a plan leaves over: what was not sent, and what did not go through. */
export function leftOver(plan: Plan, results: ReadonlyMap<string, StepResult>): readonly Step[] {
  return plan.steps.filter((step) => {
    const result = results.get(step.id);
    if (!step.included && !result) return false;
    return !result || !isDone(result);
  });
}

/**
 * The plan of what a plan left over, made from the assets as they are now. A create of which nobody can tell what became is left out
 * until the user takes it in: it may have happened.
 * @param current the assets by id; one that is missing is gone, and so is its step
 */
export async function planOfRest(
  plan: Plan,
  results: ReadonlyMap<string, StepResult>,
  current: ReadonlyMap<number, Asset>,
  definitionOf: DefinitionOf,
  heading: Pick<PlanHeading, 'title' | 'agent'>,
  pause: Pause = pausing(),
): Promise<Plan> {
  const steps = await inStretches(leftOver(plan, results), pause, (step): readonly Step[] => {
    const definition = definitionOf(step.assetTypeId);
    if (!definition) return [];
    return restOf(
      step,
      results.get(step.id),
      step.assetId === null ? undefined : current.get(step.assetId),
      definition,
    );
  });
  return newPlan({ ...heading, accountId: plan.accountId }, steps);
}

function restOf(
  step: Step,
  result: StepResult | undefined,
  now: Asset | undefined,
  definition: AssetTypeDefinition,
): readonly Step[] {
  const { base, intent, problems, row, reverts, newContacts = [] } = step;
  const doubtful = step.operation === 'create' && isSettled(result) && result?.outcome === 'unknown';
  const extras = { problems, included: step.included && !doubtful, ...(row !== undefined && { row }) };
  if (intent && !base) {
    return planCreates([
      {
        ...{ ...extras, newContacts, mine: stateOf(intent, definition), people: intent.contacts, reverts },
        definition: definitionFor(intent, definition),
      },
    ]);
  }
  if (!base || !now) return [];
  if (!intent) return planDeletes([{ ...extras, assetTypeId: step.assetTypeId, base: now }]);
  // What the step wanted to change, put on top of the asset as it is now.
  const stateIn = (asset: Asset) => stateOf(asset, definition);
  const { merged: mine } = merge(stateIn(base), stateIn(now), stateIn(intent), definition);
  return planUpdates([{ ...extras, definition, newContacts, base: now, mine }]);
}
