import type { AssetRef } from '../../assets/assetRef';
import { definitionFor, type AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Rendered } from '../../assets/openDocument';
import type { Asset } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
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

/** Reads an asset as the server has it now, and renders it. Throws what the client throws. */
export async function readAsset(session: AccountSession, ref: AssetRef): Promise<Rendered> {
  const { store } = session;
  // Both at once, so that opening takes the time of one request.
  const [asset] = await Promise.all([store.read(ref.assetId), store.catalogue.definition(ref.assetTypeId)]);
  const assetTypeId = asset.assetType?.id ?? ref.assetTypeId;
  const rendered = await renderedAsset(session, assetTypeId, asset);
  store.announce({ kind: 'read', asset, assetTypeId });
  return rendered;
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
