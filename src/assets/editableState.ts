import type { Asset, AssetContent, SentValue } from '../happyfox/asset';
import type { CustomField } from '../happyfox/customField';
import { type AssetTypeDefinition, definitionFor, fieldKeys } from './assetTypeDefinition';
import { read, kindOf } from './fieldKinds';
import { type FieldState, emptyField, isEmpty } from './fieldState';
import { idIn, verbatim } from './verbatim';

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

/** What a write sends, and what it can't. */
interface Sendable {
  readonly content: AssetContent;
  /** Labels of fields that hold something now for which a write has no form: sending the rest may reset them. */
  readonly unsendable: readonly string[];
}

/**
 * What a write sends: the whole editable state, since a field left out of a PUT may be reset (article §4 does not say).
 * Fields that were and are empty are left out; a field that `base` had and `mine` has not is cleared explicitly;
 * a raw value goes back as it was read. One that can't is left out where there is nothing to lose by it: then it is a difference to the answer.
 * @param base the state that the write replaces; undefined for a new asset
 */
export function contentOf(
  mine: EditableState,
  base: EditableState | undefined,
  definition: AssetTypeDefinition,
): Sendable {
  const known = new Map(definition.fields.map((field) => [field.id, field]));
  const customFields = new Map<number, SentValue>();
  const unsendable: number[] = [];
  for (const [id, before] of [...(base?.fields ?? []), ...mine.fields]) {
    const after = mine.fields.get(id) ?? before;
    const was = base?.fields.get(id) ?? emptyField;
    if (isEmpty(after) && isEmpty(was)) continue;
    const value = sentValue(known.get(id), after);
    if (value !== undefined) customFields.set(id, value);
    else if (!isEmpty(was) && !unsendable.includes(id)) unsendable.push(id);
  }
  const { name, displayId, contactIds } = mine;
  const labels = fieldKeys(definition.fields);
  return {
    content: { name, displayId, customFields, ...(contactIds === undefined ? {} : { contactIds }) },
    unsendable: unsendable.map((id) => labels.get(id) ?? `#${id}`),
  };
}

/** What of a new asset's state is sent: all but raw values that can't be. */
export function sentState(mine: EditableState, definition: AssetTypeDefinition): EditableState {
  const { customFields } = contentOf(mine, undefined, definition).content;
  return {
    ...mine,
    fields: new Map([...mine.fields].filter(([id, { kind }]) => kind === 'value' || customFields.has(id))),
  };
}

function sentValue(field: CustomField | undefined, after: FieldState): SentValue | undefined {
  if (isEmpty(after)) return field === undefined ? null : kindOf(field).cleared;
  if (after.kind === 'value') return after.value;
  return field === undefined ? verbatim(after.value, idIn) : kindOf(field).resend(field, after.value);
}
