import * as vscode from 'vscode';
import { inStretches, pausing } from '../../happyfox/pause';
import { wishOfEdit, withNamed } from '../../plans/editWish';
import { newPlan, planUpdates, type Plan } from '../../plans/plan';
import type { AccountSession } from '../sessions/accountSession';
import { confirmPeopleOfPlan, type NewPeople } from '../asking/newPeople';
import type { PendingRow } from './tableEdits';

const { t } = vscode.l10n;

/** The plan that sends held edits. Those that make no sense are in it with what is wrong with them, and are not sent. Asks about new people, once. */
export async function planOfEdits(
  session: AccountSession,
  pending: readonly PendingRow[],
  people: Pick<NewPeople, 'find'>,
): Promise<Plan> {
  const pause = pausing();
  const wishes = await inStretches(pending, pause, ({ draft }) => [wishOfEdit(draft)]);
  const named = wishes.flatMap((one) => one.named);
  const found = await people.find(session, named, confirmPeopleOfPlan);
  const steps = await inStretches(wishes, pause, (one) => planUpdates([withNamed(one, found)]));
  const heading = {
    title: steps.length === 1 ? t('Edits of 1 Asset') : t('Edits of {0} Assets', steps.length),
    accountId: session.accountId,
    agent: session.account.agent,
  };
  return newPlan(heading, steps);
}
