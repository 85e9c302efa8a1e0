import * as z from 'zod/mini';
import { applyForScript } from './plansForScripts';
import type { ScriptedStep } from './planParts';
import { planOf } from './planArgument';
import { scripted } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { ChangeSelection } from '../asking/changeArgument';

const Argument = z.object({
  account: z.optional(z.string()),
  plan: z.string(),
  /** How many assets it deletes, where that is more than goes without saying. */
  deletions: z.optional(z.int()),
});

/** Applies a plan that is kept, or goes on with one. A person sees its tab and is asked first. */
export async function applyPlan(
  parts: Pick<PlanParts, 'plans'> & ChangeSelection & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ readonly outcomes: readonly ScriptedStep[] } | undefined> {
  const given = scripted(Argument, args);
  const { session, plan: id } = planOf(parts, given, args);
  if (!given) {
    await parts.plans.confirm(session.accountId, id);
    return undefined;
  }
  const { plan } = await parts.plans.find(session.accountId, id);
  const { deletions } = given;
  const options = deletions === undefined ? {} : { confirmedDeletions: deletions };
  return { outcomes: await applyForScript(parts, session, plan, options) };
}
