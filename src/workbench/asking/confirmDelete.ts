import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { keptOfDeleted } from './unsentWork';
import type { PendingDrafts } from '../../assets/pendingDrafts';

const { t } = vscode.l10n;

const mostNamed = 10;

/** Asks before assets are deleted, by name and id, and says what becomes of their unsent edits. */
export async function confirmDelete(
  parts: { readonly pending: PendingDrafts },
  { accountId, account }: AccountSession,
  assets: readonly { readonly id: number; readonly name: string }[],
): Promise<boolean> {
  const [first, ...others] = assets;
  if (!first) return false;
  const only = others.length === 0;
  const question = only
    ? t('Delete “{0}” (#{1}) from {2}?', safeText(first.name), first.id, safeText(account.label))
    : t('Delete {0} assets from {1}?', assets.length, safeText(account.label));
  const named = assets.slice(0, mostNamed).map(({ name, id }) => `${safeText(name)} (#${id})`);
  const more = assets.length - named.length;
  const names = only ? [] : [...named, ...(more > 0 ? [t('and {0} more', more)] : [])];
  const unsent = await keptOfDeleted(parts, accountId, new Set(assets.map(({ id }) => id)));
  const signed = t('HappyFox deletes them for good, signed by {0}.', safeText(account.agent.name));
  const detail = [...names, ...unsent, signed].join('\n');
  const remove = only ? t('Delete') : t('Delete {0} Assets', assets.length);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}
