import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import { dropdownKind, multipleOptionsKind } from './choiceKinds';
import type { FieldKind } from './fieldKind';
import { type FieldState, emptyField } from './fieldState';
import { dateKind, numberKind, textKind } from './plainKinds';
import type { FieldProblem } from './problem';
import { idIn, verbatim } from './verbatim';

/** A kind this program has never heard of: shown as it came, sent back so, and never edited. */
const unknownKind: FieldKind = {
  slugs: [],
  form: 'unknown',
  editor: 'none',
  isGroupable: false,
  identifies: 'never',
  cleared: null,
  read: (_field, raw) => (raw === null ? emptyField : { kind: 'raw', value: raw }),
  write: () => ({ code: 'readOnlyField', path: [] }),
  show: (_field, state) => state.value,
  resend: (_field, raw) => verbatim(raw, idIn),
  jsonSchema: () => ({ readOnly: true, doNotSuggest: true }),
};

/** The kinds of custom fields (article §3's table), one row each. */
const kinds = {
  text: { slugs: ['text'], editor: 'text', isGroupable: true, identifies: 'likely', ...textKind },
  textarea: { slugs: ['textarea'], editor: 'textarea', isGroupable: false, identifies: 'never', ...textKind },
  number: numberKind,
  date: dateKind,
  dropdown: dropdownKind,
  multipleOptions: multipleOptionsKind,
  unknown: unknownKind,
} satisfies Readonly<Record<string, FieldKind>>;

/** Name of a kind of custom field, for the words about it. All else asks `kindOf` what it needs to know. */
export type FieldKindName = keyof typeof kinds;

const nameBySlug = namesBySlug(kinds);

function namesBySlug<Name extends string>(rows: Readonly<Record<Name, FieldKind>>): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>();
  for (const name in rows) for (const slug of rows[name].slugs) names.set(slug, name);
  return names;
}

/** The name of a field's kind, by the server's slug for it. */
export function kindNameOf(field: Pick<CustomField, 'type'>): FieldKindName {
  return nameBySlug.get(field.type.toLowerCase()) ?? 'unknown';
}

/** What is known of a field's kind. */
export function kindOf(field: Pick<CustomField, 'type'>): FieldKind {
  return kinds[kindNameOf(field)];
}

/** Whether the field can be changed from here. */
export function isEditable(field: CustomField): boolean {
  return kindOf(field).editor !== 'none';
}

/** Understands the server's value of a field; what matches nothing known stays raw. */
export function read(field: CustomField, raw: JsonValue): FieldState {
  return kindOf(field).read(field, raw);
}

/** Understands a document's value of a field. Null clears every kind but those that can't be changed. */
export function write(field: CustomField, documentValue: JsonValue): FieldState | FieldProblem {
  return documentValue === null && isEditable(field) ? emptyField : kindOf(field).write(field, documentValue);
}

/** The document's form of a state: choices by label. */
export function show(field: CustomField, state: FieldState): JsonValue {
  return kindOf(field).show(field, state);
}
