import type { JsonValue } from '../happyfox/json';
import { emptyField } from './fieldState';
import { type FieldKind, wrongType } from './fieldKind';
import { noText } from './plainText';
import { verbatim } from './verbatim';
import { isDay } from './day';

/** Text of one line or many. */
export const textKind: Omit<FieldKind, 'slugs' | 'editor' | 'isGroupable' | 'identifies'> = {
  form: 'text',
  cleared: null,
  read: (_field, raw) => {
    if (raw === null || typeof raw === 'string') return { kind: 'value', value: raw };
    // A server that answers 12 for the text "12" is understood; what a person types is not bent (see write).
    return typeof raw === 'number' ? { kind: 'value', value: String(raw) } : { kind: 'raw', value: raw };
  },
  write: (_field, value) => {
    if (typeof value !== 'string') return wrongType('text');
    const complaint = noText(value);
    return complaint ? { ...complaint, path: [] } : { kind: 'value', value };
  },
  show: (_field, state) => state.value,
  resend: (_field, raw) => verbatim(raw),
  jsonSchema: () => ({ default: null }),
};

/** An integer, or a number of at most two decimal places. */
export const numberKind: FieldKind = {
  slugs: ['number'],
  form: 'number',
  editor: 'number',
  isGroupable: true,
  identifies: 'likely',
  cleared: null,
  read: (_field, raw) => {
    if (raw === null || raw === '') return emptyField;
    const number = typeof raw === 'string' ? exactNumber(raw) : raw;
    return typeof number === 'number' && survivesJson(number)
      ? { kind: 'value', value: number }
      : { kind: 'raw', value: raw };
  },
  write: (_field, value) => {
    if (typeof value !== 'number') return wrongType('number');
    const writable = survivesJson(value) && (Number.isInteger(value) || hasCents(value));
    // -0 and 0 are one number.
    return writable ? { kind: 'value', value: value + 0 } : { code: 'notAnInteger', path: [] };
  },
  show: (_field, state) => state.value,
  resend: (_field, raw) => (isJsonNumber(raw) ? { digits: raw } : verbatim(raw)),
  jsonSchema: () => ({ default: null }),
};

/** A day, `YYYY-MM-DD`. */
export const dateKind: FieldKind = {
  slugs: ['date'],
  form: 'day',
  editor: 'date',
  isGroupable: false,
  identifies: 'possibly',
  cleared: null,
  read: (_field, raw) => {
    if (raw === null || raw === '') return emptyField;
    const day = typeof raw === 'string' ? raw.replace(/[T ]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$/, '') : '';
    return isDay(day) ? { kind: 'value', value: day } : { kind: 'raw', value: raw };
  },
  write: (_field, value) => {
    if (typeof value !== 'string' || !dayForm.test(value)) return wrongType('date');
    return isDay(value) ? { kind: 'value', value } : { code: 'impossibleDate', detail: { value }, path: [] };
  },
  show: (_field, state) => state.value,
  resend: (_field, raw) => verbatim(raw),
  jsonSchema: (_field, words) => ({
    default: null,
    // Variables of snippets: the day on which it is chosen, not the one on which the schema was made.
    defaultSnippets: [{ label: words.today, body: '$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE' }],
  }),
};

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** Integers beyond 2^53 may have been rounded, so what is here need not be what was meant. */
function survivesJson(number: number): boolean {
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}

/** From 2^46 on JavaScript's numbers lie further apart than hundredths, and one may have been made another. */
function hasCents(number: number): boolean {
  return Math.abs(number) < 2 ** 46 && Math.round(number * 100) / 100 === number;
}

/** `"12"`, `"-3.50"`: the number, where it says the same as the string but for zeros at the end; else the string. */
function exactNumber(text: string): JsonValue {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return text;
  const shortest = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return String(Number(shortest)) === shortest ? Number(shortest) : text;
}

/** The digits of a number that JavaScript can't hold, which is a string therefore. */
function isJsonNumber(raw: JsonValue): raw is string {
  return typeof raw === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw);
}
