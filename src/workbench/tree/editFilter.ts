import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeLabel } from '../../assets/safeText';
import { askQuery } from '../asking/queryInput';
import { savedFilterFor } from '../asking/savedFilterFor';
import { soundQuery } from '../asking/soundQuery';
import { scripted } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), filter: z.string(), query: z.string() });

/** Changes what a saved filter looks for. */
export async function editFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const title = t('Edit Saved Filter');
  const given = scripted(Argument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, title);
  const { id, assetTypeId } = filter;
  if (given) await soundQuery(session, given.query, assetTypeId);
  const query =
    given?.query ??
    (await askQuery(
      {
        title: t('Edit “{0}”', safeLabel(filter.name)),
        session,
        assetTypeId,
        value: filter.query,
        accept: (hits, total) => t('Save this filter, which finds {0} of {1} assets', hits, total),
      },
      parts,
    ));
  await memory.setFilters(session.accountId, (filters) =>
    filters.map((one) => (one.id === id ? { ...one, query } : one)),
  );
}
