import * as vscode from 'vscode';

/** Takes the extension's sidebar off the screen: while it shows, it reads what it shows. */
export async function hideSidebar(): Promise<void> {
  await vscode.commands.executeCommand('workbench.view.explorer');
}
