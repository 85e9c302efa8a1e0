import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { knownText, readingText } from '../words/indexText';
import { pickSession, scripted, sessionFor } from '../asking/arguments';
import type { ReadingParts } from './readingParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()) });

/** What a script gets. */
interface Status {
  readonly account: string;
  /** How many assets are known. */
  readonly assets: number;
  readonly complete: boolean;
  readonly reading: 'idle' | 'reading' | 'waiting' | 'elsewhere' | 'paused' | 'failed';
  /** Of this minute; absent before the first request. */
  readonly readsLeft?: number;
  readonly writesLeft?: number;
  /** ISO 8601, while HappyFox has locked the account out. */
  readonly lockedUntil?: string;
}

interface Choice extends vscode.QuickPickItem {
  readonly act: () => unknown;
}

/** Tells how much of an account is known and what is under way, and offers what can be done about it. */
export async function showStatus(
  parts: CommandRunner & Pick<ReadingParts, 'readings' | 'status'> & Pick<SessionParts, 'errorText' | 'sessions'>,
  ...args: readonly unknown[]
): Promise<Status | undefined> {
  const given = scripted(Argument, args);
  if (given) return statusOf(parts, sessionFor(parts, given.account));
  const session = parts.status.session ?? (await pickSession(parts, args, t('Show Status')));
  const picked = await vscode.window.showQuickPick(await choices(parts, session), {
    title: await titleOf(parts, session),
    placeHolder: t('What do you want to do?'),
  });
  await picked?.act();
  return undefined;
}

async function statusOf({ readings }: Pick<ReadingParts, 'readings'>, session: AccountSession): Promise<Status> {
  const { assets, crawl } = await session.index.open();
  const { budget } = session;
  const { kind } = readings.of(session).phase;
  return {
    account: session.accountId,
    assets: assets.size,
    complete: assets.completeness().kind === 'complete',
    reading: crawl.state.kind === 'idle' && (kind === 'paused' || kind === 'failed') ? kind : crawl.state.kind,
    ...(budget && { readsLeft: budget.readsLeft, writesLeft: budget.writesLeft }),
    ...(budget?.lockedUntil !== undefined && { lockedUntil: new Date(budget.lockedUntil).toISOString() }),
  };
}

async function titleOf(
  { readings, errorText }: Pick<ReadingParts, 'readings'> & Pick<SessionParts, 'errorText'>,
  session: AccountSession,
): Promise<string> {
  const { assets, crawl } = await session.index.open();
  const { phase } = readings.of(session);
  const name = safeLabel(session.account.label);
  const reading = readingText(crawl.state);
  if (reading !== undefined) return t('{0}: reading, {1}', name, reading);
  const known = t('{0}: {1}', name, knownText(assets.completeness(), assets.size));
  return phase.kind === 'failed' ? `${known}. ${errorText.sentence(phase.error, session.account)}` : known;
}

async function choices(
  parts: Pick<ReadingParts, 'readings'> & CommandRunner,
  session: AccountSession,
): Promise<readonly Choice[]> {
  const { run } = parts;
  const account = { account: session.accountId };
  return [
    { label: `$(search) ${t('Search Assets')}`, act: () => run('searchAssets') },
    ...(await readingChoices(parts, session)),
    {
      label: `$(person) ${t('Switch Agent')}`,
      description: safeLabel(session.account.agent.name),
      act: () => run('switchAgent'),
    },
    { label: `$(output) ${t('Show Log')}`, act: () => run('showLog') },
    {
      label: `$(trash) ${t('Clear the Index')}`,
      description: t('When it is read again is up to the index setting'),
      act: () => run('clearCache', account),
    },
    {
      label: `$(settings-gear) ${t('Settings of the Index')}`,
      act: () => vscode.commands.executeCommand('workbench.action.openSettings', 'happyfoxAssets.index'),
    },
  ];
}

async function readingChoices(
  { readings }: Pick<ReadingParts, 'readings'>,
  session: AccountSession,
): Promise<readonly Choice[]> {
  const reading = readings.of(session);
  const { assets, crawl } = await session.index.open();
  if (crawl.state.kind !== 'idle') {
    return [
      {
        label: `$(debug-pause) ${t('Pause Reading')}`,
        description: t('In all windows; what has come is kept'),
        act: () => reading.pause(),
      },
    ];
  }
  if (reading.phase.kind === 'paused')
    return [{ label: `$(debug-start) ${t('Go on Reading')}`, act: () => reading.resume() }];
  if (assets.completeness().kind !== 'complete')
    return [{ label: `$(cloud-download) ${t('Read All Assets Now')}`, act: () => reading.resume() }];
  return [
    {
      label: `$(refresh) ${t('Read All Assets Again')}`,
      description: t('Shows what others have changed'),
      act: () => reading.renew(),
    },
  ];
}
