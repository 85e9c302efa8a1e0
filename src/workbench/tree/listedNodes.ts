import type { NodePool } from './nodePool';
import type { AssetTypeNode, Node } from '../screen/nodes';

/**
 * The nodes of a type's assets as HappyFox lists them, as far as its pages have been read; reads the first one once the type is `confirmed`: what
 * is kept is painted before HappyFox has said that there still is such a type, and nothing is asked of one that is gone. `onTotal` hears of a total
 * that comes with it and is news.
 */
export async function listedNodes(
  nodes: NodePool,
  parent: AssetTypeNode,
  confirmed: () => Promise<void>,
  onTotal: () => void,
): Promise<Node[]> {
  const { session, id, assetType } = parent;
  try {
    await confirmed();
    if (!session.account.assetTypes.some((type) => type.id === assetType.id)) return [];
  } catch (error) {
    return [nodes.failure(session, parent, error)];
  }
  const pager = session.store.pager(assetType.id);
  const failed: Node[] = [];
  if (!pager.started) {
    const before = session.store.total(assetType.id);
    try {
      await pager.advance();
      if (session.store.total(assetType.id) !== before) onTotal();
    } catch (error) {
      failed.push(nodes.failure(session, parent, error));
    }
  }
  const found: Node[] = pager.assets.map((asset) =>
    nodes.make({ kind: 'asset', id: `${id}/${asset.id}`, session, parent, assetType, asset }),
  );
  const unreadable = pager.unreadable.length;
  if (unreadable > 0)
    found.push(
      nodes.make({ kind: 'note', id: `${id}/unreadable`, session, parent, note: 'unreadable', count: unreadable }),
    );
  if (pager.complete && found.length === 0)
    found.push(nodes.make({ kind: 'note', id: `${id}/empty`, session, parent, note: 'noAssets', count: 0 }));
  if (pager.started && !pager.complete) found.push(nodes.make({ kind: 'loadMore', id: `${id}/more`, session, parent }));
  return [...found, ...failed];
}
