import * as vscode from 'vscode';
import { severityOf, type ImportProblem, type Severity } from '../../tables/importProblem';
import { LineStarts } from '../../tables/lineStarts';
import { importProblemText } from './importProblemText';
import type { PlacedProblem } from './importProblems';
import type { ImportSubject } from './importSubject';

/** A problem as it is told to people and scripts. */
export interface ToldProblem extends PlacedProblem {
  readonly weight: Severity;
  /** As a spreadsheet counts it, the header being 1; absent where it is about the whole file. */
  readonly row: number | undefined;
  /** The header of its column. */
  readonly column: string | undefined;
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** The problems of a file in words, each at its line. */
export function toldProblems({ file }: ImportSubject, problems: readonly ImportProblem[]): readonly ToldProblem[] {
  if (problems.length === 0) return [];
  const lines = new LineStarts(file.text);
  const positionOf = (offset: number): vscode.Position => {
    const { line, character } = lines.positionOf(offset);
    return new vscode.Position(line, character);
  };
  return problems.map((problem): ToldProblem => {
    const { span, row, column, code } = problem;
    const weight = severityOf(problem);
    return {
      range: new vscode.Range(positionOf(span.offset), positionOf(span.offset + span.length)),
      message: importProblemText(problem, file.kind === 'table'),
      severity: severities[weight],
      ...{ code, weight, row },
      column: file.kind === 'table' && column !== undefined ? file.table.columns[column]?.name : undefined,
    };
  });
}
