import * as vscode from 'vscode';
import { parseDocumentPath, type AssetRef, type DraftRef } from '../../assets/assetRef';
import { HappyFoxError, isGone } from '../../happyfox/errors';
import type { AssetDocuments } from './assetDocuments';
import { decodeDocument, encodeDocument } from './documentEncoding';
import type { DocumentSaved, DocumentSaves } from './documentSaves';
import type { DraftDocuments } from './draftDocuments';
import type { SaveReasons } from './saveReasons';

const { t } = vscode.l10n;

/**
 * VS Code refuses to save a file that is newer than what it remembers *and* has another size, and it may remember less than it shows: it drops
 * what it reads while somebody types. Here whoever saves is told of conflicts by their fields, so no size is ever another.
 */
const sameSize = 0;

/** What became of writing a document. */
type Written =
  | { readonly kind: 'asset'; readonly uri: vscode.Uri; readonly ref: AssetRef; readonly outcome: DocumentSaved }
  | {
      readonly kind: 'draft';
      readonly uri: vscode.Uri;
      readonly ref: DraftRef;
      readonly created: AssetRef | undefined;
    };

/** Turns an error into the sentence that VS Code shows with a failed save or open. */
export type Sentence = (error: unknown, uri: vscode.Uri) => string;

/** Assets as files of the scheme `happyfox`. Whatever goes wrong in a write rejects it, so that the editor keeps its text. */
export class HappyFoxFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly written = new vscode.EventEmitter<Written>();
  private readonly failed = new vscode.EventEmitter<{ readonly uri: vscode.Uri; readonly error: unknown }>();

  private readonly unread = new vscode.EventEmitter<{ readonly uri: vscode.Uri; readonly error: unknown }>();

  readonly onDidChangeFile = this.changed.event;
  /** Fires after a document was written, inside the save. */
  readonly onDidWrite = this.written.event;
  /** Fires when a write was rejected. */
  readonly onDidFail = this.failed.event;
  /** Fires when a document could not be read. */
  readonly onDidFailToRead = this.unread.event;

  constructor(
    private readonly documents: AssetDocuments,
    private readonly saves: DocumentSaves,
    private readonly drafts: DraftDocuments,
    private readonly reasons: SaveReasons,
    private readonly sentence: Sentence,
  ) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const parsed = parseDocumentPath(uri.path);
    // VS Code looks for folders above a file, and in a mounted one for dozens of settings files: none of that is worth a request.
    if (!parsed) {
      if (uri.path.endsWith('.json') || uri.path.includes('/.')) throw vscode.FileSystemError.FileNotFound(uri);
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    return this.guarded(uri, async () => {
      const { documents, drafts } = this;
      const mtime = parsed.kind === 'asset' ? await documents.mtime(parsed.ref) : await drafts.mtime(parsed.ref, uri);
      return { type: vscode.FileType.File, ctime: 0, mtime, size: sameSize };
    });
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const parsed = parseDocumentPath(uri.path);
    if (!parsed) throw vscode.FileSystemError.FileNotFound(uri);
    return this.guarded(uri, async () => {
      try {
        const { documents, drafts } = this;
        const text =
          parsed.kind === 'asset' ? await documents.read(parsed.ref, uri) : await drafts.read(parsed.ref, uri);
        return await encodeDocument(uri, text);
      } catch (error) {
        this.unread.fire({ uri, error });
        throw error;
      }
    });
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const parsed = parseDocumentPath(uri.path);
    if (!parsed)
      throw vscode.FileSystemError.NoPermissions(t('An asset is created with “New Asset”, not by saving a file here.'));
    const own = this.reasons.takeIsOwn(uri);
    try {
      const text = await decodeDocument(uri, content);
      if (parsed.kind === 'asset') {
        const outcome = await this.saves.save(parsed.ref, uri, text, own);
        this.written.fire({ kind: 'asset', uri, ref: parsed.ref, outcome });
      } else {
        const created = await this.drafts.save(parsed.ref, text, uri, own);
        this.written.fire({ kind: 'draft', uri, ref: parsed.ref, created });
      }
    } catch (error) {
      this.failed.fire({ uri, error });
      throw this.fileError(error, uri);
    }
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw notHere();
  }

  rename(): void {
    throw notHere();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions(t('Use “Delete Asset” to delete an asset.'));
  }

  /** Tells editors that these documents have changed on the server. */
  announceChange(uris: readonly vscode.Uri[]): void {
    this.changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** Tells editors that these documents are gone. */
  announceDeleted(uris: readonly vscode.Uri[]): void {
    this.changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Deleted, uri })));
  }

  dispose(): void {
    this.changed.dispose();
    this.written.dispose();
    this.failed.dispose();
    this.unread.dispose();
  }

  private async guarded<T>(uri: vscode.Uri, look: () => Promise<T>): Promise<T> {
    try {
      return await look();
    } catch (error) {
      throw this.fileError(error, uri);
    }
  }

  private fileError(error: unknown, uri: vscode.Uri): vscode.FileSystemError {
    const sentence = this.sentence(error, uri);
    if (isGone(error)) return vscode.FileSystemError.FileNotFound(sentence);
    if (HappyFoxError.is(error) && error.failure.kind === 'forbidden')
      return vscode.FileSystemError.NoPermissions(sentence);
    return vscode.FileSystemError.Unavailable(sentence);
  }
}

function notHere(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(t('Assets can’t be moved or put into folders.'));
}
