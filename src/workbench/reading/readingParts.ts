import type * as vscode from 'vscode';
import type { AccountParts } from '../sessions/sessionParts';
import { connectionSettings } from '../sessions/connectionSettings';
import { IndexReadings } from './indexReadings';
import { ReadingChoices } from '../sessions/readingChoices';
import { RecentAssets } from '../screen/recentAssets';
import { StatusBar } from './statusBar';

/** What reads the accounts' assets in the background, shows it, and knows what was open lately. Nothing is sent before an account is used. */
export function indexParts({ globalState }: vscode.ExtensionContext, { sessions, vault, indexes, log }: AccountParts) {
  const choices = new ReadingChoices(vault);
  const readings = new IndexReadings({
    sessions,
    choices,
    storage: indexes,
    ask: async (session, estimate) => (await import('./askToRead')).askToRead(session, estimate),
    readsPerMinute: () => connectionSettings().budget.readsPerMinute,
    warn: (line) => log.warn(line),
  });
  const status = new StatusBar(sessions, readings);
  const recent = new RecentAssets(globalState, vault);
  return { choices, readings, status, recent, disposables: [recent, status, readings, choices] };
}
