import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';
import type { PlanParts } from '../plans/planParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), confirm: z.optional(z.boolean()) });

/** Erases the list of an account's changes and its plans; nothing changes in HappyFox, but nothing in the list can be undone any more. */
export async function eraseChanges(
  parts: Pick<SessionParts, 'journal' | 'sessions'> & Pick<PlanParts, 'plans'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, [], t('Erase Changes'));
  if (given?.confirm !== false) {
    const erase = t('Erase Changes');
    const choice = await vscode.window.showWarningMessage(
      t('Erase the list of changes and plans of {0}?', safeText(session.account.label)),
      { modal: true, detail: t('In HappyFox nothing changes, but these changes can’t be undone from here any more.') },
      erase,
    );
    if (choice !== erase) return;
  }
  await parts.journal.erase(session.accountId);
  await parts.plans.files.erase(session.accountId);
}
