import type { AccountSession } from '../sessions/accountSession';
import { filterById, pickFilter, askFilterName } from '../asking/savedFilters';
import { type SavedFilter, type TreeMemory, allTypes } from '../screen/treeMemory';
import { pickSession, sessionFor, Id, scripted } from '../asking/arguments';
import { isNode } from '../screen/nodes';
import type { SessionParts } from '../sessions/sessionParts';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { CommandRefused } from '../words/errors';
import { askQuery } from '../asking/queryInput';
import { soundQuery } from '../asking/soundQuery';
import type { TreeParts } from './treeParts';
import type { CommandRunner } from '../words/commandCalls';
import { safeLabel, safeText } from '../../assets/safeText';

const { t } = vscode.l10n;

/** A saved filter with its account. */
interface FilterOfAccount {
  readonly session: AccountSession;
  readonly filter: SavedFilter;
}

/**
 * The saved filter that a command is about: the one that a script has named, else that of the tree's node, else the one that is picked.
 *
 * @throws {CommandRefused} where there is none
 */
async function savedFilterFor(
  parts: { readonly memory: TreeMemory } & Pick<SessionParts, 'sessions'>,
  given: { readonly account?: string | undefined; readonly filter: string } | undefined,
  args: readonly unknown[],
  title: string,
): Promise<FilterOfAccount> {
  const { memory } = parts;
  if (given) {
    const session = sessionFor(parts, given.account);
    return { session, filter: await filterById(memory, session, given.filter) };
  }
  const session = await pickSession(parts, args, title);
  return { session, filter: await pickFilter(memory, session, args[0], title) };
}

const SaveFilterArgument = z.object({
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
  const given = scripted(SaveFilterArgument, args);
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

const OpenFilterArgument = z.object({ account: z.optional(z.string()), filter: z.string() });

/** Shows in the sidebar what a saved filter finds. */
export async function openFilter(
  parts: Pick<TreeParts, 'memory' | 'tree' | 'view'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(OpenFilterArgument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, t('Open Saved Filter'));
  const node = await parts.tree.filterNode(session, filter.id);
  if (node) await parts.view.reveal(node, { select: true, focus: true, expand: true });
}

const EditFilterArgument = z.object({ account: z.optional(z.string()), filter: z.string(), query: z.string() });

/** Changes what a saved filter looks for. */
export async function editFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const title = t('Edit Saved Filter');
  const given = scripted(EditFilterArgument, args);
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

const RenameFilterArgument = z.object({
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
  const given = scripted(RenameFilterArgument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, title);
  const name = given?.name ?? (await askFilterName(title, filter.name));
  await memory.setFilters(session.accountId, (filters) =>
    filters.map((one) => (one.id === filter.id ? { ...one, name } : one)),
  );
}

const RemoveFilterArgument = z.object({ account: z.optional(z.string()), filter: z.string() });

/** Takes a saved filter out of the sidebar. It may be put back where that was a mistake; assets are not touched. */
export async function removeFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const title = t('Remove Saved Filter');
  const given = scripted(RemoveFilterArgument, args);
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
