import { namesOf } from '../sessions/accountSession';
import type { SharedBudget } from '../sessions/accountConnection';
import type { Account } from '../../assets/account';
import type { AssetType } from '../../happyfox/assetType';
import type { Staff } from '../../happyfox/staff';
import type { Credentials } from '../sessions/accountsVault';
import { connectionSettings } from '../sessions/settings';
import type { WireLine } from '../../happyfox/connection';
import * as vscode from 'vscode';
import { HappyFoxError } from '../../happyfox/errors';
import type { SessionParts } from '../sessions/sessionParts';
import { askText, back, type Step } from '../asking/quickInput';

const { t } = vscode.l10n;

/** What an account answered to its credentials. */
export interface Verified {
  readonly assetTypes: readonly AssetType[];
  readonly staff: readonly Staff[];
}

/** What reading an account for the first time is told and counted by. */
interface Verification {
  readonly wireLog: (line: WireLine) => void;
  readonly budget: SharedBudget;
}

/**
 * Tries credentials with the two cheapest reads: the types, and the staff to choose the acting agent from. They count like all others, and
 * nothing is sent during a lock-out. Throws `HappyFoxError`.
 */
export async function verify(
  credentials: Credentials,
  { wireLog: log, budget }: Verification,
  signal?: AbortSignal,
): Promise<Verified> {
  const { connect } = await import('../../happyfox/connection');
  const { client, dispose } = connect({ ...credentials, ...connectionSettings(), ...budget, log });
  const options = { priority: 'user', ...(signal && { signal }) } as const;
  try {
    const assetTypes = await client.listAssetTypes(options);
    const staff = await client.listStaff(options);
    return { assetTypes, staff };
  } finally {
    await dispose();
  }
}

/** An account as it is remembered, from what it answered. */
export function accountFrom(
  { assetTypes, staff }: Verified,
  account: Pick<Account, 'id' | 'baseUrl' | 'label' | 'agent'> & Partial<Pick<Account, 'demo'>>,
): Account {
  return { ...account, assetTypes, staffNames: namesOf(staff) };
}

/** What the two questions fill in; `address` has been answered before. */
export interface CredentialAnswers {
  readonly address?: { readonly baseUrl: string };
  apiKey: string;
  authCode: string;
  verified?: Verified;
}

/** The questions for API key and auth code, both masked; the pair is tried while the user waits. `first` is the step of the key. */
export function credentialQuestions(
  parts: Pick<SessionParts, 'budget' | 'reporter' | 'wireLog'>,
  first: Step,
  answers: CredentialAnswers,
): (() => Promise<unknown>)[] {
  return [
    async () => {
      const apiKey = await askText({
        ...first,
        prompt: t('API key, made in HappyFox under Apps > Goodies > API'),
        password: true,
        value: answers.apiKey,
        check: (text) => Promise.resolve(text === '' ? t('The API key is required.') : undefined),
      });
      if (apiKey !== back) answers.apiKey = apiKey;
      return apiKey;
    },
    async () => {
      const authCode = await askText({
        ...first,
        step: first.step + 1,
        prompt: t('Auth code, shown beside the API key. Press Enter to try both.'),
        password: true,
        value: answers.authCode,
        check: (text, signal) => tryPair(parts, answers, text, signal),
      });
      if (authCode !== back) answers.authCode = authCode;
      return authCode;
    },
  ];
}

async function tryPair(
  parts: Pick<SessionParts, 'budget' | 'reporter' | 'wireLog'>,
  answers: CredentialAnswers,
  authCode: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { address, apiKey } = answers;
  if (authCode === '' || !address) return t('The auth code is required.');
  try {
    answers.verified = await verify({ baseUrl: address.baseUrl, apiKey, authCode }, parts, signal);
    return undefined;
  } catch (error) {
    if (HappyFoxError.is(error) && error.failure.kind === 'badCredentials') {
      return t('HappyFox refused this pair. Correct the auth code here, or go back and correct the API key.');
    }
    return parts.reporter.sentence(error);
  }
}
