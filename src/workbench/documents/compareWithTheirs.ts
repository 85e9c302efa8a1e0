import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { conflictSides, conflictTarget } from './conflictResolution';
import type { SessionParts } from '../sessions/sessionParts';
import type { DocumentParts } from './documentParts';

const { t } = vscode.l10n;

/** Opens the diff of a conflict: theirs, read-only, beside mine, with the ways to resolve it in the title bar. */
export async function compareWithTheirs(
  parts: Pick<SessionParts, 'sessions'> & Pick<DocumentParts, 'conflicts'>,
  ...args: readonly unknown[]
): Promise<void> {
  const conflict = conflictTarget(parts, args);
  const [theirs, mine] = conflictSides(conflict);
  const { name, updatedBy } = conflict.theirs.asset;
  const author =
    typeof updatedBy === 'number' ? parts.sessions.get(conflict.ref.accountId).staffName(updatedBy) : undefined;
  const title =
    author === undefined
      ? t('{0}: in HappyFox ↔ with your edits', safeText(name))
      : t('{0}: as {1} saved it ↔ with your edits', safeText(name), safeText(author));
  await vscode.commands.executeCommand('vscode.diff', theirs, mine, title);
}
