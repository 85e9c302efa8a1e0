import { tokenizeValues } from './lexer';
import { meansEmpty } from './operand';
import { parseTokens, type ParsedQuery } from './parseQuery';
import type { Query } from './syntax';

/** What stands in the filter of one column. */
interface ColumnQuery {
  /** For `compileQuery` with the column: each word is a value of it, `>=2026-01-01`, `"Dell Inc."`, `-Dell`, `Dell OR HP`. */
  readonly parsed: ParsedQuery;
  /** Whether it asks for what cells lack, so that a cell which says a part of it is not meant. */
  readonly isNegative: boolean;
  /** Whether it is one value and nothing else, which looks for its very text already. */
  readonly isPlain: boolean;
}

/** Reads the filter of a column. Nothing in it names a field: `10:30` is a text like any other. */
export function columnQuery(text: string, isNumeric: boolean): ColumnQuery {
  const parsed = parseTokens(text, (all) => tokenizeValues(all, isNumeric));
  return { parsed, isNegative: isNegative(parsed.query), isPlain: isPlain(parsed) };
}

function isPlain({ text, query }: ParsedQuery): boolean {
  if (query.kind !== 'field' || query.operator !== ':') return false;
  return query.value.text === text.trim() && !text.includes('*') && !text.includes('..');
}

function isNegative(query: Query): boolean {
  switch (query.kind) {
    case 'not':
      return true;
    case 'and':
    case 'or':
      return query.parts.some(isNegative);
    case 'field':
      return meansEmpty(query.value);
    default:
      return false;
  }
}
