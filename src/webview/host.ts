/** VS Code's side of a webview; to be had once. */
interface VSCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): VSCodeApi;

/** What a page and the extension tell each other; the types are in src/workbench. */
interface Talk {
  readonly fromPage: unknown;
  readonly toPage: unknown;
}

/** The extension, as its page sees it. */
export class Host<Messages extends Talk> {
  private readonly api = acquireVsCodeApi();

  /** Says something to the extension, which parses it. */
  tell(message: Messages['fromPage']): void {
    this.api.postMessage(message);
  }

  /** Calls `listener` with each message. Only VS Code can reach this window, so a message is what the extension sent. */
  listen(listener: (message: Messages['toPage']) => void): void {
    addEventListener('message', ({ data }: MessageEvent<Messages['toPage']>) => listener(data));
  }

  /** Keeps what the tab needs to come back after a reload. */
  keepState(state: unknown): void {
    this.api.setState(state);
  }
}

/** The nonce with which the page may add a style element. */
export function styleNonce(): string {
  return document.body.dataset.nonce ?? '';
}
