import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { sidesOf } from './changeDocuments';
import { scripted } from '../asking/arguments';
import { changeOf, type ChangeSelection } from '../asking/changeArgument';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), change: z.string() });

/** Opens the diff of a change: the asset before and after it. */
export async function openChange(
  parts: Pick<SessionParts, 'journal' | 'sessions'> & ChangeSelection,
  ...args: readonly unknown[]
): Promise<void> {
  const { session, write } = await changeOf(parts, scripted(Argument, args), args);
  const [before, after] = sidesOf(session, write);
  const title = t('{0}: before ↔ after', safeText(write.entry.name));
  await vscode.commands.executeCommand('vscode.diff', before, after, title);
}
