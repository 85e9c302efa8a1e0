import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeLabel } from '../../assets/safeText';
import { isChangeNode } from '../asking/changeArgument';
import { CommandRefused } from '../words/errors';
import { planStateText } from '../words/planStateText';
import { askPick } from '../asking/quickInput';
import { sinceText } from '../words/sinceText';
import { scripted, sessionFor } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), plan: z.string() });

interface PlanItem extends vscode.QuickPickItem {
  readonly account: string;
  readonly plan: string;
}

/** Opens the tab of a plan: to review and apply it, to go on with it, or to see what became of it. */
export async function openPlan(
  parts: Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [node] = args;
  if (isChangeNode(node)) {
    if (node.kind === 'plan') await parts.plans.open(node.session.accountId, node.entry.heading.id);
    return;
  }
  const given = scripted(Argument, args);
  if (given) return parts.plans.open(sessionFor(parts, given.account).accountId, given.plan);
  const items = await planItems(parts);
  if (items.length === 0)
    throw new CommandRefused(t('There is no plan yet. Select assets in the sidebar and run “Set Field”.'));
  const question = { title: t('Open Plan'), step: 1, totalSteps: 1, placeholder: t('Which plan?'), items };
  const picked = await askPick(question);
  if (typeof picked !== 'symbol') await parts.plans.open(picked.account, picked.plan);
}

async function planItems({
  sessions,
  plans,
}: Pick<SessionParts, 'sessions'> & Pick<PlanParts, 'plans'>): Promise<readonly PlanItem[]> {
  const lists = sessions.all.map(async ({ accountId, account }) =>
    (await plans.files.list(accountId)).entries.map(({ heading, state }): PlanItem => ({
      ...{ account: accountId, plan: heading.id },
      label: safeLabel(heading.title),
      description: `${planStateText(state)} · ${sinceText(heading.createdAt)}`,
      ...(sessions.all.length > 1 && { detail: safeLabel(account.label) }),
    })),
  );
  return (await Promise.all(lists)).flat();
}
