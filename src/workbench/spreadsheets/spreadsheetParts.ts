import type * as vscode from 'vscode';
import { ImportProblems } from './importProblems';
import { TableMemory } from './spreadsheetMemory';

/** What exports and imports keep between them. */
export interface TableParts extends vscode.Disposable {
  readonly memory: TableMemory;
  readonly problems: ImportProblems;
}

/** Makes what exports and imports keep between them. */
export function tableParts({ globalState }: Pick<vscode.ExtensionContext, 'globalState'>): TableParts {
  const problems = new ImportProblems();
  return { memory: new TableMemory(globalState), problems, dispose: () => problems.dispose() };
}
