import { fieldByKey, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contactsAllowed, type EditableState } from '../assets/editableState';
import { kindOf, show, write } from '../assets/fieldKinds';
import { emptyField, type FieldState } from '../assets/fieldState';
import { sameJson } from '../assets/jsonTree';
import { textComplaint } from '../assets/plainText';
import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import type { StepProblem } from './plan';

/** What is to happen to one field of many assets; values in the document's form, people by their ids. */
export type FieldEdit =
  | { readonly kind: 'set'; readonly value: JsonValue }
  | { readonly kind: 'clear' }
  /** In a text: each place where `find` stands. */
  | { readonly kind: 'replace'; readonly find: string; readonly by: string }
  /** To or from a list of choices or people. */
  | { readonly kind: 'add' | 'remove'; readonly value: readonly JsonValue[] };

/** What a field's name stands for. */
type EditedField = 'name' | 'display_id' | 'contacts' | CustomField;

/** An asset's state after the edit, or what stands against it. */
export interface Edited {
  readonly mine: EditableState;
  readonly problems: readonly StepProblem[];
}

/** The field of a type that a document's key names; undefined where the type has none of that name. */
export function editedField(definition: AssetTypeDefinition, key: string): EditedField | StepProblem {
  if (key === 'name' || key === 'display_id' || key === 'contacts') return key;
  const match = fieldByKey(definition, key);
  if (match.kind === 'found') return match.item;
  if (match.kind === 'ambiguous') {
    return { code: 'ambiguousField', detail: { key, candidates: match.candidates }, label: key };
  }
  const { suggestion } = match;
  return { code: 'unknownField', detail: suggestion === undefined ? { key } : { key, suggestion }, label: key };
}

/** Edits one field of an asset. */
export function withEdit(before: EditableState, definition: AssetTypeDefinition, key: string, edit: FieldEdit): Edited {
  const field = editedField(definition, key);
  if (typeof field === 'string') {
    return field === 'contacts' ? editContacts(before, definition, edit) : editText(before, field, edit);
  }
  if ('code' in field) return { mine: before, problems: [field] };
  return editCustomField(before, field, key, edit);
}

function editText(before: EditableState, key: 'name' | 'display_id', edit: FieldEdit): Edited {
  const property = key === 'name' ? 'name' : 'displayId';
  const failed = (problem: StepProblem): Edited => ({ mine: before, problems: [problem] });
  const text = textAfter(before[property], edit);
  if (typeof text !== 'string') return failed({ code: 'wrongType', detail: { expected: 'text' }, label: key });
  if (text === before[property]) return { mine: before, problems: [] };
  const complaint = textComplaint(key, text);
  if (complaint) return failed({ ...complaint, label: key });
  return { mine: { ...before, [property]: text }, problems: [] };
}

function editContacts(before: EditableState, definition: AssetTypeDefinition, edit: FieldEdit): Edited {
  const failed = (problem: StepProblem): Edited => ({ mine: before, problems: [problem] });
  if (!contactsAllowed(definition)) return failed({ code: 'contactsSwitchedOff', label: 'contacts' });
  const there = before.contactIds ?? [];
  const ids = edit.kind === 'clear' ? [] : idsIn('value' in edit ? edit.value : null);
  if (!ids) return failed({ code: 'wrongType', detail: { expected: 'contact' }, label: 'contacts' });
  const contactIds =
    edit.kind === 'add'
      ? [...new Set([...there, ...ids])]
      : edit.kind === 'remove'
        ? there.filter((id) => !ids.includes(id))
        : ids;
  return { mine: { ...before, contactIds }, problems: [] };
}

function editCustomField(before: EditableState, field: CustomField, label: string, edit: FieldEdit): Edited {
  const was = before.fields.get(field.id) ?? emptyField;
  const value = valueAfter(field, was, edit);
  // An edit that leaves a value as it is must not trip over one that could not be written.
  if (value === undefined || sameJson(value, show(field, was))) return { mine: before, problems: [] };
  const state = write(field, value);
  if (!('kind' in state)) {
    return { mine: before, problems: [{ ...state, label }] };
  }
  return { mine: { ...before, fields: new Map([...before.fields, [field.id, state]]) }, problems: [] };
}

/** The document's form of the value after the edit; undefined where it stays as it is. */
function valueAfter(field: CustomField, was: FieldState, edit: FieldEdit): JsonValue | undefined {
  switch (edit.kind) {
    case 'set':
      return edit.value;
    case 'clear':
      return kindOf(field).cleared;
    case 'replace': {
      const text = show(field, was);
      const after = typeof text === 'string' ? textAfter(text, edit) : text;
      return after === text ? undefined : after;
    }
    case 'add':
    case 'remove': {
      const shown = show(field, was);
      const there: readonly JsonValue[] = Array.isArray(shown) ? shown : shown === null ? [] : [shown];
      const others = there.filter((one) => !edit.value.includes(one));
      if (edit.kind === 'remove') return others.length === there.length ? undefined : others;
      return others.length + edit.value.length === there.length ? undefined : [...others, ...edit.value];
    }
  }
}

function textAfter(text: string, edit: FieldEdit): JsonValue {
  switch (edit.kind) {
    case 'set':
      return edit.value;
    case 'clear':
      return '';
    case 'replace':
      return edit.find === '' ? text : text.split(edit.find).join(edit.by);
    default:
      return null;
  }
}

/** People by id, or as a document names them. */
function idsIn(value: JsonValue): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map((one: JsonValue) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'number' ? one.id : one,
  );
  const numbers = ids.filter((id) => typeof id === 'number' && Number.isInteger(id) && id > 0);
  return numbers.length === ids.length ? numbers.map(Number) : undefined;
}
