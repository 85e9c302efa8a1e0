import * as vscode from 'vscode';

/** A file system of files in one folder, as that of another machine is one: nothing of it can be reached but through VS Code. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  /** Every operation that changes something, in order. */
  readonly operations: string[] = [];
  /** Set, renaming fails. */
  cannotRename = false;
  /** Set, there is no space for any file. */
  isFull = false;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.files.get(uri.path);
    if (!content) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.operations.push(`write ${uri.path}`);
    // As a disk does: what was there is gone.
    this.files.set(uri.path, this.isFull ? new Uint8Array() : content);
    if (this.isFull) throw vscode.FileSystemError.Unavailable('There is no space left.');
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    if (this.cannotRename) throw vscode.FileSystemError.NoPermissions('Nothing can be renamed here.');
    this.operations.push(`rename to ${to.path}`);
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }

  delete(uri: vscode.Uri): void {
    if (!this.files.delete(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  /** What a file holds. */
  text(path: string): string | undefined {
    const content = this.files.get(path);
    return content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  }
}
