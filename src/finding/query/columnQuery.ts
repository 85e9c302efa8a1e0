import { tokenize } from './lexer';

/**
 * The query for what stands in the filter of one column: each word there is a value of that column, `>=2026-01-01`, `"Dell Inc."`, `-Dell`,
 * `Dell OR HP`; what names a field of its own keeps it.
 * @param name the column's, as it can stand in front of a colon
 */
export function columnQuery(name: string, text: string): string {
  const { tokens } = tokenize(text);
  let query = '';
  let at = 0;
  for (const token of tokens) {
    if (token.kind !== 'text') continue;
    query += `${text.slice(at, token.start)}${name}:`;
    at = token.start;
  }
  return query + text.slice(at);
}
