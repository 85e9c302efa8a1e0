import type { SentValue, WritableValue } from '../happyfox/asset';
import type { CustomField } from '../happyfox/customField';
import type { JsonObject, JsonValue } from '../happyfox/json';
import type { FieldState } from './fieldState';
import type { Expected, FieldProblem } from './problem';

/** Sentences in a field's schema; the caller supplies them in the user's language. */
export interface FieldWords {
  /** Hover text of a choice. */
  readonly choice: (id: number) => string;
  /** Hover text of null, which clears the field. */
  readonly clear: string;
  /** Label of the snippet that writes today's date. */
  readonly today: string;
}

/** What the values of a kind are, for all that compares, sorts, finds, asks for them or reads them from cells. */
export type ValueForm = 'text' | 'number' | 'day' | 'choice' | 'choices' | 'unknown';

/** What values are edited with in a table; `none` where they can't be changed from here. */
export type FieldEditor = 'text' | 'textarea' | 'number' | 'date' | 'choice' | 'choices' | 'none';

/** All that is known of one kind of custom field. */
export interface FieldKind {
  /** The server's names for it. */
  readonly slugs: readonly string[];
  readonly form: ValueForm;
  readonly editor: FieldEditor;
  /** Whether assets may have a value in common; else a group would have one each. */
  readonly isGroupable: boolean;
  /**
   * Whether a value may say which asset is meant. `likely`: a code such as a serial number, of which each digit counts; `possibly`: where somebody
   * says so.
   */
  readonly identifies: 'likely' | 'possibly' | 'never';
  /** What clears it, in a write and in a document. */
  readonly cleared: WritableValue;
  /** Understands the server's value. Raw is what `write` would not take from a document that shows it. */
  readonly read: (field: CustomField, raw: JsonValue) => FieldState;
  /** Understands a document's value other than null, which `write` of `fieldKinds` has dealt with. */
  readonly write: (field: CustomField, value: JsonValue) => FieldState | FieldProblem;
  /** The document's form of a state. */
  readonly show: (field: CustomField, state: FieldState) => JsonValue;
  /** What sends a raw value back so that it stays what it is; undefined where nothing is sure to. */
  readonly resend: (field: CustomField, raw: JsonValue) => SentValue | undefined;
  /** JSON Schema of the document's form: suggestions and hovers, for it must find fault with nothing. */
  readonly jsonSchema: (field: CustomField, words: FieldWords) => JsonObject;
}

/** The problem of a value that is no `expected`. */
export function wrongType(expected: Expected, path: readonly number[] = []): FieldProblem {
  return { code: 'wrongType', detail: { expected }, path };
}
