import { join } from 'node:path';
import type * as vscode from 'vscode';
import { PlanFiles } from '../../plans/planFiles';
import type { AccountParts } from '../sessions/sessionParts';
import type { DocumentParts } from '../documents/documentParts';
import { Plans } from './plans';

/** Plans: where they are kept, and what reviews and applies them. */
export function planParts(
  { globalStorageUri, extensionUri }: vscode.ExtensionContext,
  { sessions, windows, journal, reporter, log }: AccountParts,
  { editors, settled }: DocumentParts,
) {
  const webview = { extensionUri, log };
  const warn = (line: string): void => log.warn(line);
  const files = new PlanFiles(join(globalStorageUri.fsPath, 'plans'), warn);
  return { plans: new Plans({ files, journal, windows, editors, settled, sessions, reporter, webview, warn }) };
}
