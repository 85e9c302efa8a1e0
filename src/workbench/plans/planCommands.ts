import * as vscode from 'vscode';
import type { AccountSession } from '../sessions/accountSession';
import { isChangeNode, type ChangeSelection } from '../asking/changeArgument';
import { CommandRefused } from '../words/errors';
import { sessionFor, scripted } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';
import * as z from 'zod/mini';
import { applyForScript } from './plansForScripts';
import type { ScriptedStep, PlanParts } from './planParts';
import { safeText, safeLabel } from '../../assets/safeText';
import { PlanUnreadable } from '../../plans/planErrors';
import type { KeptPlan } from '../../plans/planOnDisk';
import { planStateText } from '../words/planStateText';
import { askPick } from '../asking/quickInput';
import { sinceText } from '../words/whenText';
import type { Plan } from '../../plans/plan';
import { definitionsOf } from './planDefinitions';
import { inversePlan } from './planFollowUps';
import { deleteAsset } from './deleteAsset';
import { setField } from './setField';

const { t } = vscode.l10n;

/** A plan that a command is about. */
interface MeantPlan {
  readonly session: AccountSession;
  /** Its id. */
  readonly plan: string;
}

/** The plan that a command is about: a script's, or the one in the changes view that it was called on or that is selected there. */
function planOf(
  parts: ChangeSelection & Pick<SessionParts, 'sessions'>,
  given: { readonly account?: string | undefined; readonly plan: string } | undefined,
  [first]: readonly unknown[],
): MeantPlan {
  if (given) return { session: sessionFor(parts, given.account), plan: given.plan };
  const node = isChangeNode(first) ? first : parts.changesView.selection[0];
  if (node?.kind === 'lost' && node.plan !== undefined) return { session: node.session, plan: node.plan };
  if (node?.kind !== 'plan') throw new CommandRefused(t('Select a plan in the Changes view first.'));
  return { session: node.session, plan: node.entry.heading.id };
}

const ApplyPlanArgument = z.object({
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
  const given = scripted(ApplyPlanArgument, args);
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

const DiscardPlanArgument = z.object({
  account: z.optional(z.string()),
  plan: z.string(),
  confirm: z.optional(z.boolean()),
});

/** Forgets a plan and what became of it. Nothing changes in HappyFox. Asks where something of it could still be sent. */
export async function discardPlan(
  parts: Pick<PlanParts, 'plans'> & ChangeSelection & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(DiscardPlanArgument, args);
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

const OpenPlanArgument = z.object({ account: z.optional(z.string()), plan: z.string() });

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
  const given = scripted(OpenPlanArgument, args);
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

const UndoPlanArgument = z.object({ account: z.optional(z.string()), plan: z.string() });

/** Makes the plan that takes back what another has done, to be reviewed like any other. Sends nothing. */
export async function undoPlan(
  parts: Pick<PlanParts, 'plans'> & ChangeSelection & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ readonly plan: Plan } | undefined> {
  const given = scripted(UndoPlanArgument, args);
  const { session, plan: id } = planOf(parts, given, args);
  const kept = await parts.plans.find(session.accountId, id);
  const plan = await inversePlan({ session, definitions: await definitionsOf(session, kept.plan) }, kept);
  await parts.plans.review(plan);
  return { plan };
}

/** The commands of this room, by their ids. */
export const planCommands = { applyPlan, deleteAsset, discardPlan, openPlan, setField, undoPlan } as const;
