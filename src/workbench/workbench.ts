import * as vscode from 'vscode';
import { changesParts } from './changes/changesParts';
import { documentParts } from './documents/documentParts';
import type { Parts } from './parts';
import { planParts } from './plans/planParts';
import { readingParts } from './reading/readingParts';
import { registerCommands } from './registerCommands';
import { sessionParts } from './sessions/sessionParts';
import { spreadsheetParts } from './spreadsheets/spreadsheetParts';
import { tableParts } from './table/tableParts';
import { treeParts } from './tree/treeParts';
import type { RunCommand } from './words/commandCalls';

/** Builds the extension, room by room, and registers it with VS Code. Sends nothing: requests begin with what a person does. */
export function openWorkbench(context: vscode.ExtensionContext): vscode.Disposable {
  const log = vscode.window.createOutputChannel('Assets for HappyFox', { log: true });
  const run: RunCommand = async (id, ...args) => (await import('./runCommand')).runCalled(parts, id, args);
  const accounts = sessionParts(context, log, run);
  const reading = readingParts(context, accounts);
  const documents = documentParts(context, accounts);
  const plans = planParts(context, accounts, documents);
  const tree = treeParts(context, accounts);
  const table = tableParts(context, accounts, documents, plans);
  const spreadsheets = spreadsheetParts(context);
  const changes = changesParts(accounts, documents, plans);
  const rooms = [accounts, reading, documents, plans, tree, table, spreadsheets, changes];
  const parts: Parts = {
    ...accounts,
    ...reading,
    ...documents,
    ...plans,
    ...tree,
    ...table,
    ...spreadsheets,
    ...changes,
  };
  void accounts.windows.listen();
  const disposables = rooms.reverse().flatMap((room) => room.disposables);
  return vscode.Disposable.from(registerCommands(context.extension, parts), ...disposables, log);
}
