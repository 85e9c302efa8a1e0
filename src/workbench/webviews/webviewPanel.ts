import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { webviewHtml } from './webviewHtml';
import type { Form } from '../../disk/form';

/** A kind of tab whose content is a web page of ours. */
export interface WebviewKind<FromPage> {
  /** `happyfoxAssets.table`; `activationEvents` names it too, so that such a tab comes back after a reload. */
  readonly viewType: string;
  /** Its folder in src/webview, and the name of its bundle in dist/webview. */
  readonly page: string;
  /** What the page may say. Whatever else it sends is dropped. */
  readonly messages: Form<FromPage>;
  /** Keeps the page alive while another tab is in front of it: where half an edit may be in it. */
  readonly retain?: boolean;
}

/** What every webview is made with. */
export interface WebviewParts {
  readonly extensionUri: vscode.Uri;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
}

/** What the page of a tab and its host tell each other, and when the tab is gone. */
export class WebviewTab<FromPage, ToPage> implements vscode.Disposable {
  private readonly received = new vscode.EventEmitter<FromPage>();
  private readonly gone = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private isGone = false;

  /** Fires for each message of the page that has its form. */
  readonly onDidReceive = this.received.event;
  /** Fires once, when the tab has been closed. */
  readonly onDidDispose = this.gone.event;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    kind: WebviewKind<FromPage>,
    parts: WebviewParts,
  ) {
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (kind.messages(message)) this.received.fire(message);
        else parts.log.warn(`The ${kind.page} page sent something that it must not send.`);
      }),
      panel.onDidDispose(() => {
        this.isGone = true;
        this.gone.fire();
        this.end();
      }),
    ];
    fill(panel, kind, parts);
  }

  /** Tells the page something. What is told before the page says that it listens is lost, so wait for its first message. */
  post(message: ToPage): void {
    if (this.isGone) return;
    // Fails only for a tab that is being closed, which nobody need hear of.
    void this.panel.webview.postMessage(message).then(undefined, () => undefined);
  }

  set title(title: string) {
    if (!this.isGone) this.panel.title = safeLabel(title);
  }

  /** Whether the tab is the one that the user works in. */
  get isActive(): boolean {
    return !this.isGone && this.panel.active;
  }

  /** Brings the tab to the front. */
  reveal(): void {
    if (!this.isGone) this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private end(): void {
    vscode.Disposable.from(...this.subscriptions, this.received, this.gone).dispose();
  }
}

/** Opens a tab in the active editor group. */
export function openWebview<FromPage, ToPage>(
  kind: WebviewKind<FromPage>,
  title: string,
  parts: WebviewParts,
): WebviewTab<FromPage, ToPage> {
  const panel = vscode.window.createWebviewPanel(kind.viewType, safeLabel(title), vscode.ViewColumn.Active, {
    retainContextWhenHidden: kind.retain === true,
  });
  return new WebviewTab<FromPage, ToPage>(panel, kind, parts);
}

/**
 * Lets tabs of a kind come back after a reload: `restore` gets the tab and what its page had kept with `keepState`, which it must not trust.
 */
export function restoreWebviews<FromPage, ToPage>(
  kind: WebviewKind<FromPage>,
  parts: WebviewParts,
  restore: (tab: WebviewTab<FromPage, ToPage>, state: unknown) => void,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(kind.viewType, {
    deserializeWebviewPanel(panel, state: unknown) {
      restore(new WebviewTab<FromPage, ToPage>(panel, kind, parts), state);
      return Promise.resolve();
    },
  });
}

function fill(
  { webview, title }: vscode.WebviewPanel,
  { page }: WebviewKind<unknown>,
  { extensionUri }: WebviewParts,
): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  // No command links: what a page wants done it says in a message, which is parsed.
  webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: [folder] };
  webview.html = webviewHtml({
    script: webview.asWebviewUri(vscode.Uri.joinPath(folder, `${page}.js`)).toString(),
    styles: webview.asWebviewUri(vscode.Uri.joinPath(folder, `${page}.css`)).toString(),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    language: vscode.env.language,
    title,
  });
}
