import * as vscode from 'vscode';
import { documentScheme, theirsScheme } from '../screen/openEditors';
import type { DocumentConflicts } from './documentConflicts';

/** Serves assets as others left them, read-only, beside mine in the diff of a conflict. */
export class TheirDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: readonly vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly conflicts: DocumentConflicts) {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(theirsScheme, this),
      // A second conflict about the same asset has another “theirs” under the same URI.
      conflicts.onDidChange(() => {
        for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === theirsScheme) this.changed.fire(uri);
      }),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.conflicts.of(documentOfTheirs(uri))?.compared ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.changed.dispose();
  }
}

/** The document that a conflict’s other side stands beside; any other URI is its own. */
export function documentOfTheirs(uri: vscode.Uri): vscode.Uri {
  return uri.scheme === theirsScheme ? uri.with({ scheme: documentScheme, path: uri.query, query: '' }) : uri;
}
