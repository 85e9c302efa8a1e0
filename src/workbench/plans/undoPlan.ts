import * as z from 'zod/mini';
import type { Plan } from '../../plans/plan';
import { planOf } from './planArgument';
import { definitionsOf } from './planDefinitions';
import { inversePlan } from './planFollowUps';
import { scripted } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { ChangeSelection } from '../asking/changeArgument';

const Argument = z.object({ account: z.optional(z.string()), plan: z.string() });

/** Makes the plan that takes back what another has done, to be reviewed like any other. Sends nothing. */
export async function undoPlan(
  parts: Pick<PlanParts, 'plans'> & ChangeSelection & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ readonly plan: Plan } | undefined> {
  const given = scripted(Argument, args);
  const { session, plan: id } = planOf(parts, given, args);
  const kept = await parts.plans.find(session.accountId, id);
  const plan = await inversePlan({ session, definitions: await definitionsOf(session, kept.plan) }, kept);
  await parts.plans.review(plan);
  return { plan };
}
