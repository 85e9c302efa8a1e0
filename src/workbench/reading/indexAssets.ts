import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { completeAgain } from '../asking/completeIndex';
import { Id, isNode, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id) });

/**
 * Reads every asset of an account, or of a type, that is not known yet, with progress; cancelled, it keeps what has come. Where rows shifted while a type
 * was read, so that one may have been missed, that type is read again.
 */
export async function indexAssets(
  parts: Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ assets: number; complete: boolean }> {
  const given = scripted(Argument, args);
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
