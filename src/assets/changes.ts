import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { fieldKeys } from './assetTypeDefinition';
import type { EditableState } from './editableState';
import { show } from './fieldKinds';
import type { FieldState } from './fieldState';
import { emptyField, sameField, sameIds } from './fieldState';

/** What a change is about: a key of the document, or a custom field's id. */
export type ChangeKey = 'name' | 'display_id' | 'contacts' | number;

/** One difference between two states of an asset, in the document's form (choices by label, contacts by id). */
export interface Change {
  readonly key: ChangeKey;
  /** The document's key: for a custom field its name. */
  readonly label: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/**
 * The differences between two states, in the document's order. Contacts and multiple options count as sets; null, `''` and `[]`
 * are all "empty"; contacts unknown to either side are no difference.
 */
export function changesBetween(
  before: EditableState,
  after: EditableState,
  definition: AssetTypeDefinition,
): readonly Change[] {
  const changes: Change[] = [];
  if (before.displayId !== after.displayId) {
    changes.push({ key: 'display_id', label: 'display_id', before: before.displayId, after: after.displayId });
  }
  if (before.name !== after.name) changes.push({ key: 'name', label: 'name', before: before.name, after: after.name });
  if (!sameContacts(before.contactIds, after.contactIds)) {
    changes.push({
      key: 'contacts',
      label: 'contacts',
      before: before.contactIds ?? [],
      after: after.contactIds ?? [],
    });
  }
  const describe = fieldDescriber(definition);
  for (const id of fieldIds(definition, before, after)) {
    const [was, is] = [fieldOf(before, id), fieldOf(after, id)];
    if (sameField(was, is)) continue;
    const { label, shown } = describe(id);
    changes.push({ key: id, label, before: shown(was), after: shown(is) });
  }
  return changes;
}

/** Whether two states mean the same, so that nothing is to be written. */
export function sameState(one: EditableState, other: EditableState, definition: AssetTypeDefinition): boolean {
  return changesBetween(one, other, definition).length === 0;
}

/** Whether two lists of contacts are one set; a list that is unknown differs from none. */
export function sameContacts(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  return one === undefined || other === undefined || sameIds(one, other);
}

/** A state's field, empty where it has none. */
export function fieldOf(state: EditableState, id: number): FieldState {
  return state.fields.get(id) ?? emptyField;
}

/** The ids of all fields of the definition and the states, the definition's first. */
export function fieldIds({ fields }: AssetTypeDefinition, ...states: readonly EditableState[]): ReadonlySet<number> {
  return new Set([...fields.map(({ id }) => id), ...states.flatMap((state) => [...state.fields.keys()])]);
}

/** How to name a field and show its states; a field that the definition lacks is `#45`, shown as it is. */
export function fieldDescriber(
  definition: AssetTypeDefinition,
): (id: number) => { label: string; shown: (state: FieldState) => JsonValue } {
  const keys = fieldKeys(definition.fields);
  const known = new Map<number, CustomField>(definition.fields.map((field) => [field.id, field]));
  return (id) => {
    const field = known.get(id);
    return {
      label: keys.get(id) ?? `#${id}`,
      shown: (state) => (field === undefined ? state.value : show(field, state)),
    };
  };
}
