import type { SentValue } from '../happyfox/asset';
import type { Choice, CustomField } from '../happyfox/customField';
import type { JsonObject, JsonValue } from '../happyfox/json';
import { type Match, choiceKeys, choiceLookup } from './assetTypeDefinition';
import { type FieldKind, type FieldWords, wrongType } from './fieldKind';
import { emptyField } from './fieldState';
import type { FieldProblem } from './problem';
import { isList, isObject } from './jsonTree';
import { idIn, verbatim } from './verbatim';

/** One choice. Known by its id, shown by its label. */
export const dropdownKind: FieldKind = {
  slugs: ['dropdown', 'choice', 'select'],
  form: 'choice',
  editor: 'choice',
  isGroupable: true,
  identifies: 'never',
  cleared: null,
  read: (field, raw) => {
    const one = isList(raw) && raw.length < 2 ? (raw[0] ?? null) : raw;
    if (one === null || one === '') return emptyField;
    const id = readChoice(field, one);
    return id === undefined ? { kind: 'raw', value: raw } : { kind: 'value', value: id };
  },
  write: (field, value) => {
    const id = chosen(choiceFinder(field), value, []);
    return typeof id === 'number' ? { kind: 'value', value: id } : id;
  },
  show: (field, { kind, value }) =>
    kind === 'value' && typeof value === 'number' ? label(field, value) : shownParts(field, value),
  resend: (field, raw) => resent(field, isList(raw) && raw.length === 1 ? (raw[0] ?? null) : raw),
  jsonSchema: (field, words) => ({ default: null, anyOf: [choiceEnum(field, words, true), {}] }),
};

/** Any number of choices. */
export const multipleOptionsKind: FieldKind = {
  slugs: ['multiple_option', 'multiple_options', 'multi_choice', 'multiple_choice', 'multiple', 'checkbox'],
  form: 'choices',
  editor: 'choices',
  isGroupable: true,
  identifies: 'never',
  cleared: [],
  read: (field, raw) => {
    if (raw === null || raw === '') return emptyField;
    const ids = choiceParts(field, raw).map(({ id }) => id);
    return ids.every((id) => id !== undefined)
      ? { kind: 'value', value: [...new Set(ids)] }
      : { kind: 'raw', value: raw };
  },
  write: (field, value) => {
    if (!isList(value)) return wrongType('choices');
    const find = choiceFinder(field);
    const ids = new Set<number>();
    for (const [index, one] of value.entries()) {
      const id = chosen(find, one, [index]);
      if (typeof id !== 'number') return id;
      ids.add(id);
    }
    return { kind: 'value', value: [...ids] };
  },
  show: (field, { value }) => shownParts(field, value),
  resend: (field, raw) => {
    const sent = resent(field, raw);
    return typeof sent === 'number' ? [sent] : sent;
  },
  jsonSchema: (field, words) => ({
    default: [],
    items: { anyOf: [choiceEnum(field, words, false), {}] },
  }),
};

/** One of the choices that a value is made of. */
export interface ChoicePart {
  /** Undefined for what is no known choice. */
  readonly id: number | undefined;
  /** As the value has it. */
  readonly raw: JsonValue;
}

/** The choices of a value, each on its own, so that one that matches nothing known hides no other. Null and the empty text have none. */
export function choiceParts(field: CustomField, value: JsonValue): readonly ChoicePart[] {
  if (value === null || value === '') return [];
  return (isList(value) ? value : [value]).map((raw) => ({ id: readChoice(field, raw), raw }));
}

/** The id that the server's value of one choice has, be there such a choice or not; undefined where it says none. */
export function choiceIdIn(raw: JsonValue): number | undefined {
  return idOf(isObject(raw) && Object.hasOwn(raw, 'id') ? (raw.id ?? null) : raw);
}

/** The field with choices that can be seen and written down: a blank label could not be told from no choice, and half a character is lost on the way. */
export function withVisibleChoices(field: CustomField): CustomField {
  const choices = field.choices?.map(({ id, label }) => ({
    id,
    label: label.trim() === '' && id !== null ? `#${id}` : label.toWellFormed(),
  }));
  return { ...field, choices: choices ?? null };
}

/** A list with the known choices by label and all else as it came. */
function shownParts(field: CustomField, value: JsonValue): JsonValue {
  if (!isList(value)) return value;
  const keys = choiceKeys(field);
  return choiceParts(field, value).map(({ id, raw }) => (id === undefined ? raw : (keys.get(id) ?? id)));
}

/** A positive integer as the server writes ids: a number, or its digits. */
function idOf(raw: JsonValue): number | undefined {
  const id = typeof raw === 'string' && /^[1-9]\d{0,15}$/.test(raw) ? Number(raw) : raw;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** The one known choice that the server's value means: an id, its digits, a label, or an object of these. Two candidates are none. */
function readChoice(field: CustomField, raw: JsonValue): number | undefined {
  const choices = field.choices ?? [];
  if (isObject(raw)) {
    if (Object.hasOwn(raw, 'id')) return readId(field, raw.id ?? null);
    const text = ['text', 'name', 'value', 'label'].filter((key) => Object.hasOwn(raw, key)).map((key) => raw[key])[0];
    return typeof text === 'string' ? readChoice(field, text) : undefined;
  }
  if (typeof raw !== 'string') return readId(field, raw);
  const meant = new Set(choices.filter((choice) => choice.label === raw).map(({ id }) => id));
  const numbered = readId(field, raw);
  if (numbered !== undefined) meant.add(numbered);
  const [only] = meant;
  return meant.size === 1 ? (only ?? undefined) : undefined;
}

function readId(field: CustomField, raw: JsonValue): number | undefined {
  const id = idOf(raw);
  return id !== undefined && field.choices?.some((choice) => choice.id === id) === true ? id : undefined;
}

/** A raw value as a write names it: choices by their ids, what is no choice as it came. Undefined where it could be taken for a choice. */
function resent(field: CustomField, raw: JsonValue): SentValue | undefined {
  if (isList(raw) && raw.some((one) => isAmbiguous(field, one))) return undefined;
  if (isAmbiguous(field, raw)) return undefined;
  const named = (one: JsonValue): JsonValue =>
    readChoice(field, one) ?? (labelled(field, one) > 0 ? one : (idOf(one) ?? one));
  return verbatim(isList(raw) ? raw.map(named) : named(raw), (one) => {
    const id = idIn(one);
    return id === undefined ? undefined : (idOf(id) ?? id);
  });
}

/** Whether a word names two choices, be it by their labels or by a label and an id: the server might take the other one. */
function isAmbiguous(field: CustomField, raw: JsonValue): boolean {
  if (typeof raw !== 'string' || readChoice(field, raw) !== undefined) return false;
  return labelled(field, raw) + (readId(field, raw) === undefined ? 0 : 1) > 1;
}

function labelled({ choices }: CustomField, raw: JsonValue): number {
  return (choices ?? []).filter(({ label }) => label === raw).length;
}

type ChoiceFinder = (value: string | number) => Match<Choice>;

function choiceFinder(field: CustomField): ChoiceFinder {
  const byWord = choiceLookup(field);
  return (value) => {
    // A number is an id and never a label, be there a label of the same digits.
    if (typeof value !== 'number') return byWord(value);
    const item = field.choices?.find(({ id }) => id === value);
    return item === undefined ? { kind: 'unknown' } : { kind: 'found', item };
  };
}

function chosen(find: ChoiceFinder, value: JsonValue, path: readonly number[]): number | FieldProblem {
  if (typeof value !== 'string' && typeof value !== 'number') return wrongType('choice', path);
  const key = String(value);
  const match = find(value);
  switch (match.kind) {
    case 'found':
      return match.item.id ?? { code: 'readOnlyChoice', detail: { key }, path };
    case 'ambiguous':
      return { code: 'ambiguousChoice', detail: { key, candidates: match.candidates }, path };
    case 'unknown': {
      const { suggestion } = match;
      return { code: 'unknownChoice', detail: suggestion === undefined ? { key } : { key, suggestion }, path };
    }
  }
}

function label(field: CustomField, id: number): JsonValue {
  return choiceKeys(field).get(id) ?? id;
}

function choiceEnum(field: CustomField, words: FieldWords, nullable: boolean): JsonObject {
  const keys = [...choiceKeys(field)];
  return {
    enum: [...keys.map(([, key]) => key), ...(nullable ? [null] : [])],
    enumDescriptions: [...keys.map(([id]) => words.choice(id)), ...(nullable ? [words.clear] : [])],
  };
}
