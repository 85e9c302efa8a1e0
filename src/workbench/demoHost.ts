import type * as vscode from 'vscode';
import type { Account } from '../assets/account';
import type { Credentials } from './accountsVault';

/** What is needed of a running sandbox. */
interface RunningSandbox {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  stop(): Promise<void>;
}

/** Runs the sandbox behind the demo account, in this window. It starts only when somebody asks for the demo. */
export class DemoHost implements vscode.Disposable {
  private running: RunningSandbox | undefined;

  /** Starts a fresh demo, in place of one that runs already. `assets` is how many it has; null the sandbox's own default. */
  async start(assets: number | null): Promise<Credentials> {
    await this.stop();
    this.running = await startSandbox({ ...(assets !== null && { assets }) });
    return { baseUrl: this.running.url, apiKey: this.running.apiKey, authCode: this.running.authCode };
  }

  /**
   * Sees to it that a demo account that was added before answers again, on its old port with its old key, e.g. after the window
   * was reloaded. Where the port is taken, another window of this user serves it.
   */
  async ensure(account: Account, { baseUrl, apiKey, authCode }: Credentials): Promise<void> {
    if (this.running?.url === baseUrl) return;
    const assets = account.demo?.assets ?? null;
    const port = Number(new URL(baseUrl).port);
    try {
      this.running = await startSandbox({ port, apiKey, authCode, ...(assets !== null && { assets }) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }

  /** Ends the demo. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.stop();
  }

  dispose(): void {
    void this.stop();
  }
}

async function startSandbox(options: {
  assets?: number;
  port?: number;
  apiKey?: string;
  authCode?: string;
}): Promise<RunningSandbox> {
  const { Sandbox } = await import('../sandbox/sandbox');
  return Sandbox.start({ ...options, clock: 'real' });
}
