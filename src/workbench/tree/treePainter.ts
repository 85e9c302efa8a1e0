import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { groupItem, partialItem, savedFilterItem, showMoreItem, typeItem } from './arrangedItems';
import { iconOfType } from '../screen/assetTypeIcons';
import { assetTooltip } from '../screen/assetText';
import type { ErrorText } from '../words/errorText';
import type { AccountNode, AssetNode, ErrorNode, LoadMoreNode, Node, NoteNode } from '../screen/nodes';
import type { TreeMemory } from '../screen/treeMemory';
import type { TypeTotals } from '../sessions/typeTotals';

const { t } = vscode.l10n;
const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** Finds the URI under which an asset is, or would be, opened. */
type UriOf = (node: AssetNode) => vscode.Uri;

/** Turns nodes into what VS Code draws. Remote names pass `safeLabel`. */
export class TreePainter {
  constructor(
    private readonly uriOf: UriOf,
    private readonly errorText: ErrorText,
    private readonly memory: TreeMemory,
    private readonly totals: Pick<TypeTotals, 'outdated'>,
  ) {}

  /** The item of a node, but for its tooltip. */
  paint(node: Node): vscode.TreeItem {
    const item = this.itemOf(node);
    item.id = node.id;
    return item;
  }

  /** Adds the tooltip, which is made when the pointer rests on the item. */
  addTooltip(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === 'asset') item.tooltip = assetTooltip(node.asset, node.session.staffName);
    if (node.kind === 'error') item.tooltip = this.errorText.sentence(node.error, node.session.account);
    return item;
  }

  private itemOf(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'account':
        return accountItem(node);
      case 'savedFilter':
        return savedFilterItem(node);
      case 'assetType':
        return typeItem(
          node,
          this.memory.peek(node.session.accountId),
          this.totals.outdated(node.session, node.assetType.id),
        );
      case 'group':
        return groupItem(node, this.memory.peek(node.session.accountId));
      case 'asset':
        return this.assetItem(node);
      case 'loadMore':
        return loadMoreItem(node);
      case 'showMore':
        return showMoreItem(node);
      case 'error':
        return this.errorItem(node);
      case 'note':
        return noteItem(node);
      case 'partial':
        return partialItem(node);
    }
  }

  private assetItem(node: AssetNode): vscode.TreeItem {
    const { asset } = node;
    const name = safeLabel(asset.name) || t('(no name)');
    const item = new vscode.TreeItem(name, None);
    if (asset.displayId !== asset.name) item.description = safeLabel(asset.displayId);
    item.resourceUri = this.uriOf(node);
    item.iconPath = iconOfType(node.assetType.name);
    item.contextValue = 'asset';
    item.command = { command: 'vscode.open', title: t('Open Asset'), arguments: [item.resourceUri] };
    item.accessibilityInformation = {
      label: t('{0}, {1}, display id {2}', name, safeLabel(node.assetType.name), safeLabel(asset.displayId)),
    };
    return item;
  }

  private errorItem(node: ErrorNode): vscode.TreeItem {
    const item = new vscode.TreeItem(this.errorText.title(node.error), None);
    item.description = t('Select to try again');
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'error';
    item.command = { command: 'happyfoxAssets.refresh', title: t('Try Again'), arguments: [node] };
    item.accessibilityInformation = {
      label: t('{0} Press Enter to try again.', this.errorText.sentence(node.error, node.session.account)),
    };
    return item;
  }
}

function accountItem({ session }: AccountNode): vscode.TreeItem {
  const { account } = session;
  const item = new vscode.TreeItem(safeLabel(account.label), Collapsed);
  item.description = account.demo
    ? t('demo, as {0}', safeLabel(account.agent.name))
    : t('as {0}', safeLabel(account.agent.name));
  item.iconPath = new vscode.ThemeIcon(account.demo ? 'beaker' : 'organization');
  item.contextValue = account.demo ? 'account demo' : 'account';
  item.tooltip = t('{0}\nChanges are signed by {1}.', account.id, safeLabel(account.agent.name));
  return item;
}

function loadMoreItem({ session, parent }: LoadMoreNode): vscode.TreeItem {
  const pager = session.store.pager(parent.assetType.id);
  const { language } = vscode.env;
  const loaded = pager.assets.length.toLocaleString(language);
  const total = (pager.total ?? 0).toLocaleString(language);
  const item = new vscode.TreeItem(t('Load more…'), None);
  item.description = t('{0} of {1}', loaded, total);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadMore';
  item.command = { command: 'happyfoxAssets.loadMore', title: t('Load More'), arguments: [{ node: parent.id }] };
  item.accessibilityInformation = { label: t('Load more, {0} of {1} loaded', loaded, total), role: 'button' };
  return item;
}

function noteItem(node: NoteNode): vscode.TreeItem {
  const texts = {
    noTypes: t('This account has no asset types. They are made in HappyFox, under Manage.'),
    noAssets: t('No assets of this type yet'),
    noHits: t('No known asset matches'),
    unreadable: t('{0} assets could not be read; the log names them', node.count),
  };
  const item = new vscode.TreeItem(texts[node.note], None);
  item.iconPath = new vscode.ThemeIcon('info');
  item.contextValue = 'note';
  return item;
}
