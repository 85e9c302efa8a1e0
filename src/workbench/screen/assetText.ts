import * as vscode from 'vscode';
import { schemaPath } from '../../assets/assetRef';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { renderAsset } from '../../assets/renderDocument';
import type { Asset } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { schemaScheme } from './schemes';

/** The text of an asset's document. */
export function textFor(session: AccountSession, definition: AssetTypeDefinition, asset: Asset): string {
  const schemaUri = schemaUriOf(session.accountId, definition.assetType.id);
  return renderAsset(asset, definition, { schemaUri, staffName: session.staffName });
}

/** The URI of the JSON schema of a type's documents. */
export function schemaUriOf(accountId: string, assetTypeId: number): string {
  return vscode.Uri.from({ scheme: schemaScheme, path: schemaPath(accountId, assetTypeId) }).toString();
}

/** Names an asset across the types of an account, or, by its own id, a draft. */
export function keyOf({
  accountId,
  assetId,
}: {
  readonly accountId: string;
  readonly assetId: number | string;
}): string {
  return `${accountId}/${assetId}`;
}
