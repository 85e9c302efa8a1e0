import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { measured, type Measured, type Origin, parseOptions } from '../../assets/origin';
import type { AssetDocuments } from './assetDocuments';
import { CommandRefused, DocumentProblems } from '../words/errors';
import { definitionFor } from '../../assets/assetTypeDefinition';
import type { ParseOptions } from '../../assets/parseDocument';
import { assetIn, draftIn } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';

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

/** What a document is held against, from what is in memory: no request is made for it. Undefined while nothing is known. */
export type Basis = (uri: vscode.Uri) => Promise<ParseOptions | undefined>;

/** Finds what the text in an editor was made from without a request, e.g. what was kept of an edit that began before the window was reloaded. */
export type FindOrigin = (ref: AssetRef, uri: vscode.Uri) => Promise<Origin | undefined>;

/** The basis of assets and of drafts. */
export function documentBasis(find: FindOrigin, sessions: Sessions): Basis {
  return async (uri) => {
    const ref = assetIn(uri);
    if (ref) {
      const origin = await find(ref, uri);
      return origin && parseOptions(origin);
    }
    const draft = draftIn(uri);
    const definition = draft && sessions.find(draft.accountId)?.store.catalogue.knownDefinition(draft.assetTypeId);
    return definition && { definition };
  };
}

/** All fields that a document may show: those of the type, and those that only the asset has. */
export function allFields({ definition, base }: ParseOptions): ParseOptions['definition'] {
  return base ? definitionFor(base.asset, definition) : definition;
}
