import type { SessionParts } from '../sessions/sessionParts';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { scripted, sessionFor, Id, pickSession } from '../asking/arguments';
import { isNode } from '../screen/nodes';
import type { ReadingParts } from './readingParts';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { completeAgain } from '../asking/completeIndex';
import { showStatus } from './showStatus';

const { t } = vscode.l10n;

/** Opens the log: verb, path, status and time of every request. */
export function showLog({ log }: Pick<SessionParts, 'log'>): void {
  log.show();
}

const ClearCacheArgument = z.object({ account: z.optional(z.string()) });

/** Forgets the indexes of all accounts, or of one, in memory and on disk. Nothing is read again before something is to be found. */
export async function clearCache(
  parts: Pick<SessionParts, 'sessions'> & Pick<ReadingParts, 'readings'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(ClearCacheArgument, args);
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

const IndexAssetsArgument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id) });

/**
 * Reads every asset of an account, or of a type, that is not known yet, with progress; cancelled, it keeps what has come. Where rows shifted while a type
 * was read, so that one may have been missed, that type is read again.
 */
export async function indexAssets(
  parts: Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ assets: number; complete: boolean }> {
  const given = scripted(IndexAssetsArgument, args);
  const [node] = args;
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Index All Assets'));
  const typeId = given?.typeId ?? (isNode(node) && node.kind === 'assetType' ? node.assetType.id : undefined);
  return read(session, typeId);
}

async function read(
  session: AccountSession,
  typeId: number | undefined,
): Promise<{ assets: number; complete: boolean }> {
  const title = t('Reading the assets of {0}', safeText(session.account.label));
  const { assets } = await completeAgain(session, typeId === undefined ? undefined : [typeId], title);
  return {
    assets: typeId === undefined ? assets.size : assets.count(typeId),
    complete: assets.completeness(typeId).kind === 'complete',
  };
}

/** The commands of this room, by their ids. */
export const readingCommands = { clearCache, indexAssets, showLog, showStatus } as const;
