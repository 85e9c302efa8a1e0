import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { writeWholeFile } from '../../tables/wholeFile';
import { documentScheme } from '../screen/openEditors';

/** Scheme of the files of a machine that a window works on. */
const remoteScheme = 'vscode-remote';

/**
 * Writes a file that is there as a whole or not at all. Only on the disk of this machine is it written part by part; elsewhere, e.g. on
 * the machine that a remote window works on, it is put together first.
 */
export async function saveFile(uri: vscode.Uri, parts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  if (uri.scheme === 'file') return writeWholeFile(uri.fsPath, parts, signal);
  const texts: string[] = [];
  for await (const part of parts) {
    signal.throwIfAborted();
    texts.push(part);
  }
  await replaceFile(uri, Buffer.from(texts.join('')), signal);
}

/** The same with a text that is there. */
export function saveText(uri: vscode.Uri, text: string): Promise<void> {
  return saveFile(uri, inOnePart(text), new AbortController().signal);
}

async function* inOnePart(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** The file that a script means: a URI, or a path on the machine that the window works on, an absolute one or one within its first folder. */
export function fileNamed(file: string, folders = foldersOfFiles()): vscode.Uri {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(file)) return vscode.Uri.parse(file, true);
  const isOfWindows = /^([a-z]:|\\\\)/i.test(file);
  if (!isOfWindows && !/^[/\\]/.test(file)) {
    const [folder] = folders;
    return folder ? vscode.Uri.joinPath(folder, file) : vscode.Uri.file(file);
  }
  const remote = folders.find(({ scheme }) => scheme === remoteScheme);
  if (!remote) return vscode.Uri.file(file);
  const path = isOfWindows ? file.replaceAll('\\', '/') : file;
  return remote.with({ path: path.startsWith('/') ? path : `/${path}` });
}

/** Where the dialog for a new file begins: in the workspace, where there is one. */
export function suggestedFile(name: string): vscode.Uri {
  const [folder] = foldersOfFiles().filter(({ scheme }) => vscode.workspace.fs.isWritableFileSystem(scheme) !== false);
  const safeName = name.replace(/[^\p{L}\p{N} ._-]+/gu, '_').slice(0, 80);
  return folder ? vscode.Uri.joinPath(folder, safeName) : vscode.Uri.file(safeName);
}

/** The workspace's folders, but for accounts that are mounted as such. */
function foldersOfFiles(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === documentScheme ? [] : [uri]));
}

/** The file takes its name once all of it is written, if its file system can rename. */
async function replaceFile(uri: vscode.Uri, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const { fs } = vscode.workspace;
  const name = `.${posix.basename(uri.path)}.${randomUUID().slice(0, 8)}.part`;
  const draft = uri.with({ path: posix.join(posix.dirname(uri.path), name) });
  try {
    await fs.writeFile(draft, bytes);
    signal.throwIfAborted();
    await fs.rename(draft, uri, { overwrite: true }).then(undefined, () => fs.writeFile(uri, bytes));
  } finally {
    // There is nothing to delete where it was renamed.
    await fs.delete(draft).then(undefined, () => undefined);
  }
}
