import * as vscode from 'vscode';
import { writeWholeFile } from '../../tables/wholeFile';

/** Writes a file that is there as a whole or not at all. Only on a disk is it written part by part; elsewhere it is put together first. */
export async function saveFile(uri: vscode.Uri, parts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  if (uri.scheme === 'file') return writeWholeFile(uri.fsPath, parts, signal);
  const texts: string[] = [];
  for await (const part of parts) {
    signal.throwIfAborted();
    texts.push(part);
  }
  await vscode.workspace.fs.writeFile(uri, Buffer.from(texts.join('')));
}

/** The file that a script means: an absolute path, one within the workspace’s first folder, or a URI. */
export function fileNamed(file: string): vscode.Uri {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(file)) return vscode.Uri.parse(file, true);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = /^([/\\]|[a-z]:)/i.test(file);
  return isAbsolute || !folder ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder.uri, file);
}

/** Where the dialog for a new file begins: in the workspace, where there is one. */
export function suggestedFile(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const safeName = name.replace(/[^\p{L}\p{N} ._-]+/gu, '_').slice(0, 80);
  return folder?.uri.scheme === 'file' ? vscode.Uri.joinPath(folder.uri, safeName) : vscode.Uri.file(safeName);
}
