import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { safeText } from '../../assets/safeText';
import { HappyFoxError, type Failure } from '../../happyfox/errors';
import { WriteRefused } from '../../plans/writeRefused';
import { CredentialsMissing, CommandRefused, KeyringUnavailable } from './errors';
import { fieldErrorText, type FieldName } from './fieldErrorText';
import { fileErrorText } from './fileTroubleText';
import { refusalText } from './refusalText';
import { clockText } from './whenText';

const { t } = vscode.l10n;

/** Turns errors into words: a title for a tree item, and one sentence that says what happened and what to do next. */
export class ErrorText {
  /** A few words, for a place where a sentence is one click away. */
  title(error: unknown): string {
    if (error instanceof CredentialsMissing) return t('The API key is missing');
    if (error instanceof KeyringUnavailable) return t('The keyring can’t be read');
    if (!HappyFoxError.is(error)) return t('Something went wrong');
    return titleOf(error.failure);
  }

  /** What happened, and what to do next. `fieldName` gives a custom field's name by its id, where it is known. */
  sentence(error: unknown, account: Account | undefined, fieldName?: FieldName): string {
    if (error instanceof CommandRefused) return error.message;
    if (error instanceof CredentialsMissing) {
      return t(
        'The API key of {0} is not known in this window. Reload it if another window has just added the account; else run “Update Credentials” and enter the key again.',
        safeText(error.accountId),
      );
    }
    if (error instanceof KeyringUnavailable) {
      return t(
        'VS Code can’t reach the keyring that holds the API keys ({0}). Unlock or install it, or choose another: “Preferences: Configure Runtime Arguments”, “password-store”. Then try again.',
        safeText(error.message),
      );
    }
    if (error instanceof WriteRefused) return refusalText(error.refusal);
    if (HappyFoxError.is(error) && isDemoGone(error.failure, account)) {
      return t(
        'The demo account does not answer at {0}: another program may use its port. Run “Explore the Demo Account” to start it again.',
        safeText(error.failure.host),
      );
    }
    if (HappyFoxError.is(error)) return failureText(error.failure, account, fieldName);
    const fileText = fileErrorText(error);
    if (fileText !== undefined) return fileText;
    return error instanceof Error
      ? safeText(error.message)
      : t('Something went wrong. The log (“Show Log”) may say more.');
  }
}

/** Whether something that is not the demo answers in its place, or nothing does. */
export function isDemoGone({ kind }: Failure, account: Account | undefined): boolean {
  return account?.demo !== undefined && notTheDemo.has(kind);
}

const notTheDemo = new Set<Failure['kind']>([
  ...(['badCredentials', 'redirected', 'notTheApi', 'unreadable', 'refused'] as const),
  ...(['unreachable', 'connectionLost', 'timeout', 'certificate'] as const),
]);

function titleOf({ kind, status }: Failure): string {
  switch (kind) {
    case 'badCredentials':
      return t('API key or auth code refused');
    case 'forbidden':
      return t('Not allowed');
    case 'rateLimited':
      return t('Rate limit reached');
    case 'unresolved':
      return t('Address not found');
    case 'unreachable':
    case 'connectionLost':
      return t('HappyFox can’t be reached');
    case 'certificate':
      return t('Certificate not trusted');
    case 'proxy':
      return t('The proxy refused');
    case 'timeout':
      return t('HappyFox did not answer in time');
    case 'redirected':
    case 'notTheApi':
      return t('Not the HappyFox API');
    case 'notFound':
      return t('Not found');
    case 'cancelled':
      return t('Cancelled');
    case 'invalid':
    case 'refused':
    case 'server':
    case 'unreadable':
    case 'tooLarge':
      return status === undefined ? t('Unexpected answer') : t('HappyFox answered with error {0}', status);
  }
}

function failureText(failure: Failure, account: Account | undefined, fieldName: FieldName | undefined): string {
  const host = safeText(failure.host);
  switch (failure.kind) {
    case 'badCredentials':
      return t(
        'HappyFox refused the API key or auth code of {0}. Run “Update Credentials” and enter them again.',
        host,
      );
    case 'forbidden':
      return forbiddenText(failure, account);
    case 'notFound':
      return t('HappyFox can’t find this ({0}): it may have been deleted. Refresh the list.', failure.path);
    case 'invalid':
      return refusesAgent(failure) ? forbiddenText(failure, account) : fieldErrorText(failure, fieldName);
    case 'rateLimited':
      return t(
        'The rate limit of {0} is used up. Requests are possible again at {1}; nothing was sent.',
        host,
        clock(failure.until),
      );
    case 'redirected':
      return t(
        '{0} sent the request on to {1}, which was not followed. Correct the account’s address.',
        host,
        safeText(failure.redirectHost ?? '?'),
      );
    case 'refused':
      return t(
        'HappyFox refused the request with error {0}: {1}',
        failure.status ?? '?',
        safeText(failure.serverMessage ?? failure.path),
      );
    case 'server':
      return t('HappyFox failed with error {0}. Try again in a moment.', failure.status ?? '?');
    case 'unreadable':
    case 'tooLarge':
      return t(
        'The answer of {0} to {1} could not be understood. See the log (“Show Log”), and report it if it stays so.',
        host,
        failure.path,
      );
    case 'notTheApi':
      return t(
        '{0} answered, but not as the HappyFox API does. Check the account’s address, and whether a sign-in page or proxy stands in between.',
        host,
      );
    case 'unresolved':
    case 'unreachable':
    case 'certificate':
    case 'proxy':
    case 'timeout':
    case 'connectionLost':
    case 'cancelled':
      return networkText(failure, host);
  }
}

function networkText({ kind, code }: Failure, host: string): string {
  switch (kind) {
    case 'unresolved':
      return t(
        'There is no host named {0}. Check the account’s address and your connection (an EU account ends in .happyfox.net).',
        host,
      );
    case 'certificate':
      return t(
        'The certificate of {0} is not trusted ({1}). If your company’s proxy made it, add its CA to the system’s certificates.',
        host,
        code ?? '?',
      );
    case 'proxy':
      return t(
        'The proxy refused the connection to {0} ({1}). Check VS Code’s settings “http.proxy” and “http.proxyAuthorization”.',
        host,
        code ?? '407',
      );
    case 'timeout':
      return t(
        '{0} did not answer in time. Try again, or raise the setting “happyfoxAssets.request.timeoutSeconds”.',
        host,
      );
    case 'connectionLost':
      return t('The connection to {0} was lost. Check the network and try again.', host);
    case 'cancelled':
      return t('Cancelled.');
    default:
      return t('{0} can’t be reached ({1}). Check the network and try again.', host, code ?? '?');
  }
}

/** Whether all that a 400 complains of is who signs: the document holds no such key, so nothing in it could be corrected. */
function refusesAgent({ fieldErrors = [] }: Failure): boolean {
  const signatures = ['created_by', 'updated_by', 'deleted_by'];
  return fieldErrors.length > 0 && fieldErrors.every(({ path }) => signatures.includes(path[0] ?? ''));
}

function forbiddenText({ method }: Failure, account: Account | undefined): string {
  if (method === 'GET') {
    return t(
      'HappyFox does not let this API key read assets. Check that the asset API is part of the plan and switched on.',
    );
  }
  const agent = account ? safeText(account.agent.name) : t('The acting agent');
  return t(
    '{0} may not do this: it takes an active agent with the permission “Manage Assets”. Run “Switch Agent” to act as somebody else.',
    agent,
  );
}

function clock(until: number | undefined): string {
  return until === undefined ? t('a later time') : clockText(until);
}
