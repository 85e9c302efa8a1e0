import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { Sessions } from '../sessions';
import type { Plans } from './plans';

const { t } = vscode.l10n;

/** When a window starts: offers to go on with plans that a crash or a reload has interrupted. Sends nothing. */
export async function offerPlans(sessions: Sessions, plans: Plans): Promise<void> {
  for (const { accountId } of sessions.all) {
    for (const { heading, state } of await plans.files.list(accountId)) {
      if (state.kind !== 'interrupted') continue;
      const open = t('Open Plan');
      const sentence = t(
        'The plan “{0}” was interrupted. It can go on; nothing is sent twice.',
        safeText(heading.title),
      );
      void vscode.window.showWarningMessage(sentence, open).then((choice) => {
        if (choice === open)
          void vscode.commands.executeCommand('happyfoxAssets.openPlan', { account: accountId, plan: heading.id });
      });
    }
  }
}
