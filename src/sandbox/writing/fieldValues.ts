import type { Switches } from '../switches';
import type { CustomField, FieldKind, FieldValue } from '../world/model';
import { readId } from './refusals';

/** A value to keep, or the sentence that refuses it. */
type ReadValue = { readonly value: FieldValue } | { readonly complaint: string };

type Reader = (field: CustomField, given: unknown, switches: Switches, had: FieldValue) => ReadValue;

/** How each kind reads what a payload holds (the table "Rules for specifying custom field values", article §3). */
const readers: Readonly<Record<FieldKind, Reader>> = {
  text: readText,
  textarea: readText,
  number: readNumber,
  dropdown: (field, given, switches, had) => {
    const id = readChoice(field, given, switches, had);
    return id === undefined ? { complaint: noChoice(given) } : { value: id };
  },
  multiple: readMultiple,
  date: (_field, given, { dateValue }) => {
    const day = typeof given === 'string' && dateValue === 'dateTime' ? given.replace(/T08:30:00Z$/, '') : given;
    return typeof day === 'string' && isDate(day) ? { value: day } : { complaint: 'Enter a valid date.' };
  },
};

/**
 * Reads the value given for a field. Null clears, and so does an empty string where it can't be a value.
 * @param had what the asset has there
 */
export function readFieldValue(
  field: CustomField,
  given: unknown,
  switches: Switches,
  had: FieldValue = null,
): ReadValue {
  const isText = field.kind === 'text' || field.kind === 'textarea';
  const empties = given === null || (given === '' && (!isText || switches.emptyText === 'null'));
  const read: ReadValue = empties ? { value: null } : readers[field.kind](field, given, switches, had);
  if (field.required && 'value' in read && isEmpty(read.value)) return { complaint: 'This field is required.' };
  return read;
}

/** Whether a field with this value counts as not filled in. */
export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (typeof value === 'object' && value.length === 0);
}

function readText(_field: CustomField, given: unknown, { trimsText }: Switches): ReadValue {
  if (typeof given === 'number') return { value: String(given) };
  if (typeof given !== 'string') return { complaint: 'Enter a valid value.' };
  return { value: trimsText ? given.trim() : given };
}

function readNumber(_field: CustomField, given: unknown, { decimals }: Switches): ReadValue {
  const text = typeof given === 'number' ? String(given) : given;
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text.trim())) return { complaint: 'Enter a number.' };
  const [, fraction = ''] = text.trim().split('.');
  if (!decimals && fraction !== '') return { complaint: 'Enter a whole number.' };
  if (fraction.length > 2) return { complaint: 'Ensure that there are no more than 2 decimal places.' };
  return { value: Number(text) };
}

function readMultiple(field: CustomField, given: unknown, switches: Switches, had: FieldValue): ReadValue {
  if (!Array.isArray(given)) return { complaint: 'Enter a list of values.' };
  const ids = new Set<number>();
  for (const item of given) {
    const id = readChoice(field, item, switches, had);
    if (id === undefined) return { complaint: noChoice(item) };
    ids.add(id);
  }
  return { value: [...ids] };
}

function readChoice(
  { choices }: CustomField,
  given: unknown,
  { choiceWrite, goneChoices }: Switches,
  had: FieldValue,
): number | undefined {
  const labelled = choiceWrite === 'idOrLabel' ? choices.find(({ text }) => text === given) : undefined;
  const id = labelled?.id ?? (choiceWrite === 'strictId' && typeof given !== 'number' ? undefined : readId(given));
  if (id === undefined) return undefined;
  const isHad = goneChoices === 'keep' && (typeof had === 'object' ? had?.includes(id) === true : had === id);
  return isHad || choices.some((choice) => choice.id === id) ? id : undefined;
}

function noChoice(given: unknown): string {
  const shown = typeof given === 'string' || typeof given === 'number' ? String(given) : JSON.stringify(given);
  return `Provide a valid choice. ${shown} is not one of the available choices.`;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
