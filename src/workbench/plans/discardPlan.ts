import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { PlanUnreadable } from '../../plans/planErrors';
import type { KeptPlan } from '../../plans/planOnDisk';
import { CommandRefused } from '../words/errors';
import { planOf } from './planArgument';
import { scripted } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { ChangeSelection } from '../asking/changeArgument';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  plan: z.string(),
  confirm: z.optional(z.boolean()),
});

/** Forgets a plan and what became of it. Nothing changes in HappyFox. Asks where something of it could still be sent. */
export async function discardPlan(
  parts: Pick<PlanParts, 'plans'> & ChangeSelection & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const {
    session: { accountId },
    plan: id,
  } = planOf(parts, given, args);
  const kept = await orDamaged(parts.plans.find(accountId, id));
  if (kept?.state.kind === 'running') throw new CommandRefused(t('This plan is being applied. Cancel it first.'));
  if (kept?.state.kind !== 'ended' && given?.confirm !== false) {
    const discard = t('Discard Plan');
    const question = kept
      ? t('Discard the plan “{0}”?', safeText(kept.plan.title))
      : t('Discard this plan, which is damaged?');
    const detail = t('What was sent stays in HappyFox; what was not is forgotten.');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, discard)) !== discard) return;
  }
  await parts.plans.discard(accountId, id);
}

/** A plan that is kept; undefined for a damaged one, which can be discarded all the same. */
async function orDamaged(found: Promise<KeptPlan>): Promise<KeptPlan | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof PlanUnreadable && error.file.kind === 'damaged') return undefined;
    throw error;
  }
}
