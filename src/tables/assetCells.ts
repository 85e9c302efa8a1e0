import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { read } from '../assets/fieldKinds';
import type { RenderOptions } from '../assets/renderDocument';
import type { Asset } from '../happyfox/asset';
import { CellText } from './cellText';
import type { Column, ColumnKey } from './columns';
import { guard } from './guard';
import { fieldOfColumn } from './mapping';
import { showPeople } from './people';

/** Writes assets as cells for a file: texts are guarded, so that no spreadsheet runs them. */
export function assetCells(
  definition: AssetTypeDefinition,
  columns: readonly Column[],
  staffName: RenderOptions['staffName'],
): (asset: Asset) => readonly string[] {
  const writers = columns.map(({ key }) => writerOf(definition, key, staffName));
  return (asset) => writers.map((write) => write(asset));
}

function writerOf(
  definition: AssetTypeDefinition,
  key: ColumnKey,
  staffName: RenderOptions['staffName'],
): (asset: Asset) => string {
  const field = fieldOfColumn(definition, key);
  if (!field) return (asset) => builtIn(asset, definition, key, staffName);
  const text = new CellText(field);
  return ({ customFields }) => {
    const state = read(field, customFields.find(({ id }) => id === field.id)?.value ?? null);
    const cell = text.show(state);
    // -5 is a number, and no formula.
    return state.kind === 'value' && typeof state.value === 'number' && text.kind.form === 'number'
      ? cell
      : guard(cell);
  };
}

function builtIn(
  asset: Asset,
  { assetType }: AssetTypeDefinition,
  key: ColumnKey,
  staffName: RenderOptions['staffName'],
): string {
  const person = (id: number | null | undefined): string =>
    typeof id === 'number' ? guard(staffName(id) ?? String(id)) : '';
  switch (key) {
    case 'id':
      return String(asset.id);
    case 'display_id':
      return guard(asset.displayId);
    case 'name':
      return guard(asset.name);
    case 'contacts':
      return guard(showPeople(asset.contacts));
    case 'asset_type':
      return guard(asset.assetType?.name || assetType.name);
    case 'created_by':
      return person(asset.createdBy);
    case 'updated_by':
      return person(asset.updatedBy);
    case 'created_at':
      return asset.createdAt ?? '';
    case 'updated_at':
      return asset.updatedAt ?? '';
    default:
      return '';
  }
}
