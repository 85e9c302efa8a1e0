import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { measured, type Measured, type Origin } from '../../assets/origin';
import type { AssetDocuments } from './assetDocuments';
import { CommandRefused, DocumentProblems } from '../words/errors';

const { t } = vscode.l10n;

/** What a document's text wants. Throws `DocumentProblems`, or `CommandRefused` where it is not known what the text was made from. */
export async function measuredText(
  documents: AssetDocuments,
  ref: AssetRef,
  uri: vscode.Uri,
  text: string,
): Promise<Extract<Measured, { ok: true }>> {
  const parsed = measured(text, await knownOrigin(documents, ref, uri, text));
  if (!parsed.ok) throw new DocumentProblems(parsed.problems, text);
  return parsed;
}

/** What the text in an editor was made from. Throws `CommandRefused` where that is not known. */
export async function knownOrigin(
  documents: AssetDocuments,
  ref: AssetRef,
  uri: vscode.Uri,
  text: string,
): Promise<Origin> {
  const origin = await documents.originOf(ref, uri, text);
  if (origin) return origin;
  throw new CommandRefused(
    t(
      'Not sent: the version this edit began with is not known any more. Copy your text, run “File: Revert File”, and edit again.',
    ),
  );
}
