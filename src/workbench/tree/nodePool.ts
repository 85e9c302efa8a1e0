import type { AccountSession } from '../sessions/accountSession';
import type { AssetNode, ErrorNode, Node } from '../screen/nodes';

/** The nodes that have been on screen, by id. VS Code finds an element by identity, so what has an id keeps its object. */
export class NodePool {
  private readonly nodes = new Map<string, Node>();

  /** The node that already has this id and owner, brought up to date, or the new one. */
  make<N extends Node>(node: N): N {
    const known = this.nodes.get(node.id);
    if (known && sameOwner(known, node)) return Object.assign(known, node);
    this.nodes.set(node.id, node);
    return node;
  }

  /** The node that says what could not be had below a parent; of a whole account where that is undefined. */
  failure(session: AccountSession, parent: ErrorNode['parent'], error: unknown): ErrorNode {
    return this.make({ kind: 'error', id: `${parent?.id ?? session.accountId}/error`, session, parent, error });
  }

  find(id: string): Node | undefined {
    return this.nodes.get(id);
  }

  /** Every node of an asset: in its type, in groups, and below filters. */
  *ofAsset(session: AccountSession, assetId: number): Generator<AssetNode> {
    for (const node of [...this.nodes.values()]) {
      if (node.kind === 'asset' && node.session === session && node.asset.id === assetId) yield node;
    }
  }

  delete(id: string): void {
    this.nodes.delete(id);
  }

  /** Forgets the nodes of sessions that are no more. */
  keepOnly(sessions: ReadonlySet<AccountSession>): void {
    for (const [id, node] of this.nodes) if (!sessions.has(node.session)) this.nodes.delete(id);
  }
}

function sameOwner<N extends Node>(known: Node, node: N): known is N {
  return known.kind === node.kind && known.session === node.session;
}
