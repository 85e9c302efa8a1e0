import * as vscode from 'vscode';
import type { Node } from '../screen/nodes';
import type { TreeMemory } from '../screen/treeMemory';
import { ViewSelection } from '../screen/viewSelection';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import type { TypeTotals } from '../sessions/typeTotals';
import type { AssetTree } from './assetTree';
import { treeModel } from './treeModel';
import { viewHeading } from './viewHeading';

/** The assets view. */
export interface TreeParts {
  readonly tree: AssetTree;
  /** How the tree is filtered, grouped and sorted. */
  readonly memory: TreeMemory;
  readonly totals: TypeTotals;
  readonly view: vscode.TreeView<Node>;
  /** What is selected in that view. */
  readonly selection: ViewSelection;
}

/** Makes the assets view, with the tree that it shows. */
export function treeParts(context: vscode.ExtensionContext, accounts: SessionParts): TreeParts & Owning {
  const { tree, memory, totals, disposables } = treeModel(context, accounts);
  const view = vscode.window.createTreeView('happyfoxAssets.assets', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const selection = new ViewSelection(view);
  const heading = viewHeading(view, accounts.sessions, memory, tree);
  return { tree, memory, totals, view, selection, disposables: [heading, selection, view, ...disposables] };
}
