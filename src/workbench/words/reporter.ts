import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { HappyFoxError } from '../../happyfox/errors';
import { CredentialsMissing } from './errors';
import { isDemoGone, type ErrorText } from './errorText';
import type { RunCommand } from './commandCalls';

const { t } = vscode.l10n;

/** Whose error it is. An account that is gone throws. */
interface Reported {
  readonly accountId: string;
  readonly account: Account;
}

/** The one place where errors become notifications, each with the step that helps. */
export class Reporter {
  constructor(
    private readonly errorText: ErrorText,
    private readonly log: vscode.LogOutputChannel,
    private readonly run: RunCommand,
  ) {}

  /** The sentence for an error; what a script gets. */
  sentence(error: unknown, session?: Reported): string {
    return this.errorText.sentence(error, accountOf(session));
  }

  /**
   * Shows an error, with `again` as one of the steps that are offered. A cancelled action was the user's own wish, and is not shown.
   */
  async report(error: unknown, session?: Reported, again?: () => Promise<void>): Promise<void> {
    if (error instanceof vscode.CancellationError) return;
    if (HappyFoxError.is(error) && error.failure.kind === 'cancelled') return;
    if (!HappyFoxError.is(error) && error instanceof Error) this.log.error(`${error.name} at ${firstFrame(error)}`);
    const account = session && { account: session.accountId };
    const steps = new Map<string, () => unknown>();
    if (again) steps.set(t('Try Again'), again);
    const helpful = helpfulStep(error, accountOf(session));
    if (helpful === 'credentials') steps.set(t('Update Credentials'), () => this.run('updateCredentials', account));
    if (helpful === 'agent') steps.set(t('Switch Agent'), () => this.run('switchAgent', account));
    if (helpful === 'demo') steps.set(t('Explore the Demo Account'), () => this.run('exploreDemo'));
    steps.set(t('Show Log'), () => this.log.show());
    const choice = await vscode.window.showErrorMessage(this.sentence(error, session), ...steps.keys());
    if (choice !== undefined) await steps.get(choice)?.();
  }
}

function helpfulStep(error: unknown, account: Account | undefined): 'credentials' | 'agent' | 'demo' | undefined {
  if (error instanceof CredentialsMissing) return 'credentials';
  if (!HappyFoxError.is(error)) return undefined;
  if (isDemoGone(error.failure, account)) return 'demo';
  if (error.failure.kind === 'badCredentials') return 'credentials';
  return error.failure.kind === 'forbidden' && error.failure.method !== 'GET' ? 'agent' : undefined;
}

function accountOf(session: Reported | undefined) {
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
