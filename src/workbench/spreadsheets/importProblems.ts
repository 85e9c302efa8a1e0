import * as vscode from 'vscode';
import { diagnosticSource } from '../screen/problemDiagnostics';

/** A problem of a file, at its place and in words. */
export interface PlacedProblem {
  readonly range: vscode.Range;
  readonly severity: vscode.DiagnosticSeverity;
  readonly code: string;
  readonly message: string;
}

/** How many problems of a file are put into the Problems panel: it shows no more, and would only get slow. */
const mostProblems = 1_000;

/** The problems of imported files in the Problems panel. They stay until the file is imported again or closed, so that they can be put right. */
export class ImportProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('happyfoxAssets.import');
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri));

  /** Shows the problems of a file in place of those it had. */
  show(uri: vscode.Uri, problems: readonly PlacedProblem[]): void {
    this.collection.set(
      uri,
      problems.slice(0, mostProblems).map(({ range, severity, code, message }) => {
        const diagnostic = new vscode.Diagnostic(range, message, severity);
        diagnostic.source = diagnosticSource;
        diagnostic.code = code;
        return diagnostic;
      }),
    );
  }

  dispose(): void {
    this.closing.dispose();
    this.collection.dispose();
  }
}
