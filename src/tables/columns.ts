import type { CustomField } from '../happyfox/customField';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { fieldKeys } from '../assets/assetTypeDefinition';
import type { ReadOnlyKey } from '../assets/documentKeys';
import { readOnlyKeys } from '../assets/documentKeys';

/** What a column of a table holds: a custom field by its id, else what every asset has, by the document's name for it. */
export type ColumnKey = 'display_id' | 'name' | 'contacts' | number | ReadOnlyKey;

/** A column with the word that heads it. */
export interface Column {
  readonly key: ColumnKey;
  readonly header: string;
}

const editable = ['id', 'display_id', 'name', 'contacts'] as const satisfies readonly ColumnKey[];
const readOnly = readOnlyKeys.filter((key) => key !== 'id');

/**
 * The columns of a type: id, what can be edited, and at the end what HappyFox sets. Custom fields go by name, with ` (#45)` behind it
 * where the name alone would not be unique.
 */
export function columnsOf({ fields }: AssetTypeDefinition): readonly Column[] {
  // The words of the other columns count as names, so that a field called “name” is told from the asset's own.
  const reserved = [...editable, ...readOnly].map((name, index) => ({ id: -1 - index, name, type: '', choices: null }));
  const keys = fieldKeys([...fields.map(visibleField), ...reserved]);
  return [
    ...editable.map((key) => ({ key, header: key })),
    ...fields.map(({ id }) => ({ key: id, header: keys.get(id) ?? `#${id}` })),
    ...readOnly.map((key) => ({ key, header: key })),
  ];
}

/** Whether HappyFox sets what the column holds. `id` and `asset_type` still say which asset is meant. */
export function isReadOnly(key: ColumnKey): key is ReadOnlyKey {
  return readOnlyKeys.some((one) => one === key);
}

/** A blank header would be none, and half a character does not survive being written. */
function visibleField(field: CustomField): CustomField {
  return { ...field, name: field.name.trim() === '' ? `#${field.id}` : field.name.toWellFormed() };
}
