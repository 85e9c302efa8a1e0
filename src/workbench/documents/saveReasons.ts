import * as vscode from 'vscode';
import { documentAt, assetIn, draftIn, documentScheme } from '../screen/openEditors';
import { DocumentProblems } from '../words/errors';
import type { ErrorText } from '../words/errorText';
import type { Sentence } from './happyfoxFileSystem';
import type { Sessions } from '../sessions/sessions';

/** Why a document is being saved; VS Code tells it before the write, and not the file system. */
export class SaveReasons implements vscode.Disposable {
  private readonly reasons = new Map<string, vscode.TextDocumentSaveReason>();
  private readonly listening = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
    if (document.uri.scheme === documentScheme) this.reasons.set(document.uri.toString(), reason);
  });

  /**
   * Whether the write that has just come is the user's own. One that no editor announced was made by a command, for the user; but where
   * VS Code saves by itself, it is what it does with unsaved editors when it quits.
   */
  takeIsOwn(uri: vscode.Uri): boolean {
    const reason = this.reasons.get(uri.toString());
    this.reasons.delete(uri.toString());
    if (reason === undefined) return !(savesByItself(uri) && documentAt(uri)?.isDirty === true);
    return reason === vscode.TextDocumentSaveReason.Manual;
  }

  dispose(): void {
    this.listening.dispose();
  }
}

function savesByItself(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('files', uri).get('autoSave') !== 'off';
}

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
