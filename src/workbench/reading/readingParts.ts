import type * as vscode from 'vscode';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import { connectionSettings } from '../sessions/settings';
import { IndexReadings } from './indexReadings';
import { ReadingChoices } from '../sessions/readingChoices';
import { RecentAssets } from '../screen/recentAssets';
import { StatusBar } from './statusBar';

/** What reads accounts' assets in the background, and what people have said to that. */
export interface ReadingParts {
  readonly choices: ReadingChoices;
  readonly readings: IndexReadings;
  readonly status: StatusBar;
  readonly recent: RecentAssets;
}

/** What reads the accounts' assets in the background, shows it, and knows what was open lately. Nothing is sent before an account is used. */
export function readingParts(
  { globalState }: vscode.ExtensionContext,
  { sessions, vault, indexes, log }: SessionParts,
): ReadingParts & Owning {
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
