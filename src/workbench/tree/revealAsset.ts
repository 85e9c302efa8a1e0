import * as vscode from 'vscode';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { numberText } from '../words/indexText';
import type { AssetNode } from '../screen/nodes';
import { withProgress } from '../asking/progress';
import { targetsOf } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { TreeParts } from './treeParts';

const { t } = vscode.l10n;

/** Shows the asset of the active editor in the sidebar. */
export async function revealAsset(
  parts: TargetParts & Pick<TreeParts, 'tree' | 'view'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [target] = targetsOf(parts, args);
  if (!target?.assetTypeId) throw new CommandRefused(t('Open an asset first.'));
  await reveal(parts, target.session, target.assetTypeId, target.assetId);
}

/** Shows an asset in the sidebar; the pages up to the one that the index knows it to be on are loaded where they are not. */
async function reveal(
  parts: Pick<TreeParts, 'tree' | 'view'>,
  session: AccountSession,
  typeId: number,
  assetId: number,
): Promise<void> {
  const { tree } = parts;
  // Nodes are made as they are shown: after a start none may have been.
  for (const root of await tree.getChildren()) if (root.kind === 'account') await tree.getChildren(root);
  const type = tree.typeNode(session, typeId);
  const node = (await tree.assetNode(session, typeId, assetId)) ?? (await load(parts, session, typeId, assetId));
  if (!node) {
    throw new CommandRefused(
      type && tree.isArranged(type)
        ? t('A filter hides this asset in the sidebar. Run “Clear Filter”, then try again.')
        : t('This asset is not in the loaded part of the list. Expand its type and use “Load All”, then try again.'),
    );
  }
  await parts.view.reveal(node, { select: true, focus: true });
}

async function load(
  { tree }: Pick<TreeParts, 'tree'>,
  session: AccountSession,
  assetTypeId: number,
  assetId: number,
): Promise<AssetNode | undefined> {
  const row = session.index.opened?.positionOf(assetId, assetTypeId);
  const type = tree.typeNode(session, assetTypeId);
  if (row === undefined || !type || tree.isArranged(type)) return undefined;
  const pager = session.store.pager(assetTypeId);
  await withProgress(t('Loading the list up to this asset'), async (report, signal) => {
    // Rows may have moved a little since the index was read.
    for await (const { loaded } of pager.all(signal)) {
      report(loaded / (row + 1), t('{0} of {1}', numberText(loaded), numberText(row + 1)));
      if (pager.find(assetId) || loaded > row + slack) break;
    }
  });
  const node = await tree.assetNode(session, assetTypeId, assetId);
  tree.refresh(type);
  return node;
}

const slack = 200;
