import assert from 'node:assert/strict';
import { env } from 'node:process';
import * as vscode from 'vscode';
import manifest from '../../package.json';

/**
 * Runs inside a VS Code into which the packed extension was installed, and nothing else.
 *
 * @throws {Error} when it is not that one, or does not work
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  assert.ok(extension, 'it is not installed');
  assert.equal((extension.packageJSON as { version: string }).version, manifest.version);
  assert.ok(extension.extensionPath.startsWith(env.HAPPYFOX_INSTALLED_IN ?? '?'), extension.extensionPath);
  assert.equal(extension.isActive, false, 'it is active although nobody asked for it');

  // Goes through all of its bundles: the sandbox serves, the client asks, the vault keeps.
  const demo = await vscode.commands.executeCommand<{ account: string; url: string }>('happyfoxAssets.exploreDemo', {
    assets: 60,
  });
  assert.equal(extension.isActive, true);
  assert.equal(new URL(demo.url).host, demo.account);

  const registered = new Set(await vscode.commands.getCommands(true));
  for (const { command } of manifest.contributes.commands) assert.ok(registered.has(command), command);
  await vscode.commands.executeCommand('happyfoxAssets.removeAccount', { account: demo.account, confirm: false });
}
