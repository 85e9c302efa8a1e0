import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { sidesOf } from './changeDocuments';
import { scripted, pickSession, sessionFor } from '../asking/arguments';
import { changeOf, type ChangeSelection } from '../asking/changeArgument';
import type { SessionParts } from '../sessions/sessionParts';
import type { PlanParts } from '../plans/planParts';
import { revertChange } from './revertChange';

const { t } = vscode.l10n;

const OpenChangeArgument = z.object({ account: z.optional(z.string()), change: z.string() });

/** Opens the diff of a change: the asset before and after it. */
export async function openChange(
  parts: Pick<SessionParts, 'journal' | 'sessions'> & ChangeSelection,
  ...args: readonly unknown[]
): Promise<void> {
  const { session, write } = await changeOf(parts, scripted(OpenChangeArgument, args), args);
  const [before, after] = sidesOf(session, write);
  const title = t('{0}: before ↔ after', safeText(write.entry.name));
  await vscode.commands.executeCommand('vscode.diff', before, after, title);
}

const EraseChangesArgument = z.object({ account: z.optional(z.string()), confirm: z.optional(z.boolean()) });

/** Erases the list of an account's changes and its plans; nothing changes in HappyFox, but nothing in the list can be undone any more. */
export async function eraseChanges(
  parts: Pick<SessionParts, 'journal' | 'sessions'> & Pick<PlanParts, 'plans'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(EraseChangesArgument, args);
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

/** The commands of this room, by their ids. */
export const changesCommands = { eraseChanges, openChange, revertChange } as const;
