import * as vscode from 'vscode';
import type { AccountSession } from '../sessions/accountSession';
import { isChangeNode, type ChangeSelection } from '../asking/changeArgument';
import { CommandRefused } from '../words/errors';
import { sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

/** A plan that a command is about. */
export interface MeantPlan {
  readonly session: AccountSession;
  /** Its id. */
  readonly plan: string;
}

/** The plan that a command is about: a script's, or the one in the changes view that it was called on or that is selected there. */
export function planOf(
  parts: ChangeSelection & Pick<SessionParts, 'sessions'>,
  given: { readonly account?: string | undefined; readonly plan: string } | undefined,
  [first]: readonly unknown[],
): MeantPlan {
  if (given) return { session: sessionFor(parts, given.account), plan: given.plan };
  const node = isChangeNode(first) ? first : parts.changesView.selection[0];
  if (node?.kind === 'lost' && node.plan !== undefined) return { session: node.session, plan: node.plan };
  if (node?.kind !== 'plan') throw new CommandRefused(t('Select a plan in the Changes view first.'));
  return { session: node.session, plan: node.entry.heading.id };
}
