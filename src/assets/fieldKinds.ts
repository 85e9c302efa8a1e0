import type { SentValue, WritableValue } from '../happyfox/asset';
import type { CustomField } from '../happyfox/customField';
import type { JsonObject, JsonValue } from '../happyfox/json';
import { dropdownKind, multipleOptionsKind } from './choiceKinds';
import type { FieldKind, FieldWords } from './fieldKind';
import type { FieldState } from './fieldState';
import { emptyField } from './fieldState';
import { dateKind, numberKind, textKind } from './plainKinds';
import type { FieldProblem } from './problem';
import { idIn, verbatim } from './verbatim';

export type { FieldWords } from './fieldKind';
export type { FieldState } from './fieldState';
export type { FieldProblem } from './problem';

/** A kind this program has never heard of: shown as it came, sent back so, and never edited. */
const unknownKind: FieldKind = {
  slugs: [],
  cleared: null,
  read: (_field, raw) => (raw === null ? emptyField : { kind: 'raw', value: raw }),
  write: () => ({ code: 'readOnlyField', path: [] }),
  show: (_field, state) => state.value,
  resend: (_field, raw) => verbatim(raw, idIn),
  jsonSchema: () => ({ readOnly: true, doNotSuggest: true }),
};

/** Name of a kind of custom field. */
export type FieldKindName = 'text' | 'textarea' | 'number' | 'date' | 'dropdown' | 'multipleOptions' | 'unknown';

/** The kinds of custom fields (article §3's table), one row each. */
const kinds: Readonly<Record<FieldKindName, FieldKind>> = {
  text: { slugs: ['text'], ...textKind },
  textarea: { slugs: ['textarea'], ...textKind },
  number: numberKind,
  date: dateKind,
  dropdown: dropdownKind,
  multipleOptions: multipleOptionsKind,
  unknown: unknownKind,
};

const kindNames = ['text', 'textarea', 'number', 'date', 'dropdown', 'multipleOptions'] as const;

const kindBySlug: ReadonlyMap<string, FieldKindName> = new Map(
  kindNames.flatMap((kind) => kinds[kind].slugs.map((slug) => [slug, kind] as const)),
);

/** The kind of a field, by the server's slug for it. */
export function kindOf(field: CustomField): FieldKindName {
  return kindBySlug.get(field.type.toLowerCase()) ?? 'unknown';
}

/** Understands the server's value of a field; what matches nothing known stays raw. */
export function read(field: CustomField, raw: JsonValue): FieldState {
  return kinds[kindOf(field)].read(field, raw);
}

/** Understands a document's value of a field. Null clears every kind but the unknown one. */
export function write(field: CustomField, documentValue: JsonValue): FieldState | FieldProblem {
  const kind = kindOf(field);
  return documentValue === null && kind !== 'unknown' ? emptyField : kinds[kind].write(field, documentValue);
}

/** The document's form of a state: choices by label. */
export function show(field: CustomField, state: FieldState): JsonValue {
  return kinds[kindOf(field)].show(field, state);
}

/** JSON Schema of a field's value in the document. */
export function jsonSchema(field: CustomField, words: FieldWords): JsonObject {
  return kinds[kindOf(field)].jsonSchema(field, words);
}

/** What a write sends to clear the field: `[]` for multiple options, else null. */
export function clearedValue(field: CustomField): WritableValue {
  return kinds[kindOf(field)].cleared;
}

/** What sends a raw value back as it was read, e.g. the id of a choice that is gone; undefined where nothing is sure to. */
export function resend(field: CustomField, raw: JsonValue): SentValue | undefined {
  return kinds[kindOf(field)].resend(field, raw);
}
