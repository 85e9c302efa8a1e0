import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'mocha';
import { Sandbox, type FaultRule, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { Code } from './code';
import { pictureFailures } from './pictures';
import { addAccount } from './wizard';
import type { Workbench } from './workbench';

/** What the tests of a suite work with. */
export interface Stage {
  /** The account, which nobody else uses. */
  readonly sandbox: Sandbox;
  readonly code: Code;
  /** The window that VS Code opened with. */
  readonly window: Workbench;
  /** The folder that it opened on; empty where the options ask for none. */
  readonly folder: string;
}

/** How a stage differs from the usual one. */
export interface StageOptions {
  /** Settings of VS Code and of the extension. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The account; the demo's data by default. */
  readonly account?: SandboxOptions;
  /** What the account does wrong from the beginning. */
  readonly faults?: readonly FaultRule[];
  /** Opens VS Code on a folder of its own, which is empty. */
  readonly folder?: true;
}

/**
 * Gives a suite a fresh VS Code and a sandbox that it has not heard of. `ready` takes them over, and does whatever else the tests
 * build on. Both are ended after the tests, also where `ready` fails; failed tests leave a picture of each window.
 */
export function freshCode(ready: (stage: Stage) => Promise<void> | void, options: StageOptions = {}): void {
  let sandbox: Sandbox | undefined;
  let code: Code | undefined;
  let folder: string | undefined;
  before('a VS Code and a sandbox', async () => {
    sandbox = await Sandbox.start(options.account);
    for (const fault of options.faults ?? []) sandbox.faults.add(fault);
    if (options.folder) folder = mkdtempSync(join(tmpdir(), 'hf-folder-'));
    code = await Code.start(options.settings, folder);
    await ready({ sandbox, code, window: code.window, folder: folder ?? '' });
  });
  after('a VS Code and a sandbox', async () => {
    await code?.stop();
    await sandbox?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  pictureFailures(() => code?.windows ?? []);
}

/** The same for tests that begin after “Add Account”: the sidebar is open and shows the sandbox’s types. `agent` signs the writes. */
export function signedIn(
  ready: (stage: Stage) => Promise<void> | void,
  { agent, ...options }: StageOptions & { readonly agent?: string } = {},
): void {
  freshCode(async (stage) => {
    await addAccount(stage.window, stage.sandbox, agent);
    await stage.window.assets.counted();
    await ready(stage);
  }, options);
}
