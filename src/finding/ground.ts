import type { OpenedIndex } from './openedIndex';

/** What is concluded from what some types hold, and from what they don't, stands on this. */
export interface Ground {
  /** False where an asset that is not known may be there all the same. */
  readonly complete: boolean;
  /** When the type that was read longest ago was, in epoch milliseconds; 0 where one has not been. Own writes since then are known. */
  readonly readAt: number;
}

/** How old and how complete what is known of these types is, of all where none is named. */
export function groundOf(
  index: Pick<OpenedIndex, 'assets' | 'progress' | 'oldest'>,
  assetTypeIds: readonly number[] = Array.from(index.progress.types, ({ assetTypeId }) => assetTypeId),
): Ground {
  const complete =
    assetTypeIds.length > 0 && assetTypeIds.every((id) => index.assets.completeness(id).kind === 'complete');
  return { complete, readAt: assetTypeIds.length === 0 ? 0 : index.oldest(assetTypeIds) };
}

/** The types whose rows never stopped to shift while they were read: to read them once more may complete them. */
export function unsettledTypes(index: Pick<OpenedIndex, 'assets' | 'progress'>): readonly number[] {
  const ids = Array.from(index.progress.types, ({ assetTypeId }) => assetTypeId);
  return ids.filter((id) => index.assets.completeness(id).kind === 'inconsistent');
}
