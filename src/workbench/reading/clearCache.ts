import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';
import type { ReadingParts } from './readingParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()) });

/** Forgets the indexes of all accounts, or of one, in memory and on disk. Nothing is read again before something is to be found. */
export async function clearCache(
  parts: Pick<SessionParts, 'sessions'> & Pick<ReadingParts, 'readings'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const sessions = given?.account === undefined ? parts.sessions.all : [sessionFor(parts, given.account)];
  for (const session of sessions) {
    parts.readings.of(session).end();
    await session.index.clear();
  }
  if (!given) {
    void vscode.window.showInformationMessage(
      t(
        'The index is empty, in memory and on disk. When it is read again is up to the setting “happyfoxAssets.index.mode”.',
      ),
    );
  }
}
