import { writeFileSync } from 'node:fs';
import { env } from 'node:process';
import * as vscode from 'vscode';

/**
 * Runs inside VS Code's extension host: how many milliseconds it takes to load and activate the extension under development.
 *
 * @throws {Error} when it has been activated before
 */
export async function run(): Promise<void> {
  const { HAPPYFOX_FIGURE: file, HAPPYFOX_EXTENSION: id } = env;
  const extension = vscode.extensions.getExtension(id ?? '');
  if (!file || !extension || extension.isActive) throw new Error('There is nothing to measure.');
  const begun = performance.now();
  await extension.activate();
  writeFileSync(file, String(performance.now() - begun));
}
