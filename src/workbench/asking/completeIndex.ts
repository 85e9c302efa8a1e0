import * as vscode from 'vscode';
import { groundOf, unsettledTypes } from '../../finding/ground';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { AccountSession } from '../sessions/accountSession';
import { readingText } from '../words/indexText';
import { withProgress } from './progress';

const { t } = vscode.l10n;

/** Who is to decide whether to go on where some assets may be missing: a script is told in its answer. */
export type AnswersTo = 'person' | 'script';

/**
 * Reads under a progress notification what is missing of these types, of all where none is named; shows nothing where nothing is. Where some may be
 * missing all the same, since others never stop to change the lists, a person is asked before anything is concluded from that. Rejects with
 * `CancellationError` when the person cancels; what has come is kept.
 */
export async function completeIndex(
  session: AccountSession,
  assetTypeIds: readonly number[] | undefined,
  title: string,
  answersTo: AnswersTo = 'person',
): Promise<OpenedIndex> {
  let index = await complete(session, assetTypeIds, title);
  // An account without types has nothing that could be missing.
  while (answersTo === 'person' && session.account.assetTypes.length > 0 && !groundOf(index, assetTypeIds).complete) {
    if (await mayGoOn()) return index;
    index = await completeAgain(session, assetTypeIds, title);
  }
  return index;
}

/**
 * The same, but asks nobody: types of which some assets may be missing although they were read lately are read once more. What else was read lately
 * costs nothing.
 */
export async function completeAgain(
  session: AccountSession,
  assetTypeIds: readonly number[] | undefined,
  title: string,
): Promise<OpenedIndex> {
  const unsettled = unsettledTypes(await session.index.open()).filter((id) => assetTypeIds?.includes(id) ?? true);
  if (unsettled.length > 0) await complete(session, unsettled, title, Date.now());
  return complete(session, assetTypeIds, title);
}

async function complete(
  session: AccountSession,
  assetTypeIds: readonly number[] | undefined,
  title: string,
  notBefore?: number,
): Promise<OpenedIndex> {
  if (notBefore === undefined && (await session.index.isComplete(assetTypeIds))) return session.index.open();
  return withProgress(title, (report, signal) =>
    session.index.ensureComplete(assetTypeIds, {
      signal,
      ...(notBefore !== undefined && { notBefore }),
      onProgress: ({ loadedAssets, totalAssets, state }) => {
        report(loadedAssets / Math.max(totalAssets, 1), readingText(state) ?? '');
      },
    }),
  );
}

/** Returns whether to go on; false to read once more. */
async function mayGoOn(): Promise<boolean> {
  const again = t('Read Again');
  const goOn = t('Go On');
  const detail = t(
    'Others changed the lists while they were read. What is not found may be in HappyFox all the same: look before you create it or call it missing.',
  );
  const choice = await vscode.window.showWarningMessage(
    t('Some assets may be missing.'),
    { modal: true, detail },
    again,
    goOn,
  );
  if (choice === undefined) throw new vscode.CancellationError();
  return choice === goOn;
}
