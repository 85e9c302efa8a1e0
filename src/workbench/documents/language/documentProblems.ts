import * as vscode from 'vscode';
import type { Problem } from '../../../assets/problem';
import { problemText } from '../../words/problemText';

const { t } = vscode.l10n;

/** Thrown when a document can't be saved as it is written. Its message names the first problem's line. */
export class DocumentProblems extends Error {
  override readonly name = 'DocumentProblems';

  constructor(
    readonly problems: readonly Problem[],
    text: string,
  ) {
    super(sentence(problems, text));
  }
}

function sentence([first, ...more]: readonly Problem[], text: string): string {
  if (!first) return t('Not sent: the document has a problem.');
  const line = text.slice(0, first.offset).split('\n').length;
  return more.length === 0
    ? t('Not sent. Line {0}: {1}', line, problemText(first))
    : t('Not sent. Line {0}: {1} ({2} more problems; see the Problems panel.)', line, problemText(first), more.length);
}
