import * as vscode from 'vscode';
import type { Problem } from '../../assets/problem';
import { problemText } from './problemText';

const { t } = vscode.l10n;

/** Thrown by a command that can't do what was asked. Its message is the sentence a person sees. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

/** Thrown when an account's key or auth code is not in SecretStorage. */
export class CredentialsMissing extends Error {
  override readonly name = 'CredentialsMissing';

  constructor(readonly accountId: string) {
    super(`No credentials for ${accountId}`);
  }
}

/** Thrown where the system's keyring, in which VS Code keeps secrets, refuses. */
export class KeyringUnavailable extends Error {
  override readonly name = 'KeyringUnavailable';
}

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
