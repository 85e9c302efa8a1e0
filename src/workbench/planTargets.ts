import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { toAsset, type IndexedAsset } from '../finding/indexedAsset';
import type { Asset } from '../happyfox/asset';
import type { AccountSession } from './accountSession';
import type { Target } from './commands/arguments';
import { withProgress } from './progress';
import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** An asset that a plan is to change, as it is known, and its type. */
export interface PlanTarget {
  readonly asset: Asset;
  readonly definition: AssetTypeDefinition;
}

/** Reading so many assets one by one is worth a progress notification. */
const many = 5;

/**
 * Assets as they are known here: from the list or the index, else read. A plan reads each again before it writes, so what is known is enough.
 */
export async function targetsWithAssets(
  session: AccountSession,
  targets: readonly Pick<Target, 'assetId' | 'assetTypeId'>[],
): Promise<readonly PlanTarget[]> {
  const { assets } = await session.index.open();
  const known = new Map<number, Asset>();
  for (const { assetId } of targets) {
    const row = assets.get(assetId);
    const asset = session.store.loaded(assetId) ?? (row && toAsset(row));
    if (asset) known.set(assetId, asset);
  }
  const missing = targets.filter(({ assetId }) => !known.has(assetId));
  for (const asset of await readAll(session, missing)) known.set(asset.id, asset);
  return withDefinitions(
    session,
    targets.flatMap(({ assetId, assetTypeId }) => {
      const asset = known.get(assetId);
      const type =
        asset?.assetType?.id ?? assetTypeId ?? session.store.typeOfLoaded(assetId) ?? assets.get(assetId)?.assetTypeId;
      return asset && type !== undefined ? [{ asset, assetTypeId: type }] : [];
    }),
  );
}

/** Rows of the index as assets, with the fields of their types. */
export function targetsOfRows(session: AccountSession, rows: readonly IndexedAsset[]): Promise<readonly PlanTarget[]> {
  return withDefinitions(
    session,
    rows.map((row) => ({ asset: toAsset(row), assetTypeId: row.assetTypeId })),
  );
}

/** Assets with the fields of their types. */
async function withDefinitions(
  session: AccountSession,
  assets: readonly { readonly asset: Asset; readonly assetTypeId: number }[],
): Promise<readonly PlanTarget[]> {
  const types = [...new Set(assets.map(({ assetTypeId }) => assetTypeId))];
  const definitions = new Map<number, AssetTypeDefinition>();
  for (const id of types) definitions.set(id, await session.index.definition(id));
  return assets.flatMap(({ asset, assetTypeId }) => {
    const definition = definitions.get(assetTypeId);
    return definition ? [{ asset, definition }] : [];
  });
}

async function readAll(
  session: AccountSession,
  targets: readonly Pick<Target, 'assetId'>[],
): Promise<readonly Asset[]> {
  if (targets.length <= many) return Promise.all(targets.map(({ assetId }) => session.store.read(assetId)));
  return withProgress(t('Reading {0} assets', targets.length), async (report, signal) => {
    const client = await session.store.client();
    const read: Asset[] = [];
    for (const { assetId } of targets) {
      read.push(await client.getAsset(assetId, { priority: 'user', signal }));
      report(read.length / targets.length, t('{0} of {1}', read.length, targets.length));
    }
    return read;
  });
}
