import type { Arranged, Arrangement } from '../../finding/arrangement';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { ArrangedAssets } from './arrangedAssets';
import type { AccountSession } from '../sessions/accountSession';
import type { NodePool } from './nodePool';
import type {
  AccountNode,
  AssetNode,
  AssetTypeNode,
  Container,
  GroupNode,
  Node,
  PartialNode,
  SavedFilterNode,
} from '../screen/nodes';
import { allTypes, type TreeMemory } from '../screen/treeMemory';

/** Rows of a list at first, and for each “Load more…”: they cost no request, but VS Code draws all that it is given. */
const rowsAtOnce = 200;

/** The nodes of filtered, grouped and sorted assets, all of them from the index. */
export class ArrangedNodes {
  private readonly shown = new Map<string, number>();

  constructor(
    private readonly nodes: NodePool,
    private readonly memory: TreeMemory,
    private readonly arranged: ArrangedAssets,
  ) {}

  /** How a type's assets are arranged; undefined where they are listed as HappyFox lists them. */
  arrangementOf({ session, assetType }: AssetTypeNode): Arrangement | undefined {
    const { types } = this.memory.peek(session.accountId);
    const { query, groupBy, sortBy } = types[assetType.id] ?? {};
    const queries = [types[allTypes]?.query, query].filter((one) => one !== undefined);
    return queries.length > 0 || groupBy || sortBy ? { queries, groupBy, sortBy } : undefined;
  }

  /** Counts what a filter leaves of a type or finds at all. Returns whether that is news. */
  async count(node: AssetTypeNode | SavedFilterNode): Promise<boolean> {
    const before = node.hits;
    const isFiltered = node.kind === 'savedFilter' || (this.arrangementOf(node)?.queries.length ?? 0) > 0;
    node.hits = isFiltered ? (await this.arrange(node)).rows.length : undefined;
    return node.hits !== before;
  }

  /** What is below a container of which the assets are arranged. */
  async childrenOf(parent: Container): Promise<Node[]> {
    if (parent.kind === 'group') return this.rowsOf(parent, parent.group.rows);
    const { rows, groups } = await this.arrange(parent);
    if (parent.kind === 'savedFilter' || (this.arrangementOf(parent)?.queries.length ?? 0) > 0)
      parent.hits = rows.length;
    const hasNotice = parent.kind === 'savedFilter' || !this.isFilteredAsWhole(parent.session);
    const notice = hasNotice ? this.partial(parent.session, parent, typeIdOf(parent)) : [];
    if (rows.length === 0) return [...notice, this.noHits(parent, parent.session, parent.id)];
    if (!groups || parent.kind === 'savedFilter') return [...notice, ...(await this.rowsOf(parent, rows))];
    const made = groups.slice(0, this.shownOf(parent)).map((group) =>
      this.nodes.make<GroupNode>({
        kind: 'group',
        id: `${parent.id}/${idPart(group.key)}`,
        session: parent.session,
        parent,
        group,
      }),
    );
    return [...notice, ...made, ...this.more(parent, groups.length)];
  }

  /** Says, where it is so, that some of the assets are not known yet. */
  partial(session: AccountSession, parent: AccountNode | Container | undefined, assetTypeId?: number): PartialNode[] {
    const completeness = session.index.opened?.assets.completeness(assetTypeId);
    if (!completeness || completeness.kind === 'complete') return [];
    const { loaded, total, kind } = completeness;
    const id = `${parent?.id ?? session.accountId}/partial`;
    const isInconsistent = kind === 'inconsistent';
    return [this.nodes.make({ kind: 'partial', id, session, parent, assetTypeId, loaded, total, isInconsistent })];
  }

  /** Says that nothing was found. */
  noHits(parent: AccountNode | Container | undefined, session: AccountSession, id: string): Node {
    return this.nodes.make({ kind: 'note', id: `${id}/noHits`, session, parent, note: 'noHits', count: 0 });
  }

  /** Shows more rows of a container the next time it is painted: so many at once, or all. */
  showMore(container: Container, isAll = false): void {
    this.shown.set(container.id, isAll ? Infinity : this.shownOf(container) + rowsAtOnce);
  }

  /** Shows what a container shows at first. */
  showFirst(containerId: string): void {
    for (const id of this.shown.keys())
      if (id === containerId || id.startsWith(`${containerId}/`)) this.shown.delete(id);
  }

  /** The node of an asset where it is among those of an arranged type, its list made long enough for it. */
  async nodeOf(type: AssetTypeNode, assetId: number): Promise<AssetNode | undefined> {
    const { rows, groups } = await this.arrange(type);
    const holds = (list: readonly IndexedAsset[]): boolean => list.some(({ id }) => id === assetId);
    if (!groups) return this.rowIn(type, rows, assetId);
    const at = groups.findIndex((group) => holds(group.rows));
    const group = groups[at];
    if (!group) return undefined;
    this.reach(type, at);
    const id = `${type.id}/${idPart(group.key)}`;
    const parent = this.nodes.make<GroupNode>({ kind: 'group', id, session: type.session, parent: type, group });
    return this.rowIn(parent, group.rows, assetId);
  }

  private async rowIn(
    parent: Container,
    rows: readonly IndexedAsset[],
    assetId: number,
  ): Promise<AssetNode | undefined> {
    const at = rows.findIndex(({ id }) => id === assetId);
    const row = rows[at];
    if (!row) return undefined;
    this.reach(parent, at);
    const [node] = await this.assetNodes(parent, [row]);
    return node;
  }

  private reach(container: Container, place: number): void {
    if (place < this.shownOf(container)) return;
    this.shown.set(container.id, Math.ceil((place + 1) / rowsAtOnce) * rowsAtOnce);
  }

  private arrange(node: AssetTypeNode | SavedFilterNode): Promise<Arranged> {
    const arrangement: Arrangement =
      node.kind === 'savedFilter'
        ? { queries: [node.filter.query], sortBy: { by: { kind: 'name' }, direction: 'ascending' } }
        : (this.arrangementOf(node) ?? { queries: [] });
    return this.arranged.of(node.session, arrangement, typeIdOf(node));
  }

  private async rowsOf(parent: Container, rows: readonly IndexedAsset[]): Promise<Node[]> {
    const shown = await this.assetNodes(parent, rows.slice(0, this.shownOf(parent)));
    return [...shown, ...this.more(parent, rows.length)];
  }

  private async assetNodes(parent: Container, rows: readonly IndexedAsset[]): Promise<AssetNode[]> {
    const { session, id } = parent;
    const names = new Map(session.account.assetTypes.map((type) => [type.id, type.name]));
    const assets = await this.arranged.assetsOf(rows);
    return assets.map(({ asset, assetTypeId }) => {
      const assetType = { id: assetTypeId, name: names.get(assetTypeId) ?? asset.assetType?.name ?? '' };
      return this.nodes.make({ kind: 'asset', id: `${id}/${asset.id}`, session, parent, assetType, asset });
    });
  }

  private more(parent: Container, total: number): Node[] {
    const { session, id } = parent;
    const shown = this.shownOf(parent);
    if (shown >= total) return [];
    return [this.nodes.make({ kind: 'showMore', id: `${id}/more`, session, parent, shown, total })];
  }

  private shownOf({ id }: Container): number {
    return this.shown.get(id) ?? rowsAtOnce;
  }

  private isFilteredAsWhole({ accountId }: AccountSession): boolean {
    return this.memory.peek(accountId).types[allTypes]?.query !== undefined;
  }
}

function typeIdOf(container: AssetTypeNode | SavedFilterNode): number | undefined {
  return container.kind === 'assetType' ? container.assetType.id : container.filter.assetTypeId;
}

/** A group's key as part of an id, in which slashes part container and asset. */
function idPart(key: string): string {
  return `by:${key.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
}
