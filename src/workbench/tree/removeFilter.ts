import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { savedFilterFor } from '../asking/savedFilterFor';
import { scripted } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), filter: z.string() });

/** Takes a saved filter out of the sidebar. It may be put back where that was a mistake; assets are not touched. */
export async function removeFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const title = t('Remove Saved Filter');
  const given = scripted(Argument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, title);
  const { accountId } = session;
  const { filters: before } = await memory.of(accountId);
  await memory.setFilters(accountId, (filters) => filters.filter(({ id }) => id !== filter.id));
  if (given) return;
  const undo = t('Undo');
  const choice = await vscode.window.showInformationMessage(
    t('The saved filter “{0}” was removed.', safeText(filter.name)),
    undo,
  );
  if (choice !== undo) return;
  const place = before.findIndex(({ id }) => id === filter.id);
  await memory.setFilters(accountId, (filters) => filters.toSpliced(place, 0, filter));
}
