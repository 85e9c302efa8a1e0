import type { Asset, AssetContent, WritableValue } from '../happyfox/asset';
import type { CustomField } from '../happyfox/customField';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { definitionFor } from './assetTypeDefinition';
import { clearedValue, read, resend } from './fieldKinds';
import type { FieldState } from './fieldState';
import { emptyField, isEmpty } from './fieldState';

/** What a person can edit of an asset. */
export interface EditableState {
  readonly name: string;
  readonly displayId: string;
  /** Undefined where contacts must not be written: the type has them switched off, or the server did not say which there are. */
  readonly contactIds: readonly number[] | undefined;
  /** By custom-field id; every field of the type, and those of the asset that the type lacks. */
  readonly fields: ReadonlyMap<number, FieldState>;
}

/** The editable state of an asset as the server has it. Fields of the type that the asset lacks are empty. */
export function stateOf(asset: Asset, definition: AssetTypeDefinition): EditableState {
  const values = new Map(asset.customFields.map(({ id, value }) => [id, value]));
  const { fields } = definitionFor(asset, definition);
  return {
    name: asset.name,
    displayId: asset.displayId,
    contactIds:
      contactsAllowed(definition) && !asset.absent.includes('contacts')
        ? asset.contacts.map(({ id }) => id)
        : undefined,
    fields: new Map(fields.map((field) => [field.id, read(field, values.get(field.id) ?? null)])),
  };
}

/** The state of an asset that does not exist yet: everything empty. */
export function blankState(definition: AssetTypeDefinition): EditableState {
  return {
    name: '',
    displayId: '',
    contactIds: contactsAllowed(definition) ? [] : undefined,
    fields: new Map(definition.fields.map(({ id }) => [id, emptyField])),
  };
}

/** Whether assets of the type may have contacts. */
export function contactsAllowed({ assetType }: AssetTypeDefinition): boolean {
  return assetType.settings.enableContactAssociation;
}

/**
 * What a write sends: the whole editable state, since a field left out of a PUT may be reset (article §4 does not say).
 * Fields that were and are empty are left out; a field that `base` had and `mine` has not is cleared explicitly;
 * a raw value goes back as the id it holds, or else is left out.
 * @param base the state before the edit; undefined for a new asset
 */
export function contentOf(
  mine: EditableState,
  base: EditableState | undefined,
  definition: AssetTypeDefinition,
): AssetContent {
  const known = new Map(definition.fields.map((field) => [field.id, field]));
  const customFields = new Map<number, WritableValue>();
  for (const [id, before] of [...(base?.fields ?? []), ...mine.fields]) {
    const after = mine.fields.get(id) ?? before;
    const value = writtenValue(known.get(id), after, base?.fields.get(id) ?? emptyField);
    if (value !== undefined) customFields.set(id, value);
  }
  const { name, displayId, contactIds } = mine;
  return { name, displayId, customFields, ...(contactIds === undefined ? {} : { contactIds }) };
}

function writtenValue(
  field: CustomField | undefined,
  after: FieldState,
  before: FieldState,
): WritableValue | undefined {
  if (isEmpty(after)) {
    if (isEmpty(before)) return undefined;
    return field === undefined ? null : clearedValue(field);
  }
  if (after.kind === 'value') return after.value;
  return field === undefined ? undefined : resend(field, after.value);
}
