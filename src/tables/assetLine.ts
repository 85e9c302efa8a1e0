import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { definitionFor, fieldKeys } from '../assets/assetTypeDefinition';
import { renderAsset, type RenderOptions } from '../assets/renderDocument';
import type { Asset, EditableKey } from '../happyfox/asset';
import type { Column, ColumnKey } from './columns';

const editable = ['name', 'display_id', 'contacts'] as const satisfies readonly EditableKey[];

/** Writes assets as documents of one line, with no more in them than the columns say. The id is always there. */
export function assetLine(
  definition: AssetTypeDefinition,
  columns: readonly Column[],
  staffName: RenderOptions['staffName'],
): (asset: Asset) => string {
  const keys = new Set<ColumnKey>(columns.map(({ key }) => key));
  const isWhole = definition.fields.every(({ id }) => keys.has(id));
  return (asset) => {
    const chosen = part(asset, keys);
    const rendered = isWhole
      ? renderAsset(chosen, definition, { staffName })
      : renderAsset(withFields(chosen, keys), withFieldsOf(asset, definition, keys), { staffName });
    return oneLine(rendered);
  };
}

/** What is absent is not written. */
function part(asset: Asset, keys: ReadonlySet<ColumnKey>): Asset {
  const { createdBy, createdAt, updatedBy, updatedAt, assetType, ...rest } = asset;
  return {
    ...rest,
    absent: [...asset.absent, ...editable.filter((key) => !keys.has(key))],
    ...(keys.has('asset_type') && assetType && { assetType }),
    ...(keys.has('created_by') && createdBy !== undefined && { createdBy }),
    ...(keys.has('created_at') && createdAt !== undefined && { createdAt }),
    ...(keys.has('updated_by') && updatedBy !== undefined && { updatedBy }),
    ...(keys.has('updated_at') && updatedAt !== undefined && { updatedAt }),
  };
}

function withFields(asset: Asset, keys: ReadonlySet<ColumnKey>): Asset {
  const customFields = asset.customFields.filter(({ id }) => keys.has(id));
  const hasAny = [...keys].some((key) => typeof key === 'number');
  return { ...asset, customFields, absent: hasAny ? asset.absent : [...asset.absent, 'custom_fields'] };
}

/** The chosen fields, called as they are among all that the asset has: of two with one name a single one has its id behind it too. */
function withFieldsOf(
  asset: Asset,
  definition: AssetTypeDefinition,
  keys: ReadonlySet<ColumnKey>,
): AssetTypeDefinition {
  const all = definitionFor(asset, definition).fields;
  const names = fieldKeys(all);
  const chosen = all.filter(({ id }) => keys.has(id));
  return { ...definition, fields: chosen.map((field) => ({ ...field, name: names.get(field.id) ?? field.name })) };
}

/** A document's line breaks all stand between its parts: within a text JSON has them as `\n`. */
function oneLine(document: string): string {
  return document.trimEnd().replace(/\n */g, ' ');
}
