import * as vscode from 'vscode';
import { stateOf } from '../../assets/editableState';
import type { LinkedContact } from '../../happyfox/asset';
import { withHolder } from '../../plans/changeHolder';
import { newPlan, planUpdates, type Plan } from '../../plans/plan';
import type { AccountSession } from '../accountSession';
import { CommandRefused } from '../commandRefused';
import { personName } from '../personQuestion';
import type { PlanTarget } from '../planTargets';

const { t } = vscode.l10n;

/** Who gives assets up, and who gets them; nobody does where they are taken back. */
export interface ChangeOfHands {
  readonly from: LinkedContact;
  readonly to: LinkedContact | undefined;
}

/** The plan that takes assets from a person. Throws `CommandRefused` where it would give them to who has them. */
export function holderPlan(
  { accountId, account }: AccountSession,
  targets: readonly PlanTarget[],
  { from, to }: ChangeOfHands,
): Plan {
  if (from.id === to?.id) throw new CommandRefused(t('{0} has these assets already.', personName(to)));
  const people = to ? [from, to] : [from];
  const wishes = targets.map(({ asset, definition }) => ({
    ...{ definition, base: asset, people },
    ...withHolder(stateOf(asset, definition), definition, { from: from.id, to: to?.id }),
  }));
  const title = to
    ? t('Hand over from {0} to {1}', personName(from), personName(to))
    : t('Take back from {0}', personName(from));
  return newPlan({ title, accountId, agent: account.agent }, planUpdates(wishes));
}
