import * as vscode from 'vscode';
import type { CrawlState } from '../../finding/indexCrawl';
import type { TypeCompleteness } from '../../finding/index/completeness';
import type { Ground } from '../../finding/ground';
import { clockText } from './whenText';

const { t } = vscode.l10n;

/** A number as the person's language writes it. */
export function numberText(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

/** How long until then, as a countdown. */
export function countdownText(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How much of an account, or a type, is known. `count`: assets that are. */
export function knownText(completeness: TypeCompleteness, count: number): string {
  if (completeness.kind === 'complete') return t('all {0} assets are known', numberText(count));
  if (completeness.kind === 'inconsistent') {
    return t('{0} assets are known; a few may be missing, since others changed the lists meanwhile', numberText(count));
  }
  const { total } = completeness;
  if (total === undefined || total < count) return t('{0} assets are known so far', numberText(count));
  return t('{0} of {1} assets are known so far', numberText(count), numberText(total));
}

/** How far the reading has come, from 0 to 1; undefined while nothing is being read. */
export function readShare(state: CrawlState): number | undefined {
  if (state.kind === 'idle') return undefined;
  return Math.min(state.loadedPages / Math.max(state.totalPages, 1), 1);
}

/** How far the reading has come, in words; undefined while nothing is being read. */
export function readingText(state: CrawlState): string | undefined {
  if (state.kind === 'idle') return undefined;
  const loaded = numberText(state.loadedAssets);
  const total = numberText(Math.max(state.totalAssets, state.loadedAssets));
  if (state.kind === 'elsewhere') return t('{0} of {1} assets, read by another window', loaded, total);
  if (state.kind === 'waiting') {
    const time = clockText(state.until);
    return t('{0} of {1} assets; HappyFox’s rate limit lets it go on at {2}', loaded, total, time);
  }
  return t('{0} of {1} assets', loaded, total);
}

/** What a script is told of what an answer stands on. */
export interface ScriptedGround {
  /** False where an asset that was not found may be there all the same. */
  readonly complete: boolean;
  /** When the assets were read, in ISO 8601; null where some have not been. */
  readonly read_at: string | null;
}

/** How old and how complete the ground of a job is, behind what it says. */
export function groundText({ complete, readAt }: Ground): string {
  const options = { dateStyle: 'short', timeStyle: 'short' } as const;
  const when = readAt === 0 ? undefined : new Date(readAt).toLocaleString(vscode.env.language, options);
  if (complete && when !== undefined) return t('as of {0}', when);
  if (when === undefined) return t('not all assets have been read');
  return t('as of {0}, and some assets may be missing', when);
}

/** The same for a script. */
export function scriptedGround({ complete, readAt }: Ground): ScriptedGround {
  return { complete, read_at: readAt === 0 ? null : new Date(readAt).toISOString() };
}
