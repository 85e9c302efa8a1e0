/** A piece of a query's text: `start` counts UTF-16 units from 0, as VS Code's and the browser's positions do. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** A word or a quoted text, its quotes and backslashes taken away. */
export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** How a field's value is compared. `:` is "contains" for text, "is" for everything else. */
export type Operator = ':' | '=' | '<' | '<=' | '>' | '>=';

/** A query, understood. What its names mean is known only to `compileQuery`. */
export type Query =
  /** An empty query, or a part that can't be understood yet. */
  | { readonly kind: 'everything' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'text'; readonly word: Word }
  | FieldQuery;

/** `name:value`; `whole` is all of it as it stands in the query. */
export interface FieldQuery {
  readonly kind: 'field';
  readonly name: Word;
  readonly operator: Operator;
  readonly value: Word;
  readonly whole: Word;
}

/** What is wrong with a query, and where. */
export interface QueryProblem extends Span {
  readonly code: QueryProblemCode;
  /** The word in question. */
  readonly word?: string;
  /** What may have been meant. */
  readonly suggestion?: string;
}

/** What can be wrong with a query. */
export type QueryProblemCode =
  /** A quotation mark that no other follows. */
  | 'openQuote'
  /** A parenthesis that is never closed. */
  | 'openParenthesis'
  /** A closing parenthesis too many. */
  | 'strayParenthesis'
  /** Nothing between two parentheses. */
  | 'emptyParentheses'
  /** `OR`, `AND` or `NOT` with nothing before or behind it. */
  | 'missingOperand'
  /** `field:` with nothing behind it. */
  | 'missingValue'
  /** Parentheses in more than `deepest` parentheses. */
  | 'tooDeep'
  /** More than `longest` characters. */
  | 'tooLong'
  /** No asset type has a field of this name. */
  | 'unknownField'
  /** `is:` something that is not known. */
  | 'unknownProperty'
  | 'needsNumber'
  | 'needsDate'
  | 'needsNumberOrDate'
  /** `<` or `>` with a field that has no order. */
  | 'noOrder';

/** Parentheses in parentheses, at most. */
export const deepest = 50;

/** A query's characters, at most. */
export const longest = 10_000;

/**
 * Whether the problem is only that the person has not finished typing: the query then finds what it finds without the unfinished part.
 * A query with any other problem finds nothing where it stands.
 */
export function isUnfinished({ code }: QueryProblem): boolean {
  return unfinished.has(code);
}

const unfinished: ReadonlySet<QueryProblemCode> = new Set<QueryProblemCode>([
  'openQuote',
  'openParenthesis',
  'emptyParentheses',
  'missingOperand',
  'missingValue',
]);
