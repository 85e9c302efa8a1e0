import * as vscode from 'vscode';

/**
 * When an account's assets are read into the index. `automatic`: as soon as the account is used. `onDemand`: when something is to be found. `off`: only
 * for a command that says so; nothing runs in the background.
 */
export type IndexMode = 'automatic' | 'onDemand' | 'off';

/** Settings of the index; a change of any is heard of by these sections. */
export const indexSections = ['happyfoxAssets.index', 'happyfoxAssets.cache'] as const;

/** When the index is read. */
export function indexMode(): IndexMode {
  const mode = vscode.workspace.getConfiguration('happyfoxAssets').get<string>('index.mode', 'automatic');
  return mode === 'onDemand' || mode === 'off' ? mode : 'automatic';
}

/** Whether the index is kept on disk. */
export function keepsIndex(): boolean {
  return vscode.workspace.getConfiguration('happyfoxAssets').get('cache.enabled', true);
}

/** Milliseconds after which what was read of a type is read again. */
export function indexMaxAge(): number {
  return Math.max(5, vscode.workspace.getConfiguration('happyfoxAssets').get('index.refreshMinutes', 240)) * 60_000;
}

/** The names of fields whose values are meant to be unique. */
export function uniqueFields(): readonly string[] {
  const names = vscode.workspace
    .getConfiguration('happyfoxAssets')
    .get<unknown>('index.uniqueFields', ['Serial Number']);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
