import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Parts } from './parts';

const Manifest = z.object({ contributes: z.object({ commands: z.array(z.object({ command: z.string() })) }) });

/** Registers every command that package.json declares. What they do is loaded with the first of them, so that activation need not. */
export function registerCommands({ packageJSON }: vscode.Extension<unknown>, parts: Parts): vscode.Disposable {
  const { commands } = Manifest.parse(packageJSON).contributes;
  const registered = commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (...args: unknown[]) => {
      const { runCommand } = await import('./commandTable');
      return runCommand(parts, command, args);
    }),
  );
  return vscode.Disposable.from(...registered);
}
