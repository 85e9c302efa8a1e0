import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';

const { t } = vscode.l10n;

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
