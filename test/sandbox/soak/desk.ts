import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EventEmitter,
  events,
  FileSystemError,
  open,
  shell,
  TabInputText,
  type ShownDocument,
  type ShownTab,
  type Uri,
} from './vscode';

/** What VS Code remembers of a file. */
interface Stat {
  readonly mtime: number;
  readonly size: number;
}

/** What of a file system provider a desk needs. */
export interface Files {
  stat(uri: Uri): Promise<Stat>;
  readFile(uri: Uri): Promise<Uint8Array>;
  writeFile(uri: Uri, content: Uint8Array): Promise<void>;
  readonly onDidChangeFile: EventEmitter<readonly { readonly type: number; readonly uri: Uri }[]>['event'];
}

/** What VS Code keeps of an unsaved document when a window ends. */
export interface Backup {
  readonly text: string;
  readonly stat: Stat;
}

/** Undo brings an earlier text back. */
type Reason = 'typed' | 'undo' | 'redo' | 'read';

const changed = 1;

/** After so many turns without anything under way nothing will come. */
const quietTurns = 5;

/** A document in an editor, with the rules by which VS Code opens, saves, reverts and reads it again. */
class Editor implements ShownDocument {
  /** As extensions see it: any save is the last word, though somebody may have typed meanwhile. */
  isDirty = false;
  readonly encoding = 'utf8';
  readonly languageId = 'json';
  readonly tab: ShownTab;
  #texts: string[];
  #at = 0;
  /** The place in the undo stack at which the text was that of the file; none after it was lost. */
  #savedAt: number | undefined = 0;

  constructor(
    readonly uri: Uri,
    text: string,
    public stat: Stat,
  ) {
    this.#texts = [text];
    this.tab = { input: new TabInputText(uri), group: { viewColumn: 1 }, isDirty: false };
  }

  getText(): string {
    return this.#texts[this.#at] ?? '';
  }

  /** Whether VS Code has something to save. */
  get isUnsaved(): boolean {
    return this.#at !== this.#savedAt;
  }

  /** Marks a restored text as one that was never saved. */
  restored(): void {
    this.#savedAt = undefined;
    this.#settle();
  }

  change(text: string, reason: Reason): void {
    if (reason === 'typed' || reason === 'read') {
      if (this.#savedAt !== undefined && this.#savedAt > this.#at) this.#savedAt = undefined;
      this.#texts = [...this.#texts.slice(0, this.#at + 1), text];
      this.#at += 1;
      if (reason === 'read') this.#savedAt = this.#at;
    }
    this.#tell(reason);
  }

  /** Takes back the last change, or makes it again. False where there is none. */
  step(by: -1 | 1): boolean {
    const next = this.#at + by;
    if (next < 0 || next >= this.#texts.length) return false;
    this.#at = next;
    this.#tell(by === -1 ? 'undo' : 'redo');
    return true;
  }

  /** What was told of the file, unless it is older than what is known. */
  take(stat: Stat): void {
    if (stat.mtime >= this.stat.mtime) this.stat = stat;
  }

  /** The text as it was at a moment has been written. Where somebody has typed since, VS Code goes on from what was saved before. */
  written(at: number): void {
    if (this.#at === at) this.#savedAt = at;
    this.isDirty = false;
    this.tab.isDirty = this.isUnsaved;
    events.saved.fire(this);
    this.#settleQuietly();
  }

  /** The file has what the editor shows. */
  clean(): void {
    this.#savedAt = this.#at;
    this.#settle();
  }

  get version(): number {
    return this.#at;
  }

  #tell(reason: Reason): void {
    this.isDirty = this.isUnsaved;
    this.tab.isDirty = this.isUnsaved;
    const numbers = { typed: undefined, read: undefined, undo: 1, redo: 2 } as const;
    events.changed.fire({ document: this, reason: numbers[reason], contentChanges: [{}] });
  }

  /** A change of the dirty state alone is told as a change without changes. */
  #settle(): void {
    this.isDirty = this.isUnsaved;
    this.#settleQuietly();
  }

  #settleQuietly(): void {
    this.tab.isDirty = this.isUnsaved;
    events.changed.fire({ document: this, reason: undefined, contentChanges: [] });
  }
}

/** The editors of a window over our file system, as VS Code has them. */
export class Desk {
  readonly #editors = new Map<string, Editor>();
  readonly #reading = new Set<Promise<unknown>>();

  constructor(
    private readonly files: Files,
    /** Told before each save whether it is the user's own. */
    private readonly willSave: (uri: Uri, own: boolean) => void,
  ) {
    shell.find = (uri) => Promise.resolve(this.find(uri));
    shell.show = (uri) => this.during(this.open(uri).then(() => undefined));
    // VS Code asks before it closes unsaved ones; who asked for this one is answered with no.
    shell.close = (tabs) => {
      for (const { input, isDirty } of tabs) if (!isDirty) this.close(input.uri);
      return Promise.resolve(true);
    };
    files.onDidChangeFile((changes) => {
      for (const { uri, type } of changes) if (type === changed) this.#later(uri);
    });
  }

  find(uri: Uri): Editor | undefined {
    return this.#editors.get(uri.toString());
  }

  get editors(): readonly Editor[] {
    return [...this.#editors.values()];
  }

  /** Opens a file, or restores it from what was kept of its unsaved text. Throws what the provider throws. */
  async open(uri: Uri, backup?: Backup): Promise<Editor> {
    const known = this.find(uri);
    if (known) return known;
    const stat = backup?.stat ?? (await this.files.stat(uri));
    const text = backup?.text ?? Buffer.from(await this.files.readFile(uri)).toString('utf8');
    const editor = new Editor(uri, text, stat);
    this.#editors.set(uri.toString(), editor);
    open.documents.push(editor);
    open.tabs.push(editor.tab);
    if (backup) {
      editor.isDirty = true;
      editor.tab.isDirty = true;
    }
    events.opened.fire(editor);
    if (backup) editor.restored();
    events.tabs.fire({ opened: [editor.tab] });
    return editor;
  }

  /** Saves; by itself only what is unsaved, at a person's wish always. Throws what stands against it, and then the text stays unsaved. */
  async save(uri: Uri, own: boolean): Promise<void> {
    const editor = this.find(uri);
    if (!editor || (!own && !editor.isUnsaved)) return;
    this.willSave(uri, own);
    const { version } = editor;
    const text = editor.getText();
    const now = await this.files.stat(uri).catch((error: unknown) => {
      if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    });
    if (now && now.mtime > editor.stat.mtime && now.size !== editor.stat.size) {
      throw new FileSystemError('The content of the file is newer', 'FileModifiedSince');
    }
    await this.files.writeFile(uri, Buffer.from(text));
    editor.take(await this.files.stat(uri));
    editor.written(version);
    await this.settled();
  }

  /** “Revert File”. Throws what the provider throws. */
  async revert(uri: Uri): Promise<void> {
    const editor = this.find(uri);
    if (!editor) return;
    const stat = await this.files.stat(uri);
    const text = Buffer.from(await this.files.readFile(uri)).toString('utf8');
    editor.take(stat);
    if (text === editor.getText()) editor.clean();
    else editor.change(text, 'read');
    await this.settled();
  }

  close(uri: Uri): void {
    const editor = this.find(uri);
    if (!editor) return;
    this.#editors.delete(uri.toString());
    open.documents.splice(open.documents.indexOf(editor), 1);
    open.tabs.splice(open.tabs.indexOf(editor.tab), 1);
    events.closed.fire(editor);
  }

  /** Waits until what has changed elsewhere was read, and what that set off has begun. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      await nextTurn();
      if (this.#reading.size === 0) continue;
      await Promise.allSettled([...this.#reading]);
      quiet = 0;
    }
  }

  #later(uri: Uri): void {
    void this.during(this.#readAgain(uri)).catch(() => undefined);
  }

  /** Has `settled` wait for some work. */
  during<Result>(work: Promise<Result>): Promise<Result> {
    this.#reading.add(work);
    const over = (): void => void this.#reading.delete(work);
    work.then(over, over);
    return work;
  }

  /** A file has changed: an editor without unsaved edits reads it again. */
  async #readAgain(uri: Uri): Promise<void> {
    const editor = this.find(uri);
    if (!editor || editor.isUnsaved) return;
    const stat = await this.files.stat(uri);
    if (stat.mtime === editor.stat.mtime && stat.size === editor.stat.size) return;
    const text = Buffer.from(await this.files.readFile(uri)).toString('utf8');
    // Who types while it is read keeps what was typed.
    if (this.find(uri)?.isUnsaved !== false) return;
    editor.take(stat);
    if (text !== editor.getText()) editor.change(text, 'read');
  }
}
