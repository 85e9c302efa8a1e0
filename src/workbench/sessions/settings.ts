import * as vscode from 'vscode';
import type { ConnectionOptions, ProxySettings } from '../../happyfox/connection';

/** Settings that a connection is built from; a change of any means a new connection. */
export const connectionSections = ['happyfoxAssets.request', 'happyfoxAssets.rateLimit', 'http'] as const;

/** The settings of this user that shape a connection. */
export function connectionSettings(): Pick<ConnectionOptions, 'budget' | 'timeoutSeconds' | 'proxy'> {
  const ours = vscode.workspace.getConfiguration('happyfoxAssets');
  return {
    budget: {
      readsPerMinute: ours.get('rateLimit.readsPerMinute', 400),
      writesPerMinute: ours.get('rateLimit.writesPerMinute', 200),
    },
    timeoutSeconds: ours.get('request.timeoutSeconds', 60),
    proxy: proxySettings(),
  };
}

/** How many assets a page has. */
export function pageSize(): number {
  const size = vscode.workspace.getConfiguration('happyfoxAssets').get('pageSize', 50);
  return Math.min(50, Math.max(1, Math.trunc(size)));
}

/** Whether a person is asked before assets are deleted. */
export function confirmsDelete(): boolean {
  return vscode.workspace.getConfiguration('happyfoxAssets').get('confirmDelete', true);
}

function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    off: http.get('proxySupport') === 'off',
    url: http.get<string>('proxy') || undefined,
    noProxy: http.get<string[]>('noProxy') ?? [],
    authorization: http.get<string | null>('proxyAuthorization') || undefined,
    strictSsl: http.get('proxyStrictSSL', true),
    systemCertificates: http.get('systemCertificates', true),
  };
}

/** Whether a save that is not the user's own is kept as a held edit instead of being sent. */
export function holdsAutoSave(): boolean {
  return vscode.workspace.getConfiguration('happyfoxAssets').get<string>('autoSave', 'hold') !== 'send';
}

/** How many writes the journal of an account remembers. */
export function mostJournalEntries(): number {
  return Math.max(10, vscode.workspace.getConfiguration('happyfoxAssets').get('journal.maxEntries', 500));
}

/**
 * When an account's assets are read into the index. `automatic`: as soon as the account is used. `onDemand`: when something is to be found. `off`: only
 * for a command that says so; nothing runs in the background.
 */
type IndexMode = 'automatic' | 'onDemand' | 'off';

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
