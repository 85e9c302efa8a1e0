import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { hitsText } from '../words/arrangementText';
import { type Node, isNode } from '../screen/nodes';
import { withProgress } from '../asking/progress';
import { allTypes } from '../screen/treeMemory';
import { Id, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';
import type { TreeParts } from './treeParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id) });

/** Pages that a refresh reads again at most: ten are 500 assets, beyond which “Load more…” goes on from there. */
const mostPages = 10;

/**
 * Reads again what is on screen: everything, an account, or a type. What was there stays until the answer has come. Where a type is filtered, grouped
 * or sorted, that is all of its assets, with progress and cancel.
 */
export async function refresh(
  parts: Pick<SessionParts, 'sessions'> & Pick<TreeParts, 'memory' | 'totals' | 'tree'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [node] = args;
  const given = scripted(Argument, args);
  if (isNode(node)) {
    const shown = shownBy(parts, node);
    if (shown?.kind === 'assetType') return refreshType(parts, shown.session, shown.assetType.id);
    if (shown?.kind === 'savedFilter') return readAgain(shown.session, shown.filter.assetTypeId);
    return refreshAccount(parts, node.session);
  }
  if (given?.typeId !== undefined) return refreshType(parts, sessionFor(parts, given.account), given.typeId);
  const sessions = given?.account === undefined ? parts.sessions.all : [sessionFor(parts, given.account)];
  for (const session of sessions) await refreshAccount(parts, session);
}

/** The type, filter or account that a node is part of. */
function shownBy({ tree }: Pick<TreeParts, 'tree'>, node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = tree.getParent(at)) {
    if (at.kind === 'assetType' || at.kind === 'savedFilter' || at.kind === 'account') return at;
  }
  return undefined;
}

async function refreshAccount(
  parts: Pick<TreeParts, 'memory' | 'totals' | 'tree'>,
  session: AccountSession,
): Promise<void> {
  const { store } = session;
  parts.totals.forget(session);
  const started = store.startedTypes();
  store.forgetTypes();
  try {
    for (const assetTypeId of started) await store.reload(assetTypeId, mostPages);
    const { types } = await parts.memory.of(session.accountId);
    if (types[allTypes]) await readAgain(session, undefined);
    else for (const id of Object.keys(types)) await readAgain(session, Number(id));
  } finally {
    parts.tree.refresh();
  }
}

async function refreshType(
  parts: Pick<TreeParts, 'tree'>,
  session: AccountSession,
  assetTypeId: number,
): Promise<void> {
  const node = parts.tree.typeNode(session, assetTypeId);
  try {
    await session.store.reload(assetTypeId, mostPages);
    if (node && parts.tree.isArranged(node)) await readAgain(session, assetTypeId);
  } finally {
    parts.tree.refresh(node);
  }
}

/** Reads all assets of a type, or of all, into the index. Nothing is known to be missing meanwhile. */
async function readAgain(session: AccountSession, assetTypeId: number | undefined): Promise<void> {
  const types = (await session.assetTypes()).filter(({ id }) => assetTypeId === undefined || id === assetTypeId);
  const [only, ...others] = types;
  if (!only) return;
  const ids = types.map(({ id }) => id);
  const name = others.length === 0 ? only.name : session.account.label;
  await withProgress(t('Reading {0} again', safeText(name)), async (report, signal) => {
    const { crawl, progress } = await session.index.open();
    const stop = crawl.onChange(() => {
      const { loadedAssets, totalAssets } = progress.totals(ids);
      report(loadedAssets / Math.max(totalAssets, 1), hitsText(loadedAssets, totalAssets));
    });
    await session.index.read(ids, Date.now(), signal).finally(stop);
  });
}
