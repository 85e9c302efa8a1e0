import { safeLabel } from '../../assets/safeText';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { credentialQuestions, type CredentialAnswers, verify } from './signIn';
import { inOrder } from '../asking/quickInput';
import { pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  apiKey: z.optional(z.string()),
  authCode: z.optional(z.string()),
});

/** Replaces an account's API key and auth code once HappyFox has accepted them; until then the old ones stay. */
export async function updateCredentials(
  parts: Pick<SessionParts, 'budget' | 'reporter' | 'sessions' | 'vault' | 'wireLog'> & {
    readonly tree: { readonly refresh: () => void };
  },
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const title = t('Update Credentials');
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, title);
  const { baseUrl, label } = session.account;
  const answers: CredentialAnswers = {
    address: { baseUrl },
    apiKey: given?.apiKey ?? '',
    authCode: given?.authCode ?? '',
  };
  if (given?.apiKey !== undefined && given.authCode !== undefined) {
    answers.verified = await verify({ baseUrl, apiKey: given.apiKey, authCode: given.authCode }, parts);
  } else {
    await inOrder(
      credentialQuestions(
        parts,
        { title: t('Update Credentials of {0}', safeLabel(label)), step: 1, totalSteps: 2 },
        answers,
      ),
    );
  }
  const { apiKey, authCode } = answers;
  await parts.vault.storeCredentials(session.accountId, { baseUrl, apiKey, authCode });
  session.reconnect();
  parts.tree.refresh();
}
