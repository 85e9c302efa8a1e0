import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Account } from '../../assets/account';
import { byStanding, standingOf } from '../../assets/agents';
import { HappyFoxError } from '../../happyfox/errors';
import { accountFrom, verify } from './signIn';
import { CommandRefused, KeyringUnavailable } from '../words/errors';
import { forgetAccount, type AccountTraces } from './forgetAccount';
import { isScript, scripted } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ assets: z.optional(z.int().check(z.positive(), z.maximum(100_000))) });

/** Starts the embedded sandbox and adds it as an account; one that is here already is kept, and started again where it does not run any more, unless another size is asked for. */
export async function exploreDemo(
  parts: AccountTraces & Pick<SessionParts, 'budget' | 'demo' | 'sessions' | 'vault' | 'wireLog'>,
  ...args: readonly unknown[]
): Promise<{ account: string; url: string }> {
  const wanted = scripted(Argument, args)?.assets;
  const known = parts.vault.accounts.find(({ demo }) => demo);
  if (known && (wanted === undefined || wanted === known.demo?.assets)) {
    const stays = (await answers(parts, known)) || !(await confirmAfresh(known, isScript(args[0])));
    await focusView();
    if (stays) return { account: known.id, url: known.baseUrl };
  }
  if (known) await forgetAccount(parts, known.id);
  const assets = wanted ?? null;
  const credentials = await parts.demo.start(assets);
  const verified = await verify(credentials, parts);
  const agent = byStanding(verified.staff).find((member) => standingOf(member) === 'mayWrite');
  if (!agent) throw new CommandRefused(t('The demo account has no agent who may manage assets.'));
  const { host } = new URL(credentials.baseUrl);
  const label = t('Demo account');
  await parts.vault.add(
    accountFrom(verified, {
      id: host,
      baseUrl: credentials.baseUrl,
      label,
      agent: { id: agent.id, name: agent.name },
      demo: { assets },
    }),
    credentials,
  );
  await focusView();
  return { account: host, url: credentials.baseUrl };
}

/** Whether the demo is there: in this window, started again if need be, or in another. */
async function answers({ sessions }: Pick<SessionParts, 'sessions'>, { id }: Account): Promise<boolean> {
  try {
    const client = await sessions.get(id).store.client();
    await client.listAssetTypes({ priority: 'user' });
    return true;
  } catch (error) {
    if (error instanceof KeyringUnavailable) throw error;
    return HappyFoxError.is(error) && error.failure.kind === 'rateLimited';
  }
}

/** Asks whether another demo is to take the place of one that can't be reached: all that is kept of that one goes. */
async function confirmAfresh({ baseUrl }: Account, isScripted: boolean): Promise<boolean> {
  const { port } = new URL(baseUrl);
  const what = t('The demo account can’t be started again: another program uses its port, {0}.', port);
  if (isScripted) throw new CommandRefused(t('{0} Remove the account, and start the demo afresh.', what));
  const afresh = t('Start Afresh');
  const detail = t('A new one takes its place. Its edits that were not sent, its changes and its plans are removed.');
  const choice = await vscode.window.showWarningMessage(what, { modal: true, detail }, afresh);
  return choice === afresh;
}

async function focusView(): Promise<void> {
  await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
}
