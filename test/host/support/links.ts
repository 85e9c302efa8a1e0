import * as vscode from 'vscode';
import { assetLink } from '../../../src/assets/assetLink';

/** A link to an asset of an account, as “Copy Link” gives it. */
export function linkTo({ id }: { readonly id: string }, assetId: number): string {
  return `${vscode.env.uriScheme}://happyfox-assets.happyfox-assets${assetLink(id, assetId)}`;
}

/** Follows a link, as a click on it does. */
export async function followLink(link: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(link, true));
}
