import * as vscode from 'vscode';
import { fixesFor, type Fix } from '../../../assets/documentFixes';
import type { Problem } from '../../../assets/problem';
import { safeText } from '../../../assets/safeText';
import type { Basis } from '../measuredText';
import { problemsOf } from './documentValidation';
import { diagnosticSource, rangeOf } from '../../screen/problemDiagnostics';

const { t } = vscode.l10n;

/** Offers to settle the problems of a document where there is no need to guess. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly basis: Basis) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const { version } = document;
    const basis = await this.basis(document.uri);
    if (!basis || document.version !== version) return [];
    const text = document.getText();
    return problemsOf(document, basis)
      .filter((problem) => rangeOf(document, problem).intersection(range) !== undefined)
      .flatMap((problem) => {
        const settled = diagnostics.filter((one) => isAbout(document, one, problem));
        const fixes = fixesFor(text, problem, basis);
        return fixes.map((fix) => actionOf(document, fix, settled, fixes.length === 1));
      });
  }
}

function isAbout(document: vscode.TextDocument, { source, code, range }: vscode.Diagnostic, problem: Problem): boolean {
  return source === diagnosticSource && code === problem.code && range.isEqual(rangeOf(document, problem));
}

function actionOf(
  document: vscode.TextDocument,
  fix: Fix,
  settled: vscode.Diagnostic[],
  isOnly: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(titleOf(fix), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of fix.edits) {
    action.edit.replace(document.uri, rangeOf(document, { offset, length }), text);
  }
  action.diagnostics = settled;
  action.isPreferred = isOnly;
  return action;
}

function titleOf({ kind, word = '' }: Fix): string {
  switch (kind) {
    case 'changeTo':
      return t('Change to “{0}”', safeText(word));
    case 'putBack':
      return t('Put back the old value');
    case 'remove':
      return t('Remove this');
    case 'list':
      return t('Make this a list');
    case 'single':
      return t('Take this out of the list');
    case 'quote':
      return t('Put this in quotes');
    case 'unquote':
      return t('Take away the quotes');
  }
}
