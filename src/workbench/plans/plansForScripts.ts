import type { Plan, Step } from '../../plans/plan';
import { isSettled, type StepResult } from '../../plans/stepResult';
import { cellProblemText } from '../words/cellProblemText';
import type { AccountSession } from '../sessions/accountSession';
import type { Plans } from './plans';
import { notesOf } from './planRows';
import type { PlanAnswer, ScriptedStep } from './planParts';

/** Applies a plan for a script, and tells what became of each of its steps. */
export async function applyForScript(
  { plans }: { readonly plans: Plans },
  session: AccountSession,
  plan: Plan,
  options: { readonly confirmedDeletions?: number } = {},
): Promise<readonly ScriptedStep[]> {
  const { reason, results } = await plans.apply(plan, { signal: new AbortController().signal, ...options });
  return plan.steps.map((step): ScriptedStep => {
    const result = results.get(step.id);
    const outcome = result?.outcome ?? (reason === 'cancelled' ? 'cancelled' : 'pending');
    const said = [
      ...step.problems.map((problem) => cellProblemText(problem)),
      ...(result && (isSettled(result) || result.trouble) ? notesFor(plans, session, step, result) : []),
    ];
    return { id: result?.assetId ?? step.assetId, outcome, ...(said.length > 0 && { message: said.join(' ') }) };
  });
}

/** What a script is told of the end of a step. */
export function notesFor(plans: Plans, session: AccountSession, step: Step, result: StepResult): readonly string[] {
  return notesOf(step, result, {
    definitionOf: (assetTypeId) => session.store.catalogue.knownDefinition(assetTypeId),
    sentence: (error) => plans.sentence(error, session),
  });
}

/** Applies a plan where a script says so, else has it reviewed. A plan without steps is nothing to look at. */
export async function planForScript(
  plans: Plans,
  session: AccountSession,
  plan: Plan,
  apply: boolean | undefined,
): Promise<PlanAnswer> {
  if (apply === true) return { outcomes: await applyForScript({ plans }, session, plan) };
  if (plan.steps.length > 0) await plans.review(plan);
  return { plan };
}
