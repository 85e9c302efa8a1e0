import * as vscode from 'vscode';
import { byStanding, standingOf, type AgentStanding } from '../../assets/agents';
import { safeLabel } from '../../assets/safeText';
import type { Agent } from '../../assets/account';
import type { Staff } from '../../happyfox/staff';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** A row of the list from which the acting agent is picked. */
interface AgentItem extends vscode.QuickPickItem {
  readonly agent: Agent;
}

/** The account's staff, those who may manage assets first; the others say why they can't write. */
export function agentItems(staff: readonly Staff[]): AgentItem[] {
  return byStanding(staff).map((member) => ({
    label: safeLabel(member.name),
    description: safeLabel(member.email ?? ''),
    ...detailOf(standingOf(member)),
    iconPath: new vscode.ThemeIcon(standingOf(member) === 'mayWrite' ? 'account' : 'circle-slash'),
    agent: { id: member.id, name: member.name },
  }));
}

/** The agent a script named. Throws `CommandRefused` when the account has no such staff member. */
export function agentFor(staff: readonly Staff[], id: number): Agent {
  const member = staff.find((one) => one.id === id);
  if (!member) throw new CommandRefused(t('This account has no staff member with id {0}.', id));
  return { id: member.id, name: member.name };
}

function detailOf(standing: AgentStanding): { readonly detail?: string } {
  switch (standing) {
    case 'mayWrite':
      return {};
    case 'noPermission':
      return { detail: t('Can only look: lacks the permission “Manage Assets”') };
    case 'inactive':
      return { detail: t('Can only look: this agent is not active') };
  }
}
