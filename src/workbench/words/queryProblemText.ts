import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { QueryProblem } from '../../finding/query/syntax';

const { t } = vscode.l10n;

/** What is wrong with a query, where, and what may have been meant. */
export function queryProblemText(problem: QueryProblem): string {
  const hint = queryProblemHint(problem);
  return hint === undefined ? queryProblemTitle(problem) : `${queryProblemTitle(problem)} ${hint}`;
}

/** What is wrong with a query and what may have been meant, where people need not be told the place. */
export function queryProblemSentence(problem: QueryProblem): string {
  const [first = '', ...rest] = what(problem);
  return [[first.toUpperCase(), ...rest].join(''), queryProblemHint(problem)].filter(Boolean).join(' ');
}

/** What is wrong and where, alone: for a line that has no room for more. */
export function queryProblemTitle(problem: QueryProblem): string {
  return t('Column {0}: {1}', problem.start + 1, what(problem));
}

/** What may have been meant, or what to do; undefined where the title says it all. */
export function queryProblemHint({ code, suggestion }: QueryProblem): string | undefined {
  if (suggestion !== undefined) return t('Did you mean “{0}”?', safeText(suggestion));
  return code === 'unknownField' ? t('To look for the colon itself, put the words in quotation marks.') : undefined;
}

function what({ code, word = '' }: QueryProblem): string {
  const name = safeText(word);
  switch (code) {
    case 'openQuote':
      return t('the quotation mark is not closed.');
    case 'openParenthesis':
      return t('the parenthesis is not closed.');
    case 'strayParenthesis':
      return t('there is no opening parenthesis to this one.');
    case 'emptyParentheses':
      return t('there is nothing between the parentheses.');
    case 'missingOperand':
      return t('something is missing before or behind “{0}”.', name);
    case 'missingValue':
      return t('a value is missing behind the colon.');
    case 'tooDeep':
      return t('there are too many parentheses in each other.');
    case 'tooLong':
      return t('the query is too long.');
    case 'unknownField':
      return t('no field is called “{0}”.', name);
    case 'unknownProperty':
      return t('“is:” knows “duplicate”, but not “{0}”.', name);
    case 'needsNumber':
      return t('“{0}” is no number, but this field holds numbers.', name);
    case 'needsDate':
      return t('“{0}” is no day. Write it as 2026-01-31, 2026-01, or today+90d.', name);
    case 'needsNumberOrDate':
      return t('“{0}” is neither a number nor a day, so nothing is greater or less.', name);
    case 'noOrder':
      return t('the values of this field have no order, so “<” and “>” can’t be used.');
  }
}

const mostNamed = 5;

/** A sentence, and what may have been meant instead where that is known. */
export function withSuggestion(sentence: string, suggestion: string | undefined): string {
  return suggestion === undefined ? sentence : t('{0} Did you mean “{1}”?', sentence, safeText(suggestion));
}

/** Words of others in quotation marks, the first few of them: “A”, “B”. */
export function quoted(words: readonly string[]): string {
  return words
    .slice(0, mostNamed)
    .map((word) => `“${safeText(word)}”`)
    .join(', ');
}
