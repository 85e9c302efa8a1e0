import type { OpenedIndex } from '../finding/openedIndex';
import type { AccountSession } from './accountSession';
import { readingText } from './indexText';
import { withProgress } from './progress';

/**
 * Reads under a progress notification what is missing of these types, of all where none is named. Rejects with `CancellationError` when the person
 * cancels; what has come is kept. Shows nothing where nothing is missing.
 */
export async function completeIndex(
  session: AccountSession,
  assetTypeIds: readonly number[] | undefined,
  title: string,
): Promise<OpenedIndex> {
  if (await session.index.isComplete(assetTypeIds)) return session.index.open();
  return withProgress(title, (report, signal) =>
    session.index.ensureComplete(assetTypeIds, {
      signal,
      onProgress: ({ loadedAssets, totalAssets, state }) => {
        report(loadedAssets / Math.max(totalAssets, 1), readingText(state) ?? '');
      },
    }),
  );
}
