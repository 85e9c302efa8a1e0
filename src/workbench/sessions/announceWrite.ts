import type { Asset } from '../../happyfox/asset';
import type { AssetStore } from '../../assets/store';
import type { JournalEntry, JournalResult } from '../../plans/journal';
import type { OtherWindows } from './otherWindows';

/** What a write has made of an asset. */
export type WriteNews =
  | { readonly change: 'saved' | 'created'; readonly assetTypeId: number; readonly asset: Asset }
  | { readonly change: 'deleted'; readonly assetTypeId: number; readonly assetId: number };

/** Tells everybody who shows an asset, in this window and in others, that it was written. */
export function announceWrite(
  windows: Pick<OtherWindows, 'tell'>,
  { accountId, store }: { readonly accountId: string; readonly store: Pick<AssetStore, 'announce'> },
  news: WriteNews,
): void {
  const { change, assetTypeId } = news;
  if (news.change === 'deleted') store.announce({ kind: news.change, assetId: news.assetId, assetTypeId });
  else store.announce({ kind: news.change, asset: news.asset, assetTypeId });
  const assetId = news.change === 'deleted' ? news.assetId : news.asset.id;
  windows.tell({ kind: 'asset', change, accountId, assetTypeId, assetId });
}

/** What a write has made of an asset that was looked up after its window died; undefined where that is nothing, or not known. */
export function newsOf(
  store: Pick<AssetStore, 'loaded'>,
  { operation, assetTypeId, assetId }: JournalEntry,
  { state, after: asset }: JournalResult,
): WriteNews | undefined {
  if (state !== 'verified' && state !== 'applied') return undefined;
  if (operation === 'delete') return assetId === null ? undefined : { change: 'deleted', assetTypeId, assetId };
  if (!asset) return undefined;
  const isNew = operation === 'create' && !store.loaded(asset.id);
  return { change: isNew ? 'created' : 'saved', assetTypeId, asset };
}
