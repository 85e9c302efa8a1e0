import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { fieldOf, hitsText, sortingWords } from '../words/arrangementText';
import { iconOfType } from '../screen/assetTypeIcons';
import { numberText, readingText } from '../words/indexText';
import type { AssetTypeNode, GroupNode, PartialNode, SavedFilterNode, ShowMoreNode } from '../screen/nodes';
import { allTypes, type AccountView } from '../screen/treeMemory';
import type { KeptTotal } from '../sessions/typeTotals';
import { whenText } from '../words/whenText';

const { t } = vscode.l10n;
const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** A type, with its total, or what a filter leaves of it, and how its assets are arranged. `outdated`: its total of some time ago, where that is all there is. */
export function typeItem(
  { session, assetType, hits }: AssetTypeNode,
  { types }: AccountView,
  outdated: KeptTotal | undefined,
): vscode.TreeItem {
  const { query, groupBy, sortBy } = types[assetType.id] ?? {};
  const name = safeLabel(assetType.name);
  const total = session.store.total(assetType.id) ?? outdated?.total;
  const isFiltered = query !== undefined || types[allTypes]?.query !== undefined;
  const number =
    isFiltered && hits !== undefined ? hitsText(hits, total) : total === undefined ? '' : numberText(total);
  const count = outdated ? t('{0}, as of {1}', number, whenText(outdated.at)) : number;
  const grouped = groupBy && t('by {0}', fieldOf(groupBy));
  const item = new vscode.TreeItem(name, Collapsed);
  item.description = [count, grouped].filter(Boolean).join(' · ');
  if (count) item.accessibilityInformation = { label: t('{0}, {1} assets', name, item.description) };
  item.iconPath = iconOfType(assetType.name);
  item.contextValue = query === undefined ? 'assetType' : 'assetType filtered';
  item.tooltip = [
    name,
    assetType.description && safeLabel(assetType.description),
    query !== undefined && t('Filter: {0}', safeLabel(query)),
    groupBy && t('Grouped by {0}', fieldOf(groupBy)),
    sortBy && t('Sorted by {0}', sortingWords(sortBy)),
  ]
    .filter(Boolean)
    .join('\n');
  return item;
}

/** A saved filter, with how many assets it finds. */
export function savedFilterItem({ session, filter, hits }: SavedFilterNode): vscode.TreeItem {
  const name = safeLabel(filter.name);
  const item = new vscode.TreeItem(name, Collapsed);
  const type = session.account.assetTypes.find(({ id }) => id === filter.assetTypeId);
  if (hits !== undefined) {
    item.description = numberText(hits);
    item.accessibilityInformation = { label: t('Saved filter {0}, {1} assets', name, item.description) };
  }
  item.iconPath = new vscode.ThemeIcon('filter');
  item.contextValue = 'savedFilter';
  item.tooltip = [name, type && safeLabel(type.name), safeLabel(filter.query)].filter(Boolean).join('\n');
  return item;
}

/** Assets that have a value in common, with their number. */
export function groupItem({ group, session, parent }: GroupNode, { types }: AccountView): vscode.TreeItem {
  const isByContact = types[parent.assetType.id]?.groupBy?.kind === 'contact';
  const label = group.label === undefined ? t('(empty)') : safeLabel(group.label) || t('(empty)');
  const item = new vscode.TreeItem(label, Collapsed);
  item.description = numberText(group.rows.length);
  item.iconPath = new vscode.ThemeIcon(group.label === undefined ? 'circle-slash' : isByContact ? 'person' : 'tag');
  item.contextValue = 'group';
  item.accessibilityInformation = { label: t('{0}, {1} assets', label, item.description) };
  item.tooltip = `${label}\n${safeLabel(session.account.label)} › ${safeLabel(parent.assetType.name)}`;
  return item;
}

/** More rows of what is known. */
export function showMoreItem({ parent, shown, total }: ShowMoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Load more…'), None);
  item.description = hitsText(shown, total);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadMore';
  item.command = { command: 'happyfoxAssets.loadMore', title: t('Load More'), arguments: [{ node: parent.id }] };
  item.accessibilityInformation = {
    label: t('Load more, {0} of {1} loaded', numberText(shown), numberText(total)),
    role: 'button',
  };
  return item;
}

/** That something may be missing, and the way to have it. */
export function partialItem({ session, assetTypeId, loaded, total, isInconsistent }: PartialNode): vscode.TreeItem {
  const label = isInconsistent
    ? t('HappyFox’s pages did not add up; an asset may be missing')
    : total === undefined
      ? t('Not indexed yet')
      : t('Indexed {0} of {1} so far', numberText(loaded), numberText(total));
  const item = new vscode.TreeItem(label, None);
  const reading = readingText(session.index.state);
  item.iconPath = new vscode.ThemeIcon(reading === undefined ? 'info' : 'sync~spin');
  item.description = reading ?? t('Select to read the rest');
  item.contextValue = 'partial';
  item.command = {
    command: 'happyfoxAssets.indexAssets',
    title: t('Index Now'),
    arguments: [{ account: session.accountId, ...(assetTypeId !== undefined && { typeId: assetTypeId }) }],
  };
  item.accessibilityInformation = { label: `${label}. ${item.description}`, role: 'button' };
  return item;
}
