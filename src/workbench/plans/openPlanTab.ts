import type { KeptPlan } from '../../plans/planOnDisk';
import { PlanProgress } from '../../plans/planProgress';
import { definitionsOf } from './planDefinitions';
import { PlanTab, type PlanTabParts } from './planTab';

/** Reads what a plan's tab has to know of its types, and brings the tab to life. */
export async function openPlanTab(
  kept: KeptPlan,
  parts: Omit<PlanTabParts, 'definitions' | 'progress' | 'state'>,
): Promise<PlanTab> {
  const definitions = await definitionsOf(parts.session, kept.plan);
  return new PlanTab({ ...parts, definitions, progress: await PlanProgress.of(kept), state: kept.state });
}
