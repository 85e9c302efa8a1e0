import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { forgetAccount, type AccountTraces } from './forgetAccount';
import { lostWithAccount, type UnsentParts } from '../asking/unsentWork';
import { pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), confirm: z.optional(z.boolean()) });

/** Removes an account from this extension, with its key; nothing changes in HappyFox. Asks first. */
export async function removeAccount(
  parts: AccountTraces & UnsentParts & Pick<SessionParts, 'demo' | 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Remove Account'));
  const { account } = session;
  if (given?.confirm !== false) {
    const remove = t('Remove Account');
    const choice = await vscode.window.showWarningMessage(
      t('Remove “{0}” from VS Code?', safeText(account.label)),
      {
        modal: true,
        detail: [
          t('Its API key and everything stored about it here are deleted. In HappyFox nothing changes.'),
          ...(await lostWithAccount(parts, account.id)),
        ].join('\n'),
      },
      remove,
    );
    if (choice !== remove) return;
  }
  await forgetAccount(parts, account.id);
  if (account.demo) await parts.demo.stop();
}
