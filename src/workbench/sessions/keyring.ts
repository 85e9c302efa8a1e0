import type * as vscode from 'vscode';
import { KeyringUnavailable } from '../words/errors';

/** What is needed of SecretStorage. */
export type Secrets = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;

/** VS Code's SecretStorage, whose failures can be told from others. Its methods throw `KeyringUnavailable`. */
export class Keyring implements Secrets {
  readonly onDidChange: vscode.SecretStorage['onDidChange'];

  constructor(private readonly secrets: Secrets) {
    this.onDidChange = (...listener) => secrets.onDidChange(...listener);
  }

  async get(key: string): Promise<string | undefined> {
    return told(() => this.secrets.get(key));
  }

  async store(key: string, value: string): Promise<void> {
    return told(() => this.secrets.store(key, value));
  }

  async delete(key: string): Promise<void> {
    return told(() => this.secrets.delete(key));
  }
}

async function told<T>(work: () => Thenable<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new KeyringUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
