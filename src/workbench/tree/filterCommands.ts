import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { askQuery } from '../asking/queryInput';
import { soundQuery } from '../asking/soundQuery';
import { allTypes, type TreeMemory } from '../screen/treeMemory';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import { isNode } from '../screen/nodes';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const FilterTreeArgument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id), query: z.string() });

/** What a script is told. */
interface FilterResult {
  readonly matches: number;
  /** Of how many assets that are known. */
  readonly total: number;
  /** False while assets may be missing. */
  readonly complete: boolean;
}

/** Shows in the sidebar only what a query finds: of a type, or of all of an account's. An empty query shows everything again. */
export async function filterTree(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<FilterResult | undefined> {
  const { memory } = parts;
  const given = scripted(FilterTreeArgument, args);
  if (given) {
    const session = sessionFor(parts, given.account);
    const { rows, known, complete } = await soundQuery(session, given.query, given.typeId);
    await setQuery(memory, session, given.typeId, given.query);
    return { matches: rows.length, total: known, complete };
  }
  const [node] = args;
  const session = await pickSession(parts, args, t('Filter Assets'));
  const type = isNode(node) && node.kind === 'assetType' ? node.assetType : undefined;
  const { types } = await memory.of(session.accountId);
  const query = await askQuery(
    {
      title: type ? t('Filter {0}', safeLabel(type.name)) : t('Filter Assets'),
      session,
      assetTypeId: type?.id,
      value: types[type?.id ?? allTypes]?.query,
      accept: (hits, total) => t('Show {0} of {1} assets', hits, total),
      acceptEmpty: t('Show all assets'),
    },
    parts,
  );
  await setQuery(memory, session, type?.id, query);
  return undefined;
}

async function setQuery(
  memory: TreeMemory,
  { accountId }: AccountSession,
  typeId: number | undefined,
  query: string,
): Promise<void> {
  const key = typeId ?? allTypes;
  const { types } = await memory.of(accountId);
  await memory.setView(accountId, key, { ...types[key], query: query.trim() || undefined });
}

const ClearFilterArgument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id) });

/** Shows again what a filter hides: of a type, or of all types; from the title of the view, of all accounts. */
export async function clearFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory, sessions } = parts;
  const given = scripted(ClearFilterArgument, args);
  const [node] = args;
  const type = isNode(node) && node.kind === 'assetType' ? node.assetType.id : undefined;
  const chosen = given ? [sessionFor(parts, given.account)] : isNode(node) ? [node.session] : sessions.all;
  const key = given?.typeId ?? type ?? allTypes;
  for (const { accountId } of chosen) {
    const { types } = await memory.of(accountId);
    if (types[key]?.query !== undefined) await memory.setView(accountId, key, { ...types[key], query: undefined });
  }
}
