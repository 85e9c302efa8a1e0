import { join } from 'node:path';
import type * as vscode from 'vscode';
import { AccountNodes } from './accountNodes';
import type { SessionParts } from '../sessions/sessionParts';
import { ArrangedAssets } from './arrangedAssets';
import { ArrangedNodes } from './arrangedNodes';
import { AssetTree } from './assetTree';
import { KeptTotals, TypeTotals } from '../sessions/typeTotals';
import { NodePool } from './nodePool';
import type { AssetNode } from '../screen/nodes';
import { uriOfAsset } from '../screen/openEditors';
import { TreeMemory } from '../screen/treeMemory';
import { TreePainter } from './treePainter';

/** Makes the assets view's tree, and what is remembered of how it is filtered, grouped and sorted. */
export function treeModel(
  { globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>,
  { sessions, windows, errorText, log }: Pick<SessionParts, 'sessions' | 'windows' | 'errorText' | 'log'>,
) {
  const totals = new TypeTotals(new KeptTotals(join(globalStorageUri.fsPath, 'totals'), (line) => log.warn(line)));
  const memory = new TreeMemory(join(globalStorageUri.fsPath, 'sidebar'), windows, (line) => log.warn(line));
  const nodes = new NodePool();
  const tree = new AssetTree({
    sessions,
    memory,
    nodes,
    totals,
    accounts: new AccountNodes(sessions, nodes),
    arranged: new ArrangedNodes(nodes, memory, new ArrangedAssets()),
    painter: new TreePainter(uriOfNode, errorText, memory, totals),
  });
  return { totals, memory, tree, disposables: [tree, memory, totals] };
}

function uriOfNode({ session, assetType, asset }: AssetNode): vscode.Uri {
  return uriOfAsset({ accountId: session.accountId, assetTypeId: assetType.id, assetId: asset.id }, asset.name);
}
