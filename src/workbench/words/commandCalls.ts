import type * as vscode from 'vscode';

/** An account that a command is to act on. */
interface OfAccount {
  readonly account: string;
}

/**
 * The commands that rooms call of one another, with what each takes and gives: no room knows where another's command lives. The command table is held
 * against it by the compiler. Without an argument a command asks a person.
 */
export interface CommandCalls {
  addAccount: () => unknown;
  clearCache: (of: OfAccount) => unknown;
  compareWithTheirs: (document: vscode.Uri) => unknown;
  exploreDemo: () => unknown;
  openAsset: (asset: OfAccount & { readonly id: number }) => unknown;
  openPlan: (plan: OfAccount & { readonly plan: string }) => unknown;
  openQueryHelp: () => unknown;
  openTable: (shown: OfAccount & { readonly query: string }) => unknown;
  overwriteTheirs: (document: vscode.Uri) => unknown;
  refresh: () => unknown;
  revealAsset: (document: vscode.Uri) => unknown;
  /** Gives the draft that the text has moved into. */
  saveAsNew: (document: vscode.Uri) => { readonly uri: string };
  searchAssets: () => unknown;
  showLog: () => unknown;
  switchAgent: (of?: OfAccount) => unknown;
  takeTheirs: (document: vscode.Uri) => unknown;
  updateCredentials: (of?: OfAccount) => unknown;
}

/** Runs a command as if a person had chosen it: what goes wrong is told, and undefined is what comes of it. */
export type RunCommand = <Id extends keyof CommandCalls>(
  id: Id,
  ...args: Parameters<CommandCalls[Id]>
) => Promise<ReturnType<CommandCalls[Id]> | undefined>;

/** What calls commands of other rooms. */
export interface CommandRunner {
  readonly run: RunCommand;
}
