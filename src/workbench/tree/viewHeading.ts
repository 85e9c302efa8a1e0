import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { hitsText } from '../words/arrangementText';
import type { AssetTree } from './assetTree';
import type { Node } from '../screen/nodes';
import type { Sessions } from '../sessions/sessions';
import { allTypes, type TreeMemory } from '../screen/treeMemory';

const { t } = vscode.l10n;

/**
 * Says beside the view's title and above the tree what the tree shows: the only account, which has no node of its own, and its agent; how many assets
 * a filter leaves, and which. Tells menus whether there is a filter.
 */
export function viewHeading(
  view: vscode.TreeView<Node>,
  sessions: Sessions,
  memory: TreeMemory,
  tree: AssetTree,
): vscode.Disposable {
  let wasFiltered = false;
  const show = (): void => {
    const [only, ...others] = sessions.all;
    const filtered = sessions.all.filter((session) => filterOf(session, memory) !== undefined);
    view.description = only && others.length === 0 ? (hits(only, memory, tree) ?? heading(only)) : '';
    const messages = filtered.map((session) => message(session, memory, tree, others.length > 0));
    say(view, messages.join('\n'));
    const isFiltered = filtered.length > 0;
    if (isFiltered === wasFiltered) return;
    wasFiltered = isFiltered;
    void vscode.commands.executeCommand('setContext', 'happyfoxAssets.filtered', isFiltered);
  };
  show();
  return vscode.Disposable.from(sessions.onDidChange(show), memory.onDidChange(show), tree.onDidCount(show));
}

/** Only where it is news: VS Code puts off painting the tree for each message. */
function say(view: vscode.TreeView<Node>, text: string): void {
  if ((view.message ?? '') !== text) view.message = text;
}

function filterOf({ accountId }: AccountSession, memory: TreeMemory): string | undefined {
  return memory.peek(accountId).types[allTypes]?.query;
}

function heading({ account }: AccountSession): string {
  const agent = safeLabel(account.agent.name);
  return account.demo ? t('Demo account, as {0}', agent) : t('{0}, as {1}', safeLabel(account.label), agent);
}

/** How many assets the filter of all types leaves, as “12 of 4,321”; undefined without one, and before they have been counted. */
function hits(session: AccountSession, memory: TreeMemory, tree: AssetTree): string | undefined {
  if (filterOf(session, memory) === undefined) return undefined;
  const types = session.account.assetTypes.flatMap(({ id }) => tree.typeNode(session, id) ?? []);
  if (types.length === 0 || types.some((type) => type.hits === undefined)) return undefined;
  const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0);
  const totals = types.map(({ assetType }) => session.store.total(assetType.id) ?? 0);
  return hitsText(sum(types.map((type) => type.hits ?? 0)), sum(totals));
}

function message(session: AccountSession, memory: TreeMemory, tree: AssetTree, isOneOfSeveral: boolean): string {
  const query = safeLabel(filterOf(session, memory) ?? '');
  const found = hits(session, memory, tree);
  const said = found === undefined ? t('Filter: {0}', query) : t('{0} match: {1}', found, query);
  return isOneOfSeveral ? `${safeLabel(session.account.label)}: ${said}` : said;
}
