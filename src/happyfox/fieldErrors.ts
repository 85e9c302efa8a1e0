import type { FieldError } from './errors';

/** What the server said about a request it refused, out of any of the shapes it has been seen to answer in. */
interface Complaint {
  readonly fieldErrors: readonly FieldError[];
  /** Words that are about no field. */
  readonly serverMessage: string | undefined;
}

/** A hostile or broken answer must not fill a person's screen. */
const maxComplaints = 100;
const maxMessageLength = 500;
const maxDepth = 6;

/** Names that frameworks give to complaints about the whole record. */
const wholeRecord = new Set(['non_field_errors', '__all__']);

/** Keys under which the complaints themselves are found, in the order they are looked for. */
const errorKeys = ['error', 'errors'];
const messageKeys = ['message', 'detail'];

/**
 * Reads what a refusal says.
 * @param body the parsed JSON, or the text where it was none; HTML says nothing
 */
export function readComplaint(body: unknown): Complaint {
  if (typeof body === 'string') return { fieldErrors: [], serverMessage: plainText(body) };
  if (Array.isArray(body)) return summed(collect(body));
  if (!isRecord(body)) return { fieldErrors: [], serverMessage: undefined };
  const errors = errorKeys
    .map((key) => own(body, key))
    .find((value) => value !== undefined && typeof value !== 'boolean');
  const message = messageKeys.map((key) => own(body, key)).find((value) => typeof value === 'string');
  const wrapped = errorKeys.concat(messageKeys, 'success').some((key) => Object.hasOwn(body, key));
  const { fieldErrors, serverMessage } = summed(collect(wrapped ? errors : body));
  return {
    fieldErrors,
    serverMessage: serverMessage ?? (typeof message === 'string' ? plainText(message) : undefined),
  };
}

/** Whether a body that came with a 2xx says that nothing was done. A record that has an id is an answer, whatever else it holds. */
export function saysFailed(body: unknown): boolean {
  if (!isRecord(body)) return false;
  if (own(body, 'success') === false) return true;
  return Boolean(own(body, 'error')) && !Object.hasOwn(body, 'id') && !Object.hasOwn(body, 'data');
}

function collect(value: unknown): FieldError[] {
  const found: FieldError[] = [];
  walk(value, [], found);
  return found;
}

function walk(value: unknown, path: readonly string[], found: FieldError[]): void {
  if (found.length >= maxComplaints || path.length > maxDepth) return;
  if (typeof value === 'string') {
    const message = plainText(value);
    if (message !== undefined) found.push({ path, message });
  } else if (Array.isArray(value)) {
    value.forEach((entry, index) => {
      walkEntry(entry, index, path, found);
    });
  } else if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) walk(inner, wholeRecord.has(key) ? path : [...path, key], found);
  }
}

/** An entry of a list: `{field, errors}` names its own field, another record is the index-th of a list that was sent, e.g. a new contact. */
function walkEntry(entry: unknown, index: number, path: readonly string[], found: FieldError[]): void {
  if (!isRecord(entry)) {
    walk(entry, path, found);
    return;
  }
  const field = own(entry, 'field');
  if (typeof field === 'string') {
    const errors = own(entry, 'errors') ?? own(entry, 'error') ?? own(entry, 'message');
    walk(errors, wholeRecord.has(field) ? path : [...path, field], found);
    return;
  }
  const message = own(entry, 'message');
  if (typeof message === 'string') walk(message, path, found);
  else walk(entry, [...path, String(index)], found);
}

/** One complaint about nothing in particular is a message. */
function summed(found: readonly FieldError[]): Complaint {
  const general = found.filter(({ path }) => path.length === 0).map(({ message }) => message);
  return {
    fieldErrors: found.filter(({ path }) => path.length > 0),
    serverMessage: general.length > 0 ? general.join(' ').slice(0, maxMessageLength) : undefined,
  };
}

function plainText(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.startsWith('<') ? undefined : trimmed.slice(0, maxMessageLength);
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
