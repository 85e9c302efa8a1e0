import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { contactsInText, withNewContacts } from '../../assets/contactsInText';
import { renderDraft } from '../../assets/renderDocument';
import { schemaUriOf } from '../screen/assetText';
import { CommandRefused } from '../words/errors';
import { measuredText } from './measuredText';
import { assetIn, uriOfDraft } from '../screen/openEditors';
import { tellLeftOut } from '../words/tellLeftOut';
import type { DocumentParts } from './documentParts';

const { t } = vscode.l10n;

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
