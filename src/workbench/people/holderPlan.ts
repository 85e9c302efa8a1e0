import * as vscode from 'vscode';
import { stateOf } from '../../assets/editableState';
import type { LinkedContact } from '../../happyfox/asset';
import { inStretches, pausing } from '../../happyfox/pause';
import { withHolder } from '../../plans/changeHolder';
import { newPlan, planUpdates, type Plan } from '../../plans/plan';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { personName } from '../asking/personQuestion';
import type { PlanTarget } from '../asking/planTargets';

const { t } = vscode.l10n;

/** Who gives assets up, and who gets them; nobody does where they are taken back. */
interface ChangeOfHands {
  readonly from: LinkedContact;
  readonly to: LinkedContact | undefined;
}

/** The plan that takes assets from a person. Rejects with `CommandRefused` where it would give them to who has them. */
export async function holderPlan(
  { accountId, account }: AccountSession,
  targets: readonly PlanTarget[],
  { from, to }: ChangeOfHands,
): Promise<Plan> {
  if (from.id === to?.id) throw new CommandRefused(t('{0} has these assets already.', personName(to)));
  const people = to ? [from, to] : [from];
  const steps = await inStretches(targets, pausing(), ({ asset, definition }) => {
    const wish = withHolder(stateOf(asset, definition), definition, { from: from.id, to: to?.id });
    return planUpdates([{ definition, base: asset, people, ...wish }]);
  });
  const title = to
    ? t('Hand over from {0} to {1}', personName(from), personName(to))
    : t('Take back from {0}', personName(from));
  return newPlan({ title, accountId, agent: account.agent }, steps);
}
