import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { savedFilterFor } from '../asking/savedFilterFor';
import { askFilterName } from '../asking/savedFilters';
import { scripted } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  filter: z.string(),
  name: z.string().check(z.trim(), z.minLength(1)),
});

/** Gives a saved filter another name. */
export async function renameFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const title = t('Rename Saved Filter');
  const given = scripted(Argument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, title);
  const name = given?.name ?? (await askFilterName(title, filter.name));
  await memory.setFilters(session.accountId, (filters) =>
    filters.map((one) => (one.id === filter.id ? { ...one, name } : one)),
  );
}
