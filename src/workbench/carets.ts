import * as vscode from 'vscode';
import { placeAfter } from '../assets/writtenBack';

/** Keeps the carets of editors where they are when a text is written back that differs in a few values: VS Code replaces whole lines. */
export class Carets implements vscode.Disposable {
  private readonly waiting = new Map<string, { readonly text: string; readonly before: string }>();
  private readonly listening = vscode.workspace.onDidChangeTextDocument(({ document }) => this.changed(document));
  private places = new Map<vscode.TextEditor, readonly (readonly [anchor: number, active: number])[]>();

  /** The editors of a document are about to show this text in place of theirs. */
  keep(document: vscode.TextDocument, text: string): void {
    this.waiting.set(document.uri.toString(), { text, before: document.getText() });
    for (const editor of editorsOf(document)) this.places.set(editor, selectionsOf(editor));
  }

  dispose(): void {
    this.listening.dispose();
  }

  private changed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const expected = this.waiting.get(key);
    if (!expected) return;
    this.waiting.delete(key);
    const { text, before } = expected;
    for (const editor of editorsOf(document)) {
      const places = this.places.get(editor);
      this.places.delete(editor);
      // Somebody has typed on: the caret is theirs.
      if (!places || document.getText() !== text) continue;
      const at = (offset: number): vscode.Position => document.positionAt(placeAfter(offset, before, text));
      editor.selections = places.map(([anchor, active]) => new vscode.Selection(at(anchor), at(active)));
    }
  }
}

function editorsOf(document: vscode.TextDocument): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}

function selectionsOf({ document, selections }: vscode.TextEditor): readonly (readonly [number, number])[] {
  return selections.map(({ anchor, active }) => [document.offsetAt(anchor), document.offsetAt(active)]);
}
