import * as vscode from 'vscode';
import { commandTable } from './commandTable';
import type { Parts } from './parts';

/** Registers every command. What runs them, and their rooms, are loaded with the first of them, so that activation need not. */
export function registerCommands({ packageJSON }: vscode.Extension<unknown>, parts: Parts): vscode.Disposable {
  const registered = Object.keys(commandTable).map((id) =>
    vscode.commands.registerCommand(`happyfoxAssets.${id}`, async (...args: unknown[]) => {
      const { commandsOfViews, runCommand } = await import('./runCommand');
      return runCommand(parts, id, args, commandsOfViews(packageJSON).has(`happyfoxAssets.${id}`));
    }),
  );
  return vscode.Disposable.from(...registered);
}
