import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { askText } from '../asking/quickInput';
import { pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), label: z.string() });

/** Changes the name under which an account is shown here. */
export async function renameAccount(
  parts: Pick<SessionParts, 'sessions' | 'vault'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Rename Account'));
  const label = given?.label ?? (await ask(session.account.label));
  await parts.vault.alter(session.accountId, { label: label.trim() || session.accountId });
}

async function ask(value: string): Promise<string> {
  const label = await askText({
    title: t('Rename Account'),
    step: 1,
    totalSteps: 1,
    prompt: t('The account’s name in this sidebar; empty for its address'),
    value,
  });
  if (typeof label === 'symbol') throw new vscode.CancellationError();
  return label;
}
