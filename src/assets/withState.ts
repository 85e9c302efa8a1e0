import type { Asset, FieldValue, LinkedContact } from '../happyfox/asset';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import type { EditableState } from './editableState';
import { isEmpty } from './fieldState';

/** The asset as it would be with another editable state; people whom only the state links are known by their id alone. */
export function withState(asset: Asset, state: EditableState, definition: AssetTypeDefinition): Asset {
  const { name, displayId } = state;
  return {
    ...asset,
    name,
    displayId,
    contacts: contactsOf(asset, state),
    customFields: fieldsOf(asset, state, definition),
  };
}

/** An asset without anything, to which the values of a new one are added. */
export function unborn({ assetType }: AssetTypeDefinition): Asset {
  return {
    id: 0,
    displayId: '',
    name: '',
    contacts: [],
    customFields: [],
    assetType: { id: assetType.id, name: assetType.name },
    absent: [],
    unknownKeys: {},
  };
}

function contactsOf({ contacts }: Asset, { contactIds }: EditableState): readonly LinkedContact[] {
  if (contactIds === undefined) return contacts;
  const known = new Map(contacts.map((contact) => [contact.id, contact]));
  return contactIds.map((id) => known.get(id) ?? { id, name: null, email: null });
}

function fieldsOf(asset: Asset, state: EditableState, definition: AssetTypeDefinition): readonly FieldValue[] {
  const there = new Map(asset.customFields.map((field) => [field.id, field]));
  const names = new Map(definition.fields.map((field) => [field.id, field]));
  return [...state.fields].flatMap(([id, fieldState]): FieldValue[] => {
    const present = there.get(id);
    const field = names.get(id);
    if (!present && (isEmpty(fieldState) || !field)) return [];
    const { name, type } = present ?? field ?? { name: '', type: '' };
    return [{ id, name, type, order: present?.order ?? null, value: fieldState.value }];
  });
}
