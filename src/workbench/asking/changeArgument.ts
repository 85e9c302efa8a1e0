import * as vscode from 'vscode';
import type { JournaledWrite } from '../../plans/journal';
import type { AccountSession } from '../sessions/accountSession';
import type { ChangeNode } from '../screen/changeNodes';
import { CommandRefused } from '../words/errors';
import { sessionFor } from './arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

/** Where a change or a plan can be selected. */
export interface ChangeSelection {
  readonly changesView: { readonly selection: readonly ChangeNode[] };
}

/** The change that a command is about: a script's, or the node of the changes view it was called on. */
export async function changeOf(
  parts: Pick<SessionParts, 'journal' | 'sessions'> & ChangeSelection,
  given: { readonly account?: string | undefined; readonly change: string } | undefined,
  [first]: readonly unknown[],
): Promise<{ readonly session: AccountSession; readonly write: JournaledWrite }> {
  if (given) {
    const session = sessionFor(parts, given.account);
    const write = (await parts.journal.read(session.accountId)).find(({ entry }) => entry.id === given.change);
    if (!write) throw new CommandRefused(t('This change is not remembered any more.'));
    return { session, write };
  }
  const node = isChangeNode(first) ? first : parts.changesView.selection[0];
  if (node?.kind !== 'write') throw new CommandRefused(t('Select a change in the Changes view first.'));
  return { session: node.session, write: node.write };
}

const kinds: ReadonlySet<string> = new Set<ChangeNode['kind']>([
  'write',
  'pending',
  'pendingGroup',
  'plan',
  'planGroup',
  'lost',
]);

/** Whether a command was handed a node of the changes view. */
export function isChangeNode(argument: unknown): argument is ChangeNode {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'kind' in argument &&
    typeof argument.kind === 'string' &&
    kinds.has(argument.kind)
  );
}
