import type { Asset } from '../happyfox/asset';

/** What is kept of an asset on disk: all that can be written back. */
export function bare(asset: Asset): Asset {
  return { ...asset, unknownKeys: {} };
}
