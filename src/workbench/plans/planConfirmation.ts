import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { deletionsToConfirm } from '../../plans/deletionGuard';
import { isDue, type Plan } from '../../plans/plan';
import { durationOf } from '../../plans/planDuration';
import { reviewPlan } from '../../plans/reviewPlan';
import { isSettled, type StepResult } from '../../plans/stepResult';
import type { AccountSession } from '../sessions/accountSession';
import { connectionSettings } from '../sessions/settings';
import { askText } from '../asking/quickInput';
import { countsText } from './planText';
import { durationText } from '../words/whenText';

const { t } = vscode.l10n;

/** What the user has said before anything is sent. */
export interface Confirmation {
  /** The number of deletions, where they had to type it. */
  readonly confirmedDeletions?: number;
}

/** Asks before a plan is applied: one question that names account and counts, and a number to type where much is deleted. */
export async function confirmPlan(
  session: AccountSession,
  plan: Plan,
  results: ReadonlyMap<string, StepResult>,
): Promise<Confirmation> {
  const { account } = session;
  const review = reviewPlan(plan, results);
  const apply = t('Apply');
  const detail = [
    `${countsText(review)}.`,
    t(
      'Signed by {0}. It takes about {1}.',
      safeText(plan.agent.name),
      durationText(durationOf(review, connectionSettings().budget)),
    ),
  ].join('\n');
  const question = t('Apply “{0}” to {1}?', safeText(plan.title), safeText(account.label));
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, apply);
  if (choice !== apply) throw new vscode.CancellationError();
  return confirmDeletions(session, plan, results);
}

/** Has the number of deletions typed where they are many. Rejects with `CancellationError` when the user does not. */
export async function confirmDeletions(
  session: AccountSession,
  plan: Plan,
  results: ReadonlyMap<string, StepResult> = new Map(),
): Promise<Confirmation> {
  const due = plan.steps.filter((step) => isDue(step) && !isSettled(results.get(step.id)));
  const deletions = deletionsToConfirm({ ...plan, steps: due }, totalsOf(session, plan));
  if (deletions === undefined) return {};
  await confirmNumber(deletions);
  return { confirmedDeletions: deletions };
}

/** How many assets there are of each type of a plan, as far as is known without a request. */
export function totalsOf({ store, index }: AccountSession, { steps }: Plan): ReadonlyMap<number, number> {
  const types = new Set(steps.flatMap((step) => (step.operation === 'delete' ? [step.assetTypeId] : [])));
  return new Map(
    [...types].flatMap((id) => {
      const total = store.total(id) ?? index.opened?.progress.totals([id]).totalAssets;
      return total === undefined || total === 0 ? [] : [[id, total] as const];
    }),
  );
}

async function confirmNumber(deletions: number): Promise<void> {
  const typed = await askText({
    ...{ title: t('Delete {0} Assets', deletions), step: 1, totalSteps: 1 },
    prompt: t('HappyFox deletes these {0} assets for good. Type their number to go on.', deletions),
    validate: (text) =>
      text === String(deletions) ? undefined : t('Type {0} to delete {0} assets, or press Escape.', deletions),
  });
  if (typed !== String(deletions)) throw new vscode.CancellationError();
}
