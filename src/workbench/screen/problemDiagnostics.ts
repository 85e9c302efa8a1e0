import * as vscode from 'vscode';
import type { Place, Problem } from '../../assets/problem';
import { draftIn } from './openEditors';
import { problemText } from '../words/problemText';

/** Who speaks in the Problems panel. */
export const diagnosticSource = 'HappyFox';

/** A problem at its place in `document`, whose text is the one it was found in. */
export function problemDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problemText(problem),
    severityOf(document, problem),
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = problem.code;
  return diagnostic;
}

/** The range of a place. */
export function rangeOf(document: vscode.TextDocument, { offset, length }: Omit<Place, 'path'>): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** A new document is not wrong for being empty; what else keeps it from being saved is an error. */
function severityOf({ uri }: vscode.TextDocument, { code }: Problem): vscode.DiagnosticSeverity {
  return code === 'required' && draftIn(uri) ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Error;
}
