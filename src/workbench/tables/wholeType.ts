import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { AccountSession } from '../accountSession';
import { CommandRefused } from '../commandRefused';
import { completeIndex } from '../completeIndex';

const { t } = vscode.l10n;

/** All assets of a type, and its fields. */
export interface WholeType {
  readonly index: OpenedIndex;
  readonly definition: AssetTypeDefinition;
}

/**
 * Reads under a progress notification what is missing of a type. Rejects with `CancellationError` when the user cancels, and throws
 * `CommandRefused` where the account has no such type.
 */
export async function wholeType(session: AccountSession, assetTypeId: number): Promise<WholeType> {
  const type = (await session.assetTypes()).find(({ id }) => id === assetTypeId);
  if (!type) throw new CommandRefused(t('This account has no asset type with id {0}.', assetTypeId));
  const index = await completeIndex(session, [assetTypeId], t('Reading all of {0}', safeText(type.name)));
  return { index, definition: await session.index.definition(assetTypeId) };
}
