import * as z from 'zod/mini';
import { isNode, type Container, type Node } from '../screen/nodes';
import { scripted, Id, sessionFor, type TargetParts } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { withProgress } from '../asking/progress';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

const LoadMoreArgument = z.object({ node: z.string() });

/** Shows more of a type, filter or group: the next page of HappyFox’s list, or more of what is known. Called by the tree, with the id of its node or a node itself. */
export async function loadMore({ tree }: Pick<TreeParts, 'tree'>, ...args: readonly unknown[]): Promise<void> {
  const [first] = args;
  const node =
    isNode(first) && (first.kind === 'loadMore' || first.kind === 'showMore')
      ? first.parent
      : tree.containerById(scripted(LoadMoreArgument, args)?.node ?? '');
  if (!node) return;
  if (node.kind !== 'assetType' || tree.isArranged(node)) {
    tree.showMore(node);
    return;
  }
  await node.session.store.pager(node.assetType.id).advance();
  tree.refresh(node);
}

const LoadAllArgument = z.object({ account: z.optional(z.string()), typeId: Id });

/** Loads every page of a type that is left, with progress; cancelled, it keeps what has come. Of what is known already, shows all. */
export async function loadAll(
  parts: TargetParts & Pick<TreeParts, 'tree'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(LoadAllArgument, args);
  if (given) {
    const session = sessionFor(parts, given.account);
    const shown = parts.tree.typeNode(session, given.typeId);
    if (shown && parts.tree.isArranged(shown)) {
      parts.tree.showMore(shown, true);
      return;
    }
    return load(parts, session, given.typeId, String(given.typeId));
  }
  const [node = parts.selection.nodes[0]] = args;
  const container = isNode(node) && (node.kind === 'loadMore' || node.kind === 'showMore') ? node.parent : node;
  if (isNode(container) && isContainer(container) && parts.tree.isArranged(container)) {
    parts.tree.showMore(container, true);
    return;
  }
  const type = isNode(container) && container.kind === 'asset' ? container.parent : container;
  if (!isNode(type) || type.kind !== 'assetType')
    throw new CommandRefused(t('Select an asset type in the sidebar first.'));
  return load(parts, type.session, type.assetType.id, safeText(type.assetType.name));
}

function isContainer(node: Node): node is Container {
  return node.kind === 'assetType' || node.kind === 'savedFilter' || node.kind === 'group';
}

async function load(
  { tree }: Pick<TreeParts, 'tree'>,
  session: AccountSession,
  assetTypeId: number,
  name: string,
): Promise<void> {
  const node = tree.typeNode(session, assetTypeId);
  const { store } = session;
  try {
    await withProgress(t('Loading all of {0}', name), async (report, signal) => {
      for await (const { loaded, total } of store.pager(assetTypeId).all(signal)) {
        report(
          loaded / Math.max(total, 1),
          t('{0} of {1}', loaded.toLocaleString(vscode.env.language), total.toLocaleString(vscode.env.language)),
        );
      }
    });
  } finally {
    tree.refresh(node);
  }
}
