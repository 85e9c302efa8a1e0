import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { AccountsSearch, openIndexes, type Found, type TypeOfAccount } from './accountsSearch';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { completeIndex } from '../asking/completeIndex';
import { assetIn, uriOfAsset } from '../screen/openEditors';
import { queryProblemText } from '../words/queryProblemText';
import { scriptedAsset, type ScriptedAsset } from '../asking/soundQuery';
import { refOf } from '../screen/searchItems';
import { SearchPick } from './searchPick';
import { isNode } from '../screen/nodes';
import { scripted, sessionFor, type TargetParts } from '../asking/arguments';
import type { ReadingParts } from '../reading/readingParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  query: z.string(),
  limit: z.optional(z.int().check(z.positive())),
  /** Whether what is missing is read first. */
  complete: z.optional(z.boolean()),
});

/** What a script gets. */
interface SearchAnswer {
  readonly total: number;
  /** Whether every asset was searched. */
  readonly complete: boolean;
  readonly assets: readonly ScriptedAsset[];
}

const limitOfScripts = 100;

/** Finds assets of all accounts by words in any field or by the query language, as one types. */
export async function searchAssets(
  parts: TargetParts &
    Pick<ReadingParts, 'readings' | 'recent'> &
    Pick<SessionParts, 'errorText' | 'reporter'> &
    CommandRunner,
  ...args: readonly unknown[]
): Promise<SearchAnswer | undefined> {
  const given = scripted(Argument, args);
  if (!given) return pick(parts, args);
  const sessions = given.account === undefined ? parts.sessions.all : [sessionFor(parts, given.account)];
  if (sessions.length === 0) sessionFor(parts, undefined);
  for (const session of sessions) {
    if (given.complete === true) await completeIndex(session, undefined, t('Reading the assets'), 'script');
    else parts.readings.of(session).beginToFind();
  }
  const accounts = await openIndexes(sessions);
  const found = await new AccountsSearch(accounts).search(given.query, { limit: given.limit ?? limitOfScripts });
  const [problem] = found.problems;
  if (problem) throw new CommandRefused(queryProblemText(problem));
  // Without a key nothing more will be known: then it is no answer that nothing was found.
  if (found.total === 0 && !found.complete) for (const session of sessions) await session.store.client();
  return answer(found);
}

function answer({ total, complete, assets }: Found): SearchAnswer {
  return {
    total,
    complete,
    assets: assets.map(({ session, row }) => scriptedAsset(session, row)),
  };
}

async function pick(
  parts: TargetParts &
    Pick<ReadingParts, 'readings' | 'recent'> &
    Pick<SessionParts, 'errorText' | 'reporter'> &
    CommandRunner,
  args: readonly unknown[],
): Promise<undefined> {
  const { sessions, readings, recent, errorText } = parts;
  if (sessions.all.length === 0) sessionFor(parts, undefined);
  for (const session of sessions.all) readings.of(session).beginToFind();
  const accounts = await openIndexes(sessions.all);
  const openById = (session: AccountSession, id: number): void =>
    void parts.run('openAsset', { account: session.accountId, id });
  const search = new SearchPick(
    { accounts, readings, recent, errorText, openById, run: parts.run },
    {
      open: (item) => open(parts, item.session, () => uriOfAsset(refOf(item), item.row.name), vscode.ViewColumn.Active),
      openToSide: (item) =>
        open(parts, item.session, () => uriOfAsset(refOf(item), item.row.name), vscode.ViewColumn.Beside),
      reveal: (item) => void parts.run('revealAsset', uriOfAsset(refOf(item), item.row.name)),
      copyId: ({ row }) => void vscode.env.clipboard.writeText(String(row.id)),
    },
    typeAtHand(parts, args),
  );
  try {
    await search.show();
  } finally {
    search.dispose();
  }
  return undefined;
}

/** The type that is selected in the sidebar, or of the asset in the active editor. */
function typeAtHand(
  { sessions, selection }: TargetParts,
  [first = selection.nodes[0]]: readonly unknown[],
): TypeOfAccount | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const ref = uri && assetIn(uri);
  const session = ref && sessions.find(ref.accountId);
  if (ref && session) return { session, assetTypeId: ref.assetTypeId };
  if (!isNode(first)) return undefined;
  const type = first.kind === 'asset' ? first.parent : first;
  return type.kind === 'assetType' ? { session: type.session, assetTypeId: type.assetType.id } : undefined;
}

function open(
  parts: Pick<SessionParts, 'reporter'>,
  session: AccountSession,
  uri: () => vscode.Uri | Promise<vscode.Uri>,
  viewColumn: vscode.ViewColumn,
): void {
  attempt(parts, session, async () => {
    await vscode.window.showTextDocument(await uri(), { preview: false, viewColumn });
  });
}

/** The list is gone by then: what goes wrong is told here. */
function attempt(
  { reporter }: Pick<SessionParts, 'reporter'>,
  session: AccountSession,
  work: () => Promise<void>,
): void {
  work().catch((error: unknown) => reporter.report(error, session));
}
