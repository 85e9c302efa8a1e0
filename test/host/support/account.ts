import { afterEach, beforeEach } from 'mocha';
import * as vscode from 'vscode';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { type SandboxOptions } from '../../../src/sandbox/sandbox';
import { run } from './commands';
import { closeEverything } from './editors';
import { freshSandbox } from './freshSandbox';

/** A sandbox that has been added as an account. */
export interface GivenAccount {
  readonly sandbox: Sandbox;
  /** The account's id. */
  readonly id: string;
}

/** Starts a sandbox and adds it as an account, with George, who may do everything, as its agent. The wire log is empty afterwards. */
export async function addAccount(options: SandboxOptions & { agentId?: number } = {}): Promise<GivenAccount> {
  const { agentId = 1, ...rest } = options;
  const sandbox = await freshSandbox({ account: 'article', ...rest });
  const { url, apiKey, authCode } = sandbox;
  const { account } = await run<{ account: string }>('addAccount', { url, apiKey, authCode, agentId });
  sandbox.wireLog.clear();
  return { sandbox, id: account };
}

/** Closes the account's tabs without saving, removes the account, and stops its sandbox. */
export async function dropAccount({ sandbox, id }: GivenAccount): Promise<void> {
  await closeEverything();
  await run('removeAccount', { account: id, confirm: false });
  await sandbox.stop();
}

/**
 * Gives each test of the suite an account of its own: `account()` is it. The tests share neither assets nor a rate limit.
 */
export function givenAccount(options: SandboxOptions & { agentId?: number } = {}): () => GivenAccount {
  let current: GivenAccount | undefined;
  beforeEach(async () => {
    current = await addAccount(options);
  });
  afterEach(async () => {
    if (current) await dropAccount(current);
    current = undefined;
    await vscode.env.clipboard.writeText('');
  });
  return () => {
    if (!current) throw new Error('There is an account only while a test runs.');
    return current;
  };
}
