import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import type { Credentials } from './accountsVault';

/** What is needed of a running sandbox. */
interface RunningSandbox {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  stop(): Promise<void>;
}

/** A demo account that was added before, and has been started again as it was in the beginning. */
export interface DemoRestart {
  readonly account: Account;
  /** When it was started the last time, as far as this window knows; epoch milliseconds. */
  readonly before: number;
}

const stateKey = 'demoStarted';

/** Runs the sandbox behind the demo account, in this window. It starts only when somebody asks for the demo. */
export class DemoHost implements vscode.Disposable {
  private running: RunningSandbox | undefined;
  private starting: Promise<void> | undefined;
  private isOver = false;
  private readonly restarted = new vscode.EventEmitter<DemoRestart>();

  /** Fires when this window serves a demo account that was added before: what had been changed in it is gone. */
  readonly onDidRestart = this.restarted.event;

  constructor(private readonly state: vscode.Memento) {}

  /** Starts a fresh demo, in place of one that runs already. `assets` is how many it has; null the sandbox's own default. */
  async start(assets: number | null): Promise<Credentials> {
    await this.stop();
    this.running = await startSandbox({ ...(assets !== null && { assets }) });
    await this.state.update(stateKey, Date.now());
    return { baseUrl: this.running.url, apiKey: this.running.apiKey, authCode: this.running.authCode };
  }

  /**
   * Sees to it that a demo account that was added before answers again, on its old port with its old key, e.g. after the window
   * was reloaded, or once the window that served it was closed. Where the port is taken, another window of this user serves it, or a
   * stranger listens there, which the answers tell.
   */
  ensure(account: Account, credentials: Credentials): Promise<void> {
    this.starting ??= this.serve(account, credentials).finally(() => (this.starting = undefined));
    return this.starting;
  }

  /** Ends the demo. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.stop();
  }

  dispose(): void {
    this.isOver = true;
    this.restarted.dispose();
    void this.stop();
  }

  private async serve(account: Account, { baseUrl, apiKey, authCode }: Credentials): Promise<void> {
    if (this.isOver || this.running?.url === baseUrl) return;
    await this.stop();
    const assets = account.demo?.assets ?? null;
    const port = Number(new URL(baseUrl).port);
    try {
      this.running = await startSandbox({ port, apiKey, authCode, ...(assets !== null && { assets }) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      return;
    }
    const before = this.state.get(stateKey, 0);
    await this.state.update(stateKey, Date.now());
    this.restarted.fire({ account, before });
  }
}

async function startSandbox(options: {
  assets?: number;
  port?: number;
  apiKey?: string;
  authCode?: string;
}): Promise<RunningSandbox> {
  const { Sandbox } = await import('../../sandbox/sandbox');
  return Sandbox.start({ ...options, clock: 'real' });
}
