import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { groundOf, type Ground } from '../../finding/ground';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { completeIndex, type AnswersTo } from '../asking/completeIndex';

const { t } = vscode.l10n;

/** All assets of a type, and its fields. */
interface WholeType {
  readonly index: OpenedIndex;
  readonly definition: AssetTypeDefinition;
  /** What is concluded from what the type lacks stands on this. */
  readonly ground: Ground;
}

/**
 * Reads under a progress notification what is missing of a type. Rejects with `CancellationError` when the user cancels, and throws
 * `CommandRefused` where the account has no such type.
 */
export async function wholeType(
  session: AccountSession,
  assetTypeId: number,
  answersTo: AnswersTo = 'person',
): Promise<WholeType> {
  const type = (await session.assetTypes()).find(({ id }) => id === assetTypeId);
  if (!type) throw new CommandRefused(t('This account has no asset type with id {0}.', assetTypeId));
  const index = await completeIndex(session, [assetTypeId], t('Reading all of {0}', safeText(type.name)), answersTo);
  const definition = await session.index.definition(assetTypeId);
  return { index, definition, ground: groundOf(index, [assetTypeId]) };
}
