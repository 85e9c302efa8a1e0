import { safeLabel } from '../../assets/safeText';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { agentFor, agentItems } from '../asking/agentItems';
import { namesOf, type AccountSession } from '../sessions/accountSession';
import { askPick } from '../asking/quickInput';
import type { Agent } from '../../assets/account';
import type { Staff } from '../../happyfox/staff';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), agentId: z.optional(Id) });

/** Changes the agent who signs an account's writes. */
export async function switchAgent(
  parts: Pick<SessionParts, 'sessions' | 'vault'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Switch Agent'));
  const staff = await session.store.catalogue.agents();
  const agent = given?.agentId === undefined ? await ask(session, staff) : agentFor(staff, given.agentId);
  await parts.vault.alter(session.accountId, { agent, staffNames: namesOf(staff) });
}

async function ask({ account }: AccountSession, staff: readonly Staff[]): Promise<Agent> {
  const items = agentItems(staff);
  const picked = await askPick({
    title: t('Switch Agent of {0}', safeLabel(account.label)),
    step: 1,
    totalSteps: 1,
    placeholder: t('As whom do you act? HappyFox names this agent as the author of your changes.'),
    items,
    active: items.find(({ agent }) => agent.id === account.agent.id),
  });
  if (typeof picked === 'symbol') throw new vscode.CancellationError();
  return picked.agent;
}
