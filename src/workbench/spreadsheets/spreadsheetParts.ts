import type * as vscode from 'vscode';
import type { Owning } from '../sessions/sessionParts';
import { ImportProblems } from './importProblems';
import { SpreadsheetMemory } from './spreadsheetMemory';

/** What exports and imports keep between them. */
export interface SpreadsheetParts {
  readonly spreadsheets: {
    readonly memory: SpreadsheetMemory;
    readonly problems: ImportProblems;
  };
}

/** Makes what exports and imports keep between them. */
export function spreadsheetParts({
  globalState,
}: Pick<vscode.ExtensionContext, 'globalState'>): SpreadsheetParts & Owning {
  const problems = new ImportProblems();
  return { spreadsheets: { memory: new SpreadsheetMemory(globalState), problems }, disposables: [problems] };
}
