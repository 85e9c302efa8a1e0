import * as vscode from 'vscode';
import type { SessionParts } from '../sessions/sessionParts';
import { searchAssets } from './searchAssets';

/** Opens the page that explains how queries are written. */
export async function openQueryHelp({ extensionId }: Pick<SessionParts, 'extensionId'>): Promise<void> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) return;
  const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'queries.md');
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

/** The commands of this room, by their ids. */
export const searchCommands = { openQueryHelp, searchAssets } as const;
