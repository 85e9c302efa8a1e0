import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** The folder that holds all that this VS Code writes: user data, logs, extensions, and the workspace that is open. */
export function profileFolder(): string {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(workspace, 'The tests run in a workspace of their own, beside the user data.');
  return dirname(workspace);
}

/** The extension's own folder, which all windows share. */
export function storageFolder(): string {
  return join(profileFolder(), 'user', 'User', 'globalStorage', 'happyfox-assets.happyfox-assets');
}

/** The files below a folder that hold one of some byte strings, each by the string's name. */
export function filesWith(folder: string, needles: Readonly<Record<string, Buffer>>): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = read(path);
    for (const [name, needle] of Object.entries(needles)) if (content.includes(needle)) found.push(`${path}: ${name}`);
  }
  return found;
}

/** A file that VS Code removed meanwhile holds nothing. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Resolves once a file below a folder holds a text: logs are written a little later. */
export function written(folder: string, text: string): Promise<void> {
  const isThere = (): boolean => filesWith(folder, { text: Buffer.from(text) }).length > 0;
  return new Promise((resolve) => {
    const watcher = watch(folder, { recursive: true }, look);
    function look(): void {
      if (!isThere()) return;
      watcher.close();
      resolve();
    }
    look();
  });
}
