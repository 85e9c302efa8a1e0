import type * as vscode from 'vscode';
import { DocumentProblems } from '../words/errors';
import type { ErrorText } from '../words/errorText';
import type { Sentence } from './happyfoxFileSystem';
import { assetIn, draftIn } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';

/** The sentence for a failed open or save of a document; the server's complaints about custom fields are told by the fields' names. */
export function saveSentence(errorText: ErrorText, sessions: Sessions): Sentence {
  return (error: unknown, uri: vscode.Uri): string => {
    if (error instanceof DocumentProblems) return error.message;
    const ref = assetIn(uri) ?? draftIn(uri);
    const session = ref && sessions.find(ref.accountId);
    const fields = ref && session?.store.catalogue.knownFields(ref.assetTypeId);
    return errorText.sentence(error, session?.account, (id) => fields?.find((field) => String(field.id) === id)?.name);
  };
}
