import * as z from 'zod/mini';
import { isNode, scripted } from '../asking/arguments';
import type { TreeParts } from './treeParts';

const Argument = z.object({ node: z.string() });

/** Shows more of a type, filter or group: the next page of HappyFox’s list, or more of what is known. Called by the tree, with the id of its node or a node itself. */
export async function loadMore({ tree }: Pick<TreeParts, 'tree'>, ...args: readonly unknown[]): Promise<void> {
  const [first] = args;
  const node =
    isNode(first) && (first.kind === 'loadMore' || first.kind === 'showMore')
      ? first.parent
      : tree.containerById(scripted(Argument, args)?.node ?? '');
  if (!node) return;
  if (node.kind !== 'assetType' || tree.isArranged(node)) {
    tree.showMore(node);
    return;
  }
  await node.session.store.pager(node.assetType.id).advance();
  tree.refresh(node);
}
