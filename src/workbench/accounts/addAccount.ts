import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { parseAccountAddress, type AddressProblem } from '../../assets/accountAddress';
import type { Credentials } from '../sessions/accountsVault';
import { agentItems, agentFor } from '../asking/agentItems';
import { CommandRefused } from '../words/errors';
import type { Agent } from '../../assets/account';
import { credentialQuestions, accountFrom, verify, type Verified } from './signIn';
import { askPick, askText, back, inOrder } from '../asking/quickInput';
import { Id, scripted } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  url: z.string(),
  apiKey: z.string(),
  authCode: z.string(),
  agentId: Id,
  label: z.optional(z.string()),
});

interface Address {
  readonly accountId: string;
  readonly baseUrl: string;
}

/** Adds an account: address, API key, auth code, checked live, then the acting agent. Leaving at any step leaves nothing behind. */
export async function addAccount(
  parts: Pick<SessionParts, 'budget' | 'reporter' | 'vault' | 'wireLog'>,
  ...args: readonly unknown[]
): Promise<{ account: string }> {
  const given = scripted(Argument, args);
  if (!given) return ask(parts);
  const address = parsedAddress(parts, given.url);
  if (typeof address === 'string') throw new CommandRefused(address);
  const { apiKey, authCode } = given;
  const credentials = { baseUrl: address.baseUrl, apiKey, authCode };
  const verified = await verify(credentials, parts);
  const agent = agentFor(verified.staff, given.agentId);
  return keep(parts, address, verified, agent, credentials, given.label);
}

async function ask(
  parts: Pick<SessionParts, 'budget' | 'reporter' | 'vault' | 'wireLog'>,
): Promise<{ account: string }> {
  const answers: { address?: Address; apiKey: string; authCode: string; verified?: Verified; agent?: Agent } = {
    apiKey: '',
    authCode: '',
  };
  const step = (number: number) => ({ title: t('Add a HappyFox Account'), step: number, totalSteps: 4 });
  await inOrder([
    () =>
      askText({
        ...step(1),
        prompt: t('Your account’s address'),
        placeholder: t('acme, acme.happyfox.net or https://assets.example.com'),
        value: answers.address?.baseUrl ?? '',
        check: (text) => {
          const address = parsedAddress(parts, text);
          if (typeof address === 'string') return Promise.resolve(address);
          answers.address = address;
          return Promise.resolve(undefined);
        },
      }),
    ...credentialQuestions(parts, step(2), answers),
    async () => {
      const items = agentItems(answers.verified?.staff ?? []);
      const picked = await askPick({
        ...step(4),
        placeholder: t('As whom do you act? HappyFox names this agent as the author of your changes.'),
        items,
      });
      if (picked === back) return back;
      answers.agent = picked.agent;
      return picked;
    },
  ]);
  const { address, apiKey, authCode, verified, agent } = answers;
  if (!address || !verified || !agent) throw new vscode.CancellationError();
  return keep(parts, address, verified, agent, { baseUrl: address.baseUrl, apiKey, authCode }, undefined);
}

async function keep(
  { vault }: Pick<SessionParts, 'vault'>,
  { accountId, baseUrl }: Address,
  verified: Verified,
  agent: Agent,
  credentials: Credentials,
  label: string | undefined,
): Promise<{ account: string }> {
  await vault.add(
    accountFrom(verified, { id: accountId, baseUrl, label: label?.trim() || accountId, agent }),
    credentials,
  );
  return { account: accountId };
}

/** The address in a text, or the sentence that refuses it. */
function parsedAddress({ vault }: Pick<SessionParts, 'vault'>, text: string): Address | string {
  const parsed = parseAccountAddress(text);
  if (!parsed.ok) return addressProblemText(parsed.reason);
  const { accountId, baseUrl } = parsed;
  if (vault.find(accountId)) return t('{0} is here already. Run “Update Credentials” to change its key.', accountId);
  return { accountId, baseUrl };
}

/** Why an address can't be an account's, and what to write instead. */
export function addressProblemText(problem: AddressProblem): string {
  switch (problem) {
    case 'empty':
      return t('Write the address you open HappyFox with, such as acme.happyfox.com.');
    case 'insecure':
      return t('Over http the API key could be read by others. Write https://.');
    case 'scheme':
      return t('Only https addresses work here.');
    case 'userinfo':
      return t('Leave out the user name and password; the API key is asked for next.');
    case 'query':
    case 'fragment':
      return t('Write the address alone, without anything behind “?” or “#”.');
    case 'noAccount':
      return t('This is HappyFox’s own site. Write your account’s address, such as acme.happyfox.com.');
    case 'notAnAddress':
      return t('This is not an address. Write something like acme, acme.happyfox.net or https://assets.example.com.');
  }
}
