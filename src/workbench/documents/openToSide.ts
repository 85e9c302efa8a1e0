import * as vscode from 'vscode';
import { targetsOf } from '../asking/arguments';
import { uriOfTarget } from './openAsset';
import type { TargetParts } from '../asking/arguments';
import type { DocumentParts } from './documentParts';

/** Opens the selected assets beside the active editor. */
export async function openToSide(
  parts: TargetParts & Pick<DocumentParts, 'editors' | 'opened'>,
  ...args: readonly unknown[]
): Promise<void> {
  let viewColumn: vscode.ViewColumn = vscode.ViewColumn.Beside;
  for (const target of targetsOf(parts, args)) {
    const editor: vscode.TextEditor = await vscode.window.showTextDocument(await uriOfTarget(parts, target), {
      preview: false,
      viewColumn,
    });
    // The second asset belongs into the column that the first one opened.
    viewColumn = editor.viewColumn ?? viewColumn;
  }
}
