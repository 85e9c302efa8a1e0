import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AccountSession } from '../sessions/accountSession';
import { uriOfAsset, uriOfDraft } from '../screen/openEditors';
import { pickType } from '../asking/pickType';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { DocumentParts } from './documentParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  asset: z.optional(z.record(z.string(), z.unknown())),
});

/** Opens a draft with every field of a type, whose first save creates the asset; a script that brings the asset creates it at once. */
export async function createAsset(
  parts: Pick<DocumentParts, 'drafts'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ id?: number; uri: string }> {
  const given = scripted(Argument, args);
  if (given?.asset) return createNow(parts, sessionFor(parts, given.account), given.typeId, given.asset);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('New Asset'));
  const assetTypeId = given?.typeId ?? (await pickType(session, args[0], t('New Asset'))).id;
  const types = await session.store.catalogue.assetTypes();
  const type = types.find(({ id }) => id === assetTypeId)?.name ?? String(assetTypeId);
  const ref = { accountId: session.accountId, assetTypeId, draftId: randomUUID().slice(0, 8) };
  const uri = uriOfDraft(ref, t('New {0} asset', type));
  await vscode.window.showTextDocument(uri, { preview: false });
  return { uri: uri.toString() };
}

async function createNow(
  parts: Pick<DocumentParts, 'drafts'>,
  session: AccountSession,
  assetTypeId: number,
  asset: Record<string, unknown>,
): Promise<{ id: number; uri: string }> {
  const { asset: created } = await parts.drafts.create(session, assetTypeId, JSON.stringify(asset), refusePeople);
  const uri = uriOfAsset({ accountId: session.accountId, assetTypeId, assetId: created.id }, created.name);
  return { id: created.id, uri: uri.toString() };
}

/** A script can't be asked, so it links people who exist, and creates none. */
function refusePeople(): Promise<boolean> {
  return Promise.resolve(false);
}
