import * as vscode from 'vscode';
import { schemaPath, type AssetRef } from '../../assets/assetRef';
import { type AssetTypeDefinition, definitionFor } from '../../assets/assetTypeDefinition';
import { renderAsset } from '../../assets/renderDocument';
import type { Asset, FieldValue } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { schemaScheme } from './openEditors';
import type { Rendered } from '../../assets/openDocument';
import { safeLabel } from '../../assets/safeText';
import { kindOf } from '../../assets/fieldKinds';
import { personLabel } from '../../assets/person';

const { t } = vscode.l10n;

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

const longestValue = 120;

/** Lists an asset's fields, contacts and authors. A plain string: nothing in a name can become a link, an icon or HTML. */
export function assetTooltip(asset: Asset, staffName: (id: number) => string | undefined): string {
  const lines = [
    safeLabel(asset.name),
    t('Display ID: {0}', safeLabel(asset.displayId)),
    t('ID: {0}', String(asset.id)),
  ];
  for (const field of asset.customFields) {
    const value = shown(field);
    if (value !== undefined) lines.push(`${safeLabel(field.name)}: ${value}`);
  }
  if (asset.contacts.length > 0) {
    const people = asset.contacts.map((person) => safeLabel(personLabel(person)));
    lines.push(t('Contacts: {0}', people.join(', ')));
  }
  const touched = (id: number): string => safeLabel(staffName(id) ?? `#${id}`);
  if (typeof asset.createdBy === 'number') lines.push(t('Created by: {0}', touched(asset.createdBy)));
  if (typeof asset.updatedBy === 'number') lines.push(t('Last changed by: {0}', touched(asset.updatedBy)));
  return lines.join('\n');
}

/** Values that need no look at the field's choices, whose labels a list of assets does not bring. */
function shown({ type, value }: FieldValue): string | undefined {
  const plain = ['text', 'number', 'day'].includes(kindOf({ type }).form);
  if (!plain || value === null || value === '' || typeof value === 'object') return undefined;
  return safeLabel(String(value), longestValue);
}
