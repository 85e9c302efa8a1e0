import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AssetType } from '../../happyfox/assetType';
import type { AccountSession } from '../sessions/accountSession';
import { iconOfType } from '../screen/assetTypeIcons';
import { isNode } from '../screen/nodes';
import { askPick } from './quickInput';

const { t } = vscode.l10n;

/** The type a person means: that of the tree's node, the only one, or the one they pick. Rejects with `CancellationError` when they leave. */
export async function pickType(session: AccountSession, argument: unknown, title: string): Promise<AssetType> {
  if (isNode(argument) && argument.kind === 'assetType') return argument.assetType;
  const types = await session.assetTypes();
  const items = types.map((type) => ({
    label: safeLabel(type.name),
    description: safeLabel(type.description ?? ''),
    iconPath: iconOfType(type.name),
    type,
  }));
  const picked = await askPick({ title, step: 1, totalSteps: 1, placeholder: t('Of which type?'), items });
  if (typeof picked === 'symbol') throw new vscode.CancellationError();
  return picked.type;
}
