import * as vscode from 'vscode';
import { HappyFoxError } from '../happyfox/errors';
import { CredentialsMissing, type AccountSession } from './accountSession';
import type { ErrorText } from './errorText';

const { t } = vscode.l10n;

/** The one place where errors become notifications, each with the step that helps. */
export class Reporter {
  constructor(
    private readonly errorText: ErrorText,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The sentence for an error; what a script gets. */
  sentence(error: unknown, session?: AccountSession): string {
    return this.errorText.sentence(error, accountOf(session));
  }

  /** Shows an error. A cancelled action was the user's own wish, and is not shown. */
  async report(error: unknown, session?: AccountSession): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    if (HappyFoxError.is(error) && error.failure.kind === 'cancelled') return;
    if (!HappyFoxError.is(error) && error instanceof Error) this.log.error(`${error.name} at ${firstFrame(error)}`);
    const showLog = t('Show Log');
    const updateCredentials = t('Update Credentials');
    const switchAgent = t('Switch Agent');
    const step =
      helpful(error) === 'credentials' ? [updateCredentials] : helpful(error) === 'agent' ? [switchAgent] : [];
    const choice = await vscode.window.showErrorMessage(this.sentence(error, session), ...step, showLog);
    const account = session && { account: session.accountId };
    if (choice === showLog) this.log.show();
    else if (choice === updateCredentials)
      await vscode.commands.executeCommand('happyfoxAssets.updateCredentials', account);
    else if (choice === switchAgent) await vscode.commands.executeCommand('happyfoxAssets.switchAgent', account);
  }
}

function helpful(error: unknown): 'credentials' | 'agent' | undefined {
  if (error instanceof CredentialsMissing) return 'credentials';
  if (!HappyFoxError.is(error)) return undefined;
  if (error.failure.kind === 'badCredentials') return 'credentials';
  return error.failure.kind === 'forbidden' && error.failure.method !== 'GET' ? 'agent' : undefined;
}

function accountOf(session: AccountSession | undefined) {
  try {
    return session?.account;
  } catch {
    return undefined;
  }
}

/** Where in the code an unexpected error came from; its message is left out, for it may quote what a user typed. */
function firstFrame({ stack = '' }: Error): string {
  return /\n\s*at ([^\n]*)/.exec(stack)?.[1] ?? '?';
}
