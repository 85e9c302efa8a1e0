import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { CommandRefused } from '../words/errors';
import { uriOfDraft } from '../screen/openEditors';
import { Id, scripted, sessionFor, targetsOf, type Target } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), id: Id });

/** Opens a draft with the values of an asset, but without its display id, which tells assets apart. */
export async function duplicateAsset(parts: TargetParts, ...args: readonly unknown[]): Promise<{ uri: string }> {
  const { session, assetId, assetTypeId: known, name } = targetOf(parts, args);
  const asset = known === undefined ? await session.store.read(assetId) : undefined;
  const assetTypeId = known ?? asset?.assetType?.id;
  if (assetTypeId === undefined) throw new Error(`Asset ${assetId} came without its type`);
  const draftId = randomUUID().slice(0, 8);
  const uri = uriOfDraft(
    { accountId: session.accountId, assetTypeId, draftId, copyOf: assetId },
    t('Copy of {0}', asset?.name ?? name ?? String(assetId)),
  );
  await vscode.window.showTextDocument(uri, { preview: false });
  return { uri: uri.toString() };
}

function targetOf(parts: TargetParts, args: readonly unknown[]): Target {
  const given = scripted(Argument, args);
  if (given) return { session: sessionFor(parts, given.account), assetId: given.id };
  const [target] = targetsOf(parts, args);
  if (!target) throw new CommandRefused(t('Select an asset in the sidebar, or open one, first.'));
  return target;
}
