import { definitionsOf } from './planDefinitions';
import { PlanTab, type PlanTabParts } from './planTab';

/** Reads what a plan's tab has to know of its types, and brings the tab to life. */
export async function openPlanTab(parts: Omit<PlanTabParts, 'definitions'>): Promise<PlanTab> {
  const { session, kept } = parts;
  return new PlanTab({ ...parts, definitions: await definitionsOf(session, kept.plan) });
}
