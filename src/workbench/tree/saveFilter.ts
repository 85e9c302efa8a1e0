import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { askQuery } from '../asking/queryInput';
import { askFilterName } from '../asking/savedFilters';
import { soundQuery } from '../asking/soundQuery';
import { allTypes, type SavedFilter } from '../screen/treeMemory';
import { Id, isNode, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: z.optional(Id),
  name: z.string().check(z.trim(), z.minLength(1)),
  query: z.optional(z.string()),
});

/** Keeps a query in the sidebar, above the types, under a name: the one by which the tree or a type is filtered, else one that is asked for. */
export async function saveFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<{ filter: string }> {
  const given = scripted(Argument, args);
  const [node] = args;
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Save Filter'));
  const typeId = given?.typeId ?? (isNode(node) && node.kind === 'assetType' ? node.assetType.id : undefined);
  const { types } = await parts.memory.of(session.accountId);
  const active = types[typeId ?? allTypes]?.query;
  if (given) {
    const query = given.query ?? active;
    if (query === undefined || query.trim() === '')
      throw new CommandRefused(t('There is no filter to save: the argument has to name a “query”.'));
    await soundQuery(session, query, typeId);
    return keep(parts, session, { name: given.name, query, assetTypeId: typeId });
  }
  const query = active ?? (await ask(parts, session, typeId));
  const name = await askFilterName(t('Save Filter'), query);
  return keep(parts, session, { name, query, assetTypeId: typeId });
}

function ask(parts: CommandRunner, session: AccountSession, assetTypeId: number | undefined): Promise<string> {
  return askQuery(
    {
      title: t('Save Filter'),
      session,
      assetTypeId,
      accept: (hits, total) => t('Save this filter, which finds {0} of {1} assets', hits, total),
    },
    parts,
  );
}

async function keep(
  { memory }: Pick<TreeParts, 'memory'>,
  { accountId }: AccountSession,
  { name, query, assetTypeId }: Omit<SavedFilter, 'id'>,
): Promise<{ filter: string }> {
  const id = randomUUID().slice(0, 8);
  const filter = { id, name, query, ...(assetTypeId !== undefined && { assetTypeId }) };
  await memory.setFilters(accountId, (filters) => [...filters, filter]);
  return { filter: id };
}
