import type { Asset } from '../happyfox/asset';

/** A write that went through, with what HappyFox answered, as of a moment of the order in which all windows write. */
export type EndedWrite = { readonly assetTypeId: number; readonly moment: number } & (
  { readonly kind: 'saved' | 'created'; readonly asset: Asset } | { readonly kind: 'deleted'; readonly assetId: number }
);
