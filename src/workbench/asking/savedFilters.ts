import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { isNode } from '../screen/nodes';
import { askPick, askText } from './quickInput';
import type { SavedFilter, TreeMemory } from '../screen/treeMemory';

const { t } = vscode.l10n;

/** The saved filter that a script has named by its id. Throws `CommandRefused` where there is none. */
export async function filterById(memory: TreeMemory, session: AccountSession, id: string): Promise<SavedFilter> {
  const { filters } = await memory.of(session.accountId);
  const filter = filters.find((one) => one.id === id);
  if (!filter) throw new CommandRefused(t('This account has no saved filter with id {0}.', safeLabel(id)));
  return filter;
}

/** The saved filter a person means: that of the tree's node, or the one they pick. */
export async function pickFilter(
  memory: TreeMemory,
  session: AccountSession,
  argument: unknown,
  title: string,
): Promise<SavedFilter> {
  if (isNode(argument) && argument.kind === 'savedFilter') return argument.filter;
  const { filters } = await memory.of(session.accountId);
  if (filters.length === 0)
    throw new CommandRefused(t('There is no saved filter yet. Run “Save Filter” to keep one in the sidebar.'));
  const items = filters.map((filter) => ({
    label: safeLabel(filter.name),
    description: safeLabel(filter.query),
    iconPath: new vscode.ThemeIcon('filter'),
    filter,
  }));
  const picked = await askPick({ title, step: 1, totalSteps: 1, placeholder: t('Which filter?'), items });
  if (typeof picked === 'symbol') throw new vscode.CancellationError();
  return picked.filter;
}

/** Asks under which name a filter is to be kept. */
export async function askFilterName(title: string, value: string): Promise<string> {
  const name = await askText({
    title,
    step: 1,
    totalSteps: 1,
    prompt: t('A name for the sidebar'),
    value,
    validate: (text) => (text.trim() === '' ? t('Type a name.') : undefined),
  });
  if (typeof name === 'symbol') throw new vscode.CancellationError();
  return name;
}
