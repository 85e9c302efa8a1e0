import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AccountSession } from '../sessions/accountSession';
import { uriOfAsset, uriOfDraft, assetIn } from '../screen/openEditors';
import { pickType } from '../asking/pickType';
import { Id, pickSession, scripted, sessionFor, targetsOf, type Target, type TargetParts } from '../asking/arguments';
import type { DocumentParts } from './documentParts';
import type { SessionParts } from '../sessions/sessionParts';
import { CommandRefused } from '../words/errors';
import { contactsInText, withNewContacts } from '../../assets/contactsInText';
import { renderDraft } from '../../assets/renderDocument';
import { schemaUriOf } from '../screen/assetText';
import { measuredText } from './measuredText';
import { tellLeftOut } from '../words/listedLabels';

const { t } = vscode.l10n;

const CreateAssetArgument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  asset: z.optional(z.record(z.string(), z.unknown())),
});

/** Opens a draft with every field of a type, whose first save creates the asset; a script that brings the asset creates it at once. */
export async function createAsset(
  parts: Pick<DocumentParts, 'drafts'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ id?: number; uri: string }> {
  const given = scripted(CreateAssetArgument, args);
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

const DuplicateAssetArgument = z.object({ account: z.optional(z.string()), id: Id });

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
  const given = scripted(DuplicateAssetArgument, args);
  if (given) return { session: sessionFor(parts, given.account), assetId: given.id };
  const [target] = targetsOf(parts, args);
  if (!target) throw new CommandRefused(t('Select an asset in the sidebar, or open one, first.'));
  return target;
}

/**
 * Opens a draft of a new asset with the text of a document, e.g. of one whose asset has been deleted meanwhile. Resolves with the
 * draft's URI, once the text is in it.
 */
export async function saveAsNew(
  { documents }: Pick<DocumentParts, 'documents'>,
  ...[first]: readonly unknown[]
): Promise<{ readonly uri: string }> {
  const uri = first instanceof vscode.Uri ? first : vscode.window.activeTextEditor?.document.uri;
  const ref = uri && assetIn(uri);
  if (!uri || !ref) throw new CommandRefused(t('Open an asset first.'));
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const { base, definition, mine, newContacts } = await measuredText(documents, ref, uri, text);
  const schemaUri = schemaUriOf(ref.accountId, ref.assetTypeId);
  const contacts = [...contactsInText(text), ...base.contacts];
  const prefill = withNewContacts(renderDraft(definition, { schemaUri, prefill: { ...mine, contacts } }), newContacts);
  const draft = uriOfDraft(
    { accountId: ref.accountId, assetTypeId: ref.assetTypeId, draftId: randomUUID().slice(0, 8) },
    t('New {0} asset', definition.assetType.name),
  );
  const editor = await vscode.window.showTextDocument(draft, { preview: false });
  const whole = editor.document.validateRange(new vscode.Range(0, 0, editor.document.lineCount, 0));
  if (!(await editor.edit((edit) => edit.replace(whole, prefill))))
    throw new CommandRefused(t('The document could not be changed.'));
  tellLeftOut(mine, definition);
  return { uri: draft.toString() };
}
