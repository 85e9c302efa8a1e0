import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { AssetEvent } from '../../assets/store';
import type { Asset } from '../../happyfox/asset';
import type { AccountNodes } from './accountNodes';
import type { AccountSession } from '../sessions/accountSession';
import type { ArrangedNodes } from './arrangedNodes';
import { Repaint } from '../screen/repaint';
import { listedNodes } from './listedNodes';
import type { NodePool } from './nodePool';
import type { AccountNode, AssetNode, Container, Node, SavedFilterNode, AssetTypeNode } from '../screen/nodes';
import type { Sessions } from '../sessions/sessions';
import { TypesAtOnce } from '../sessions/typesAtOnce';
import { allTypes, type TreeMemory } from '../screen/treeMemory';
import type { TreePainter } from './treePainter';
import type { TypeTotals } from '../sessions/typeTotals';

/** What the tree is built from. */
interface TreeParts {
  readonly sessions: Sessions;
  readonly memory: TreeMemory;
  readonly nodes: NodePool;
  readonly accounts: AccountNodes;
  readonly arranged: ArrangedNodes;
  readonly painter: TreePainter;
  readonly totals: TypeTotals;
}

/** The assets view: accounts, their saved filters and types, and assets: as HappyFox lists them, or filtered, grouped and sorted. */
export class AssetTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly counted = new vscode.EventEmitter<void>();
  private readonly types: TypesAtOnce<AccountSession>;
  private readonly repaint: Repaint<AccountSession>;
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;
  /** Fires when it has been counted what the filter of all types leaves. */
  readonly onDidCount = this.counted.event;

  constructor(private readonly parts: TreeParts) {
    const { sessions, memory, totals, accounts } = parts;
    this.repaint = new Repaint((session) => {
      // An account may have been removed while its repaint was waiting.
      if (sessions.find(session.accountId) === session) void this.repaintArranged(session);
    });
    this.types = new TypesAtOnce((session, isNews) => this.typesAnswered(session, isNews));
    this.subscriptions = [
      this.changed,
      this.counted,
      this.repaint,
      sessions.onDidChange(() => this.forgetClosed()),
      sessions.onDidOpen((session) => this.follow(session)),
      totals.onDidLearn(({ session, assetTypeId }) => this.repaintNode(accounts.knownType(session, assetTypeId))),
      memory.onDidChange((accountId) => this.rearranged(accountId)),
    ];
    // After a reload, documents may have asked for their accounts' sessions before there is a tree.
    for (const session of sessions.opened) this.follow(session);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return this.parts.painter.paint(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    return this.parts.painter.addTooltip(item, node);
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'account') return undefined;
    return node.kind === 'assetType' ? this.parts.accounts.shown(node.session) : node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const { sessions, accounts, arranged, memory, nodes, totals } = this.parts;
    if (!node) {
      const [only, ...others] = sessions.all;
      if (!only) return [];
      if (others.length === 0) return this.partsOf(only, undefined);
      return sessions.all.map((session) => accounts.account(session));
    }
    if (node.kind === 'account') return this.partsOf(node.session, node);
    if (node.kind === 'group' || node.kind === 'savedFilter') return this.arrangedBelow(node);
    if (node.kind !== 'assetType') return [];
    await memory.of(node.session.accountId);
    if (arranged.arrangementOf(node)) return this.arrangedBelow(node);
    return listedNodes(
      nodes,
      node,
      () => this.types.confirmed(node.session),
      () => totals.heard(node.session, node.assetType.id),
    );
  }

  /** Paints a node and its children anew; everything when none is given. Loads nothing that is loaded, and tries again what failed. */
  refresh(node?: Node): void {
    for (const session of node ? [node.session] : this.parts.sessions.opened) this.types.forget(session);
    this.changed.fire(node);
  }

  /** The node of a type; undefined before the type has been on screen. */
  typeNode(session: AccountSession, assetTypeId: number): AssetTypeNode | undefined {
    return this.parts.accounts.knownType(session, assetTypeId);
  }

  /** The node of a type, filter or group by its own id; undefined when it is not on screen. */
  containerById(id: string): Container | undefined {
    return this.parts.accounts.containerById(id);
  }

  /** The node of a saved filter, by the filter's id. */
  async filterNode(session: AccountSession, id: string): Promise<SavedFilterNode | undefined> {
    const { filters } = await this.parts.memory.of(session.accountId);
    const filter = filters.find((one) => one.id === id);
    return filter && this.parts.accounts.filter(session, filter);
  }

  /** The node of an asset as its type shows it, made if need be; undefined when it is not loaded, or not among those shown. */
  async assetNode(session: AccountSession, assetTypeId: number, assetId: number): Promise<AssetNode | undefined> {
    const { accounts, arranged, nodes } = this.parts;
    const parent = accounts.knownType(session, assetTypeId);
    if (!parent) return undefined;
    if (arranged.arrangementOf(parent)) {
      const node = await arranged.nodeOf(parent, assetId);
      if (node) this.changed.fire(parent);
      return node;
    }
    const asset = session.store.pager(assetTypeId).find(assetId);
    const { assetType } = parent;
    return asset && nodes.make({ kind: 'asset', id: `${parent.id}/${assetId}`, session, parent, assetType, asset });
  }

  /** Whether a container shows what is known, rather than pages of HappyFox's list. */
  isArranged(container: Container): boolean {
    return container.kind !== 'assetType' || this.parts.arranged.arrangementOf(container) !== undefined;
  }

  /** Shows more of a container's rows, which are known already. */
  showMore(container: Container, isAll = false): void {
    this.parts.arranged.showMore(container, isAll);
    this.changed.fire(container);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** An account's saved filters and types; those of which a filter leaves nothing are left out. */
  private async partsOf(session: AccountSession, parent: AccountNode | undefined): Promise<Node[]> {
    const { accounts, arranged, memory, nodes, totals } = this.parts;
    const id = session.accountId;
    try {
      const [{ filters, types: views }] = await Promise.all([memory.of(id), totals.load(session)]);
      const { types, isKept, error } = await this.types.of(session);
      if (types.length === 0)
        return [nodes.make({ kind: 'note', id: `${id}/empty`, session, parent, note: 'noTypes', count: 0 })];
      if (!isKept) totals.want(session, types);
      const failed = error === undefined ? [] : [nodes.failure(session, parent, error)];
      const saved = filters.map((filter) => accounts.filter(session, filter));
      const all = types.map((assetType) => accounts.type(session, assetType));
      if (views[allTypes]?.query === undefined) {
        void this.count([...saved, ...all]);
        return [...failed, ...saved, ...all];
      }
      void this.count(saved);
      for (const node of all) await arranged.count(node);
      this.counted.fire();
      const hits = all.filter((node) => node.hits !== 0);
      const found = hits.length > 0 ? hits : [arranged.noHits(parent, session, id)];
      return [...failed, ...saved, ...arranged.partial(session, parent), ...found];
    } catch (error) {
      return [nodes.failure(session, parent, error)];
    }
  }

  /** HappyFox has said which types there are, or could not, after those that were kept have been painted. */
  private typesAnswered(session: AccountSession, isNews: boolean): void {
    const { sessions, accounts, totals } = this.parts;
    if (sessions.find(session.accountId) !== session) return;
    if (isNews) this.changed.fire(accounts.shown(session));
    else totals.want(session, session.account.assetTypes);
  }

  private async arrangedBelow(parent: Container): Promise<Node[]> {
    const { session } = parent;
    try {
      const before = parent.kind === 'group' ? undefined : parent.hits;
      const children = await this.parts.arranged.childrenOf(parent);
      if (parent.kind !== 'group' && parent.hits !== before) this.repaintNode(parent);
      return children;
    } catch (error) {
      return [this.parts.nodes.failure(session, parent, error)];
    }
  }

  /** Counts in the background: the first count of a window waits for the index to be read from disk. */
  private async count(nodes: readonly (AssetTypeNode | SavedFilterNode)[]): Promise<void> {
    for (const node of nodes) {
      const isNews = await this.parts.arranged.count(node).catch(() => false);
      if (isNews) this.repaintNode(node);
    }
  }

  private follow(session: AccountSession): void {
    session.store.onChange((event) => this.show(session, event));
    session.index.onDidChange(() => this.repaint.want(session));
  }

  private show(session: AccountSession, event: AssetEvent): void {
    const { accounts, nodes } = this.parts;
    const id = event.kind === 'deleted' ? event.assetId : event.asset.id;
    for (const node of nodes.ofAsset(session, id)) {
      if (event.kind === 'deleted') {
        nodes.delete(node.id);
        continue;
      }
      // Painting a row takes the focus back to the view: opening an asset must not do it for nothing.
      const isNews = !isDeepStrictEqual(shownOf(node.asset), shownOf(event.asset));
      node.asset = event.asset;
      if (isNews && event.kind !== 'created') this.changed.fire(node);
    }
    if (event.kind === 'created' || event.kind === 'deleted')
      this.repaintNode(accounts.knownType(session, event.assetTypeId));
  }

  /** The index has changed: whatever shows it is counted and painted again. */
  private async repaintArranged(session: AccountSession): Promise<void> {
    const { accounts, arranged, memory } = this.parts;
    const { filters, types } = memory.peek(session.accountId);
    const isFiltered = types[allTypes]?.query !== undefined;
    if (isFiltered) this.changed.fire(accounts.shown(session));
    for (const node of accounts.counted(session, filters)) {
      if (node.kind === 'assetType' && (isFiltered || !arranged.arrangementOf(node))) continue;
      await arranged.count(node).catch(() => false);
      this.changed.fire(node);
    }
  }

  private rearranged(accountId: string): void {
    const session = this.parts.sessions.find(accountId);
    if (!session) return;
    this.parts.arranged.showFirst(accountId);
    this.changed.fire(this.parts.accounts.shown(session));
  }

  private repaintNode(node: Node | undefined): void {
    if (node) this.changed.fire(node);
  }

  private forgetClosed(): void {
    this.parts.nodes.keepOnly(new Set(this.parts.sessions.all));
    this.refresh();
  }
}

/** An asset without what no row shows, and the index does not keep. */
function shownOf(asset: Asset): Asset {
  return { ...asset, unknownKeys: {} };
}
