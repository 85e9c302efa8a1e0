import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { toAsset, type IndexedAsset } from '../../finding/indexedAsset';
import type { Asset } from '../../happyfox/asset';
import { isGone } from '../../happyfox/errors';
import { inStretches, pausing } from '../../happyfox/pause';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import type { Target } from './arguments';
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

/** An asset as it is known, and its type's id. */
export interface KnownAsset {
  readonly asset: Asset;
  readonly assetTypeId: number;
}

/**
 * Assets as they are known here: from the list or the index, else read. A plan reads each again before it writes, so what is known is enough.
 */
export async function targetsWithAssets(
  session: AccountSession,
  targets: readonly Pick<Target, 'assetId' | 'assetTypeId'>[],
): Promise<readonly PlanTarget[]> {
  return withDefinitions(session, await knownAssets(session, targets, (reading) => reading));
}

/** The same without the fields of their types, and without assets that are gone. */
export function assetsStillThere(
  session: AccountSession,
  targets: readonly Pick<Target, 'assetId' | 'assetTypeId'>[],
): Promise<readonly KnownAsset[]> {
  return knownAssets(session, targets, (reading) => reading.catch(ignoreGone));
}

async function knownAssets(
  session: AccountSession,
  targets: readonly Pick<Target, 'assetId' | 'assetTypeId'>[],
  unlessGone: (reading: Promise<Asset>) => Promise<Asset | undefined>,
): Promise<readonly KnownAsset[]> {
  const { assets } = await session.index.open();
  const known = new Map<number, Asset>();
  for (const { assetId } of targets) {
    const row = assets.get(assetId);
    const asset = session.store.loaded(assetId) ?? (row && toAsset(row));
    if (asset) known.set(assetId, asset);
  }
  const missing = targets.filter(({ assetId }) => !known.has(assetId));
  for (const asset of await readAll(session, missing, unlessGone)) if (asset) known.set(asset.id, asset);
  return targets.flatMap(({ assetId, assetTypeId }) => {
    const asset = known.get(assetId);
    if (!asset) return [];
    const type =
      asset.assetType?.id ?? assetTypeId ?? session.store.typeOfLoaded(assetId) ?? assets.get(assetId)?.assetTypeId;
    if (type === undefined) throw new CommandRefused(t('HappyFox does not say of what type asset #{0} is.', assetId));
    return [{ asset, assetTypeId: type }];
  });
}

/** Rows of the index as assets, with the fields of their types. */
export async function targetsOfRows(
  session: AccountSession,
  rows: readonly IndexedAsset[],
): Promise<readonly PlanTarget[]> {
  const assets = await inStretches(rows, pausing(), (row) => [{ asset: toAsset(row), assetTypeId: row.assetTypeId }]);
  return withDefinitions(session, assets);
}

/** Assets with the fields of their types. */
async function withDefinitions(session: AccountSession, assets: readonly KnownAsset[]): Promise<readonly PlanTarget[]> {
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
  unlessGone: (reading: Promise<Asset>) => Promise<Asset | undefined>,
): Promise<readonly (Asset | undefined)[]> {
  if (targets.length <= many) return Promise.all(targets.map(({ assetId }) => unlessGone(session.store.read(assetId))));
  return withProgress(t('Reading {0} assets', targets.length), async (report, signal) => {
    const client = await session.store.client();
    const read: (Asset | undefined)[] = [];
    for (const { assetId } of targets) {
      read.push(await unlessGone(client.getAsset(assetId, { priority: 'user', signal })));
      report(read.length / targets.length, t('{0} of {1}', read.length, targets.length));
    }
    return read;
  });
}

/** For a read that may find the asset gone. */
export function ignoreGone(error: unknown): undefined {
  if (isGone(error)) return undefined;
  throw error;
}
