import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { HeadingLine } from '../../plans/planLines';
import type { Sessions } from '../sessions/sessions';
import { lookAgain } from './lookAgain';
import type { Plans } from './plans';
import type { RunCommand } from '../words/commandCalls';

const { t } = vscode.l10n;

/**
 * When a window starts: offers to go on with plans that a crash or a reload has interrupted. Sends nothing. Of one that a living
 * window applies it waits for the end, since the process of a window that was closed may outlive it for a while.
 */
export function offerPlans(
  sessions: Sessions,
  plans: Plans,
  run: RunCommand,
  warn: (line: string) => void,
): vscode.Disposable {
  const closing = new AbortController();
  const again = lookAgain(closing.signal);
  const offerLeft = async (accountId: string, heading: HeadingLine): Promise<void> => {
    const state = await plans.files.stateLeft(accountId, heading.id, again);
    const isThere = sessions.all.some((session) => session.accountId === accountId);
    if (state.kind === 'interrupted' && isThere) offer(accountId, heading, run);
  };
  const offerAll = sessions.all.map(async ({ accountId }) => {
    const { entries, lost } = await plans.files.list(accountId);
    if (lost.length > 0) warn('Some plans can’t be read. The Changes view says which.');
    const unended = entries.filter(({ state }) => state.kind === 'running' || state.kind === 'interrupted');
    await Promise.all(unended.map(({ heading }) => offerLeft(accountId, heading)));
  });
  Promise.all(offerAll).catch(() => {
    if (!closing.signal.aborted) warn('Plans that were interrupted could not be looked for.');
  });
  return new vscode.Disposable(() => closing.abort());
}

function offer(accountId: string, { id, title }: HeadingLine, run: RunCommand): void {
  const open = t('Open Plan');
  const sentence = t('The plan “{0}” was interrupted. It can go on; nothing is sent twice.', safeText(title));
  void vscode.window.showWarningMessage(sentence, open).then((choice) => {
    if (choice === open) void run('openPlan', { account: accountId, plan: id });
  });
}
