import * as vscode from 'vscode';
import { standingOf } from '../../assets/agents';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** Throws `CommandRefused` where the acting agent may not change assets, before anybody chooses what to do with them. Reads the staff once. */
export async function refuseOnlookers({ account: { agent }, store }: AccountSession): Promise<void> {
  const member = (await store.catalogue.agents()).find(({ id }) => id === agent.id);
  const standing = member && standingOf(member);
  if (standing === 'mayWrite') return;
  const name = safeText(agent.name);
  throw new CommandRefused(
    standing === 'noPermission'
      ? t(
          '{0} lacks the permission “Manage Assets” in HappyFox. Run “Switch Agent” to act as somebody who has it.',
          name,
        )
      : t('{0} is no active agent in HappyFox any more. Run “Switch Agent” to act as somebody who is.', name),
  );
}
