import type * as vscode from 'vscode';
import type { Node } from './nodes';

/**
 * What is selected in the assets view. VS Code's own list is empty for a moment while a selected item is painted anew, e.g. because
 * it has just been read; a key pressed in that moment still means what is seen.
 */
export class ViewSelection implements vscode.Disposable {
  private selected: readonly Node[] = [];
  private readonly listening: vscode.Disposable;

  constructor(view: vscode.TreeView<Node>) {
    this.listening = view.onDidChangeSelection(({ selection }) => {
      this.selected = selection;
    });
  }

  /** The selected nodes, the first one first. */
  get nodes(): readonly Node[] {
    return this.selected;
  }

  dispose(): void {
    this.listening.dispose();
  }
}
