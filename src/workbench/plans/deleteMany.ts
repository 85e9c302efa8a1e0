import * as vscode from 'vscode';
import { inStretches, pausing } from '../../happyfox/pause';
import { newPlan, planDeletes, type Plan } from '../../plans/plan';
import { isDone, type StepResult } from '../../plans/stepResult';
import type { AccountSession } from '../sessions/accountSession';
import { confirmDelete } from '../asking/unsentWork';
import type { HeldEdits } from '../../assets/heldEdits';
import { assetsStillThere, type KnownAsset } from '../asking/planTargets';
import { withProgress } from '../asking/progress';
import { notesFor } from './plansForScripts';
import { confirmDeletions, type Confirmation } from './planConfirmation';
import type { RunSummary } from './planRun';
import type { Plans } from './plans';

const { t } = vscode.l10n;

/** How the deletion of one of many assets ended. */
export interface DeletedOne {
  readonly id: number;
  readonly outcome: 'deleted' | 'alreadyGone' | 'failed';
  readonly message?: string;
}

/** What becomes of many deletions; those that were not tried any more are not among `outcomes`. */
export interface DeletedMany {
  readonly plan: Plan;
  readonly outcomes: readonly DeletedOne[];
}

/** What is to be asked before. A script that names its assets, and is to be asked nothing, has confirmed their number. */
interface DeleteManyRequest {
  readonly targets: readonly { readonly assetId: number; readonly assetTypeId?: number }[];
  readonly asksNames: boolean;
  readonly asksNumber: boolean;
}

interface DeleteManyParts {
  readonly plans: Plans;
  readonly heldEdits: HeldEdits;
}

/**
 * Deletes several assets as a plan, with progress and cancel; one that has changed since it was last seen here is kept. The question is about the
 * plan's own assets. Undefined where the user does not want it.
 */
export async function deleteMany(
  parts: DeleteManyParts,
  session: AccountSession,
  { targets, asksNames, asksNumber }: DeleteManyRequest,
): Promise<DeletedMany | undefined> {
  const assets = await assetsStillThere(session, targets);
  const plan = await planOf(session, assets);
  const named = assets.map(({ asset }) => asset);
  if (named.length > 0 && asksNames && !(await confirmDelete(parts, session, named))) return undefined;
  const confirmation = asksNumber ? await confirmDeletions(session, plan) : { confirmedDeletions: plan.steps.length };
  const { results } = await apply(parts, plan, confirmation);
  const steps = new Map(plan.steps.map((step) => [step.assetId, step]));
  const outcomes = targets.flatMap(({ assetId: id }): DeletedOne[] => {
    const step = steps.get(id);
    if (!step) return [{ id, outcome: 'alreadyGone' }];
    const result = results.get(step.id);
    return result ? outcomeOf(id, result, () => notesFor(parts.plans, session, step, result).join(' ')) : [];
  });
  return { plan, outcomes };
}

async function planOf({ accountId, account }: AccountSession, assets: readonly KnownAsset[]): Promise<Plan> {
  const steps = await inStretches(assets, pausing(), ({ asset: base, assetTypeId }) =>
    planDeletes([{ assetTypeId, base }]),
  );
  return newPlan({ title: t('Delete {0} Assets', steps.length), accountId, agent: account.agent }, steps);
}

async function apply(
  { plans }: DeleteManyParts,
  plan: Plan,
  confirmation: Confirmation,
): Promise<Pick<RunSummary, 'results'>> {
  const { length } = plan.steps;
  if (length === 0) return { results: new Map() };
  return withProgress(t('Deleting {0} assets', length), (report, signal) => {
    let done = 0;
    return plans.apply(plan, {
      ...{ ...confirmation, signal },
      onEvent: (event) => {
        if (event.kind === 'step' && event.result.outcome !== 'sent') done += 1;
        if (event.kind !== 'ended') report(done / length, t('{0} of {1}', done, length));
      },
    });
  });
}

function outcomeOf(id: number, result: StepResult, message: () => string): DeletedOne[] {
  if (isDone(result)) return [{ id, outcome: result.before ? 'deleted' : 'alreadyGone' }];
  if (!result.trouble || result.outcome === 'cancelled') return [];
  return [{ id, outcome: 'failed', message: message() }];
}
