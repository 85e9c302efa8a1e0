import type { Staff } from '../happyfox/staff';
import { compareNames } from './nameOrder';

/** Whether a staff member may sign writes, and if not, why (article §3: “an active agent who has Manage Assets permission”). */
export type AgentStanding = 'mayWrite' | 'inactive' | 'noPermission';

/** The standing of one staff member. */
export function standingOf({ active, isAccountAdmin, permissions }: Staff): AgentStanding {
  if (!active) return 'inactive';
  return isAccountAdmin || permissions.includes('manage_assets') ? 'mayWrite' : 'noPermission';
}

const order: readonly AgentStanding[] = ['mayWrite', 'noPermission', 'inactive'];

/** Those who may write first, then by name. */
export function byStanding(staff: readonly Staff[]): Staff[] {
  return [...staff].sort(
    (one, other) =>
      order.indexOf(standingOf(one)) - order.indexOf(standingOf(other)) || compareNames(one.name, other.name),
  );
}
