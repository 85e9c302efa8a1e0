import * as vscode from 'vscode';
import { commandTable } from './commandTable';
import type { Parts } from './parts';

/** Registers every command. What runs them, and their rooms, are loaded with the first of them, so that activation need not. */
export function registerCommands({ packageJSON }: vscode.Extension<unknown>, parts: Parts): vscode.Disposable {
  let ofViews: ReadonlySet<string> | undefined;
  const registered = Object.keys(commandTable).map((id) =>
    vscode.commands.registerCommand(`happyfoxAssets.${id}`, async (...args: unknown[]) => {
      const { commandsOfViews, runCommand } = await import('./runCommand');
      ofViews ??= commandsOfViews(packageJSON);
      return runCommand(parts, id, args, ofViews.has(`happyfoxAssets.${id}`));
    }),
  );
  return vscode.Disposable.from(...registered);
}
