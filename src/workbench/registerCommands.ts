import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Parts } from './parts';

const Commands = z.array(z.object({ command: z.string() }));
const Manifest = z.object({
  contributes: z.object({ commands: Commands, menus: z.object({ 'view/title': Commands }) }),
});

/** Registers every command that package.json declares. What they do is loaded with the first of them, so that activation need not. */
export function registerCommands({ packageJSON }: vscode.Extension<unknown>, parts: Parts): vscode.Disposable {
  const { commands, menus } = Manifest.parse(packageJSON).contributes;
  const ofViews = new Set(menus['view/title'].map(({ command }) => command));
  const registered = commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (...args: unknown[]) => {
      const { runCommand } = await import('./commandTable');
      return runCommand(parts, command, args, ofViews.has(command));
    }),
  );
  return vscode.Disposable.from(...registered);
}
