import * as vscode from 'vscode';
import { PlanUnfit } from '../../plans/applyPlan';
import { DeletionsUnconfirmed } from '../../plans/deletionGuard';
import { PlanGone, PlanTaken } from '../../plans/planErrors';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** What stands against applying a plan, in words. */
export function explained(error: unknown): unknown {
  if (error instanceof PlanTaken)
    return new CommandRefused(t('This plan is being applied already, in another tab or window.'));
  if (error instanceof PlanGone) return new CommandRefused(t('This plan is not kept any more.'));
  if (error instanceof DeletionsUnconfirmed) {
    return new CommandRefused(
      t('Nothing was sent: {0} assets would be deleted. Confirm their number first.', error.count),
    );
  }
  if (!(error instanceof PlanUnfit)) return error;
  return new CommandRefused(
    error.reason === 'altered'
      ? t('Nothing was sent: the plan’s file is not what was reviewed. Make the plan again.')
      : t('Nothing was sent: the plan was made for another agent. Switch the agent back, or make the plan again.'),
  );
}
