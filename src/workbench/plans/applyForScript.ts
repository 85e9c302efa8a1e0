import type { Plan } from '../../plans/plan';
import { isSettled, type Outcome } from '../../plans/stepResult';
import { cellProblemText } from '../cellProblemText';
import type { AccountSession } from '../accountSession';
import type { Plans } from './plans';
import { notesOf } from './planRows';

/** What a script is told of each step. */
export interface ScriptedStep {
  /** Null for an asset that was not created. */
  readonly id: number | null;
  readonly outcome: Outcome;
  readonly message?: string;
}

/** Applies a plan for a script, and tells what became of each of its steps. */
export async function applyForScript(
  { plans }: { readonly plans: Plans },
  session: AccountSession,
  plan: Plan,
  options: { readonly confirmedDeletions?: number } = {},
): Promise<readonly ScriptedStep[]> {
  const { reason, results } = await plans.apply(plan, { signal: new AbortController().signal, ...options });
  const parts = {
    definitionOf: (assetTypeId: number) => session.store.catalogue.knownDefinition(assetTypeId),
    sentence: (error: unknown) => plans.sentence(error, session),
  };
  return plan.steps.map((step): ScriptedStep => {
    const result = results.get(step.id);
    const outcome = result?.outcome ?? (reason === 'cancelled' ? 'cancelled' : 'pending');
    const said = [
      ...step.problems.map((problem) => cellProblemText(problem)),
      ...(result && (isSettled(result) || result.trouble) ? notesOf(step, result, parts) : []),
    ];
    return { id: result?.assetId ?? step.assetId, outcome, ...(said.length > 0 && { message: said.join(' ') }) };
  });
}
