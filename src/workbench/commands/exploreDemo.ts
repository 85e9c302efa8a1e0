import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { byStanding, standingOf } from '../../assets/agents';
import { accountFrom, verify } from '../signIn';
import { CommandRefused } from '../commandRefused';
import { forgetAccount } from '../forgetAccount';
import { scripted } from './arguments';
import type { Parts } from './parts';

const { t } = vscode.l10n;

const Argument = z.object({ assets: z.optional(z.int().check(z.positive(), z.maximum(100_000))) });

/** Starts the embedded sandbox and adds it as an account; one that is here already is kept, unless another size is asked for. */
export async function exploreDemo(
  parts: Parts,
  ...args: readonly unknown[]
): Promise<{ account: string; url: string }> {
  const wanted = scripted(Argument, args)?.assets;
  const known = parts.vault.accounts.find(({ demo }) => demo);
  if (known && (wanted === undefined || wanted === known.demo?.assets)) {
    await focusView();
    return { account: known.id, url: known.baseUrl };
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

async function focusView(): Promise<void> {
  await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
}
