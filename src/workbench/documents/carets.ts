import * as vscode from 'vscode';
import { placeAfter } from '../../assets/writtenBack';

type Places = readonly (readonly [anchor: number, active: number])[];

/** Keeps the carets of editors where they are when a text is written back that differs in a few values: VS Code replaces whole lines. */
export class Carets implements vscode.Disposable {
  private readonly waiting = new Map<string, { readonly text: string; readonly before: string }>();
  private readonly listening = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.changed(document)),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      // Whoever moves the caret while the text is on its way wants it where it is then; without a kind, the text has moved it.
      if (kind !== undefined && this.places.has(textEditor)) this.places.set(textEditor, placesIn(textEditor));
    }),
  ];
  private readonly places = new Map<vscode.TextEditor, Places>();

  /** The editors of a document are about to show this text in place of theirs. */
  keep(document: vscode.TextDocument, text: string): void {
    this.waiting.set(document.uri.toString(), { text, before: document.getText() });
    for (const editor of editorsOf(document)) this.places.set(editor, placesIn(editor));
  }

  dispose(): void {
    vscode.Disposable.from(...this.listening).dispose();
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
      const selections = places.map(([anchor, active]) => new vscode.Selection(at(anchor), at(active)));
      // Where lines above the first that differs have it, it has not moved.
      if (!sameSelections(selections, editor.selections)) editor.selections = selections;
    }
  }
}

function editorsOf(document: vscode.TextDocument): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}

function placesIn({ document, selections }: vscode.TextEditor): Places {
  return selections.map(({ anchor, active }) => [document.offsetAt(anchor), document.offsetAt(active)]);
}

function sameSelections(some: readonly vscode.Selection[], others: readonly vscode.Selection[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ anchor, active }, index) => {
      const other = others[index];
      return other !== undefined && anchor.isEqual(other.anchor) && active.isEqual(other.active);
    })
  );
}
