import { definitionFor, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { Rendered } from '../assets/openDocument';
import type { Asset } from '../happyfox/asset';
import type { AccountSession } from './accountSession';
import { textFor } from './assetText';

/** Renders an asset as its document. With `known`, fields that serve where they can't be read again, this never throws. */
export async function renderedAsset(
  session: AccountSession,
  assetTypeId: number,
  asset: Asset,
  known?: AssetTypeDefinition,
): Promise<Rendered> {
  const definition = await currentDefinition(session, assetTypeId, asset, known);
  await session.learnStaff([asset.createdBy, asset.updatedBy]);
  return { asset, definition, text: textFor(session, definition, asset) };
}

/**
 * The type's fields; read again when the asset has one they lack, for then they have changed. With `known`, which serves where
 * that fails, this never throws: a save that was carried out must not look failed.
 */
async function currentDefinition(
  { store }: AccountSession,
  assetTypeId: number,
  asset: Asset,
  known: AssetTypeDefinition | undefined,
): Promise<AssetTypeDefinition> {
  try {
    const definition = await store.catalogue.definition(assetTypeId);
    if (definitionFor(asset, definition) === definition) return definition;
    store.catalogue.forgetDefinition(assetTypeId);
    return await store.catalogue.definition(assetTypeId);
  } catch (error) {
    if (known) return known;
    throw error;
  }
}
