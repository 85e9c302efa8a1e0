/** What a value in a document should have been. */
export type Expected = 'text' | 'number' | 'date' | 'choice' | 'choices' | 'object' | 'list' | 'contact';

/** What can be wrong with the value of a custom field, told without a sentence: those are made where people read them. */
export type FieldComplaint =
  | { readonly code: 'wrongType'; readonly detail: { readonly expected: Expected } }
  /** Neither an integer that survives JSON nor a number of at most two decimal places. */
  | { readonly code: 'notAnInteger'; readonly detail?: undefined }
  /** `character` is one that no text holds, e.g. `U+0000`, or `U+D800` for half of one. */
  | { readonly code: 'notText'; readonly detail: { readonly character: string } }
  /** Written as a date, but the calendar has no such day. */
  | { readonly code: 'impossibleDate'; readonly detail: { readonly value: string } }
  | { readonly code: 'unknownChoice'; readonly detail: { readonly key: string; readonly suggestion?: string } }
  | {
      readonly code: 'ambiguousChoice';
      readonly detail: { readonly key: string; readonly candidates: readonly string[] };
    }
  /** A choice the server names without an id: it can be shown, not written. */
  | { readonly code: 'readOnlyChoice'; readonly detail: { readonly key: string } }
  /** A field of a kind unknown here was changed. */
  | { readonly code: 'readOnlyField'; readonly detail?: undefined };

/** A complaint about a field's value; `path` leads to the element of a list, or is empty. */
export type FieldProblem = FieldComplaint & { readonly path: readonly number[] };

/** What can be wrong with a document, beside its fields' values. */
export type DocumentComplaint =
  /** `error` is jsonc-parser's name for it, e.g. `CommaExpected`, or `TooDeep`. */
  | { readonly code: 'syntax'; readonly detail: { readonly error: string } }
  | { readonly code: 'notAnObject'; readonly detail?: undefined }
  /** Also where one custom field is given twice, by name and by id. */
  | { readonly code: 'duplicateKey'; readonly detail: { readonly key: string } }
  | { readonly code: 'unknownKey'; readonly detail: { readonly key: string; readonly suggestion?: string } }
  | { readonly code: 'readOnlyKeyChanged'; readonly detail: { readonly key: string } }
  | { readonly code: 'unknownField'; readonly detail: { readonly key: string; readonly suggestion?: string } }
  | {
      readonly code: 'ambiguousField';
      readonly detail: { readonly key: string; readonly candidates: readonly string[] };
    }
  /** Lengths in code points. */
  | { readonly code: 'tooLong'; readonly detail: { readonly limit: number; readonly actual: number } }
  | { readonly code: 'required'; readonly detail: { readonly key: 'name' | 'display_id' } }
  | { readonly code: 'contactWithoutId'; readonly detail: { readonly name?: string; readonly email?: string } }
  /** A linked contact's own name or e-mail was edited; that is done in HappyFox. */
  | { readonly code: 'contactNotEditable'; readonly detail: { readonly id: number; readonly key: 'name' | 'email' } }
  | { readonly code: 'contactsSwitchedOff'; readonly detail?: undefined };

/** Where in the text: `path` as JSON path, `offset` and `length` in UTF-16 units of the text as given. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly offset: number;
  readonly length: number;
}

/** One thing wrong with a document, at its place. */
export type Problem = (FieldComplaint | DocumentComplaint) & Place;

/** The code of a problem. */
export type ProblemCode = Problem['code'];
