import * as vscode from 'vscode';

/** A tab that is a web page, seen from both of its sides. */
export class Page {
  private readonly listeners: ((message: unknown) => unknown)[] = [];
  private waiting: { readonly kind: string; left: number; readonly come: () => void }[] = [];
  private readonly isReady = Promise.withResolvers<undefined>();
  /** Resolves once the page has said that it is there. */
  readonly ready: Promise<unknown> = this.isReady.promise;

  constructor({ webview }: vscode.WebviewPanel) {
    const { onDidReceiveMessage } = webview;
    const post = webview.postMessage.bind(webview);
    webview.onDidReceiveMessage((message: { readonly kind?: string }) => {
      if (message.kind === 'ready') this.isReady.resolve(undefined);
    });
    Object.defineProperty(webview, 'onDidReceiveMessage', {
      value: (listener: (message: unknown) => unknown) => {
        this.listeners.push(listener);
        return onDidReceiveMessage(listener);
      },
    });
    Object.defineProperty(webview, 'postMessage', {
      value: (message: { readonly kind: string }) => {
        this.posted(message.kind);
        return post(message);
      },
    });
  }

  /** Says something in the page's name. */
  say(message: unknown): void {
    for (const listener of this.listeners) void listener(message);
  }

  /** Resolves when the page has been told something of a kind so many times from now on. */
  heard(kind: string, left = 1): Promise<void> {
    return new Promise((come) => this.waiting.push({ kind, left, come }));
  }

  private posted(kind: string): void {
    for (const one of this.waiting) {
      if (one.kind !== kind) continue;
      one.left -= 1;
      if (one.left === 0) one.come();
    }
    this.waiting = this.waiting.filter(({ left }) => left > 0);
  }
}

/** The tabs that are web pages which the extension opens from now on. */
export class Pages {
  private newest: Page | undefined;

  constructor() {
    const { createWebviewPanel } = vscode.window;
    const create: typeof createWebviewPanel = (...options) => {
      const panel = createWebviewPanel(...options);
      this.newest = new Page(panel);
      return panel;
    };
    Object.assign(vscode.window, { createWebviewPanel: create });
  }

  /** The one that was opened last. Throws where there is none. */
  get last(): Page {
    if (!this.newest) throw new Error('No page was opened.');
    return this.newest;
  }
}
