import Module from 'node:module';

// What the documents of a window need of VS Code. It has to be imported before whatever imports `vscode`.

type Listener<Event> = (event: Event) => void;

/** As VS Code's, without its order of disposal. */
export class EventEmitter<Event> {
  readonly #listeners = new Set<Listener<Event>>();
  readonly event = (listener: Listener<Event>): { dispose: () => void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** A URI of scheme and path alone. */
export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, path);
  }

  toString(): string {
    return `${this.scheme}:${encodeURI(this.path)}`;
  }
}

/** An error of a file system provider; `code` is its kind. */
export class FileSystemError extends Error {
  constructor(
    message: unknown,
    readonly code: string,
  ) {
    super(String(message));
  }

  static readonly FileNotFound = (message: unknown) => new FileSystemError(message, 'FileNotFound');
  static readonly NoPermissions = (message: unknown) => new FileSystemError(message, 'NoPermissions');
  static readonly Unavailable = (message: unknown) => new FileSystemError(message, 'Unavailable');
}

class TabInputText {
  constructor(readonly uri: Uri) {}
}

class Disposable {
  constructor(readonly dispose: () => void) {}

  static from(...all: readonly { dispose: () => void }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

/** A text document, as an extension sees it. */
export interface ShownDocument {
  readonly uri: Uri;
  readonly isDirty: boolean;
  readonly encoding: string;
  readonly languageId: string;
  getText(): string;
}

/** What extensions hear of documents. */
export const events = {
  opened: new EventEmitter<ShownDocument>(),
  changed: new EventEmitter<{
    document: ShownDocument;
    reason: number | undefined;
    contentChanges: readonly unknown[];
  }>(),
  saved: new EventEmitter<ShownDocument>(),
  closed: new EventEmitter<ShownDocument>(),
  tabs: new EventEmitter<{ readonly opened: readonly ShownTab[] }>(),
};

/** A tab that shows a document. */
export interface ShownTab {
  readonly input: TabInputText;
  readonly group: object;
  isDirty: boolean;
}

/** The documents and tabs that are open; a desk fills them. */
export const open = { documents: [] as ShownDocument[], tabs: [] as ShownTab[] };

/** What extensions ask of the windows. */
interface Shell {
  find: (uri: Uri) => Promise<ShownDocument | undefined>;
  show: (uri: Uri) => Promise<void>;
  close: (tabs: readonly ShownTab[]) => Promise<boolean>;
}

/** A desk answers. */
export const shell: Shell = {
  find: () => Promise.resolve(undefined),
  show: () => Promise.resolve(),
  close: () => Promise.resolve(true),
};

export { TabInputText };

const undoReason = { Undo: 1, Redo: 2 } as const;

const api = {
  ...{ EventEmitter, Uri, FileSystemError, TabInputText, Disposable },
  l10n: {
    t: (text: string, ...words: readonly unknown[]) => text.replace(/\{(\d)\}/g, (_, at) => String(words[Number(at)])),
  },
  FileType: { File: 1, Directory: 2 },
  FileChangeType: { Changed: 1, Created: 2, Deleted: 3 },
  TextDocumentChangeReason: undoReason,
  ProgressLocation: { Notification: 15 },
  CancellationError: class CancellationError extends Error {},
  env: { language: 'en' },
  workspace: {
    get textDocuments() {
      return open.documents;
    },
    onDidOpenTextDocument: events.opened.event,
    onDidChangeTextDocument: events.changed.event,
    onDidSaveTextDocument: events.saved.event,
    onDidCloseTextDocument: events.closed.event,
    openTextDocument: (uri: Uri) => shell.find(uri),
    // Everything is as VS Code has it where nobody has set anything.
    getConfiguration: () => ({ get: (_name: string, otherwise: unknown) => otherwise }),
  },
  window: {
    visibleTextEditors: [],
    onDidChangeTextEditorSelection: new EventEmitter<never>().event,
    tabGroups: {
      get all() {
        return [{ tabs: open.tabs }];
      },
      onDidChangeTabs: events.tabs.event,
      close: (tabs: readonly ShownTab[]) => shell.close(tabs),
    },
    showTextDocument: (uri: Uri) => shell.show(uri),
    withProgress: () => Promise.resolve(),
  },
};

interface Loader {
  _load: (request: string, parent: { readonly filename?: string } | undefined, ...rest: readonly unknown[]) => unknown;
}

const loader = Module as unknown as Loader;
const load = loader._load;
// Each bundle of tests has a copy of its own, which also what is imported later must find.
loader._load = function (this: unknown, request, parent, ...rest) {
  return request === 'vscode' && parent?.filename === __filename ? api : load.call(this, request, parent, ...rest);
};
