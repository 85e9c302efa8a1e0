import type * as vscode from 'vscode';
import { openWorkbench } from './workbench/workbench';

/** Called by VS Code when a view, command or document of ours is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(openWorkbench(context));
}
