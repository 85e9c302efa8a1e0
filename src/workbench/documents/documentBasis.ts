import type * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { definitionFor } from '../../assets/assetTypeDefinition';
import { parseOptions, type Origin } from '../../assets/origin';
import type { ParseOptions } from '../../assets/parseDocument';
import { assetIn, draftIn } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';

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
