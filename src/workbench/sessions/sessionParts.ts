import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { WireLine } from '../../happyfox/connection';
import { AssetGate } from '../../plans/assetGate';
import { JournalFiles } from '../../plans/journalFiles';
import type { SharedBudget } from './accountConnection';
import { AccountsVault } from './accountsVault';
import { mostJournalEntries } from './settings';
import { DemoHost } from './demoHost';
import type { CommandRunner, RunCommand } from '../words/commandCalls';
import { ErrorText } from '../words/errorText';
import { IndexStorage } from './indexStorage';
import { Keyring } from './keyring';
import { tellDamaged } from '../words/fileTroubleText';
import { OtherWindows } from './otherWindows';
import { Reporter } from '../words/reporter';
import { Sessions } from './sessions';

/** What everything else is built on: accounts, their sessions, the journal, and the ways to tell people and other windows. */
export interface SessionParts extends CommandRunner {
  /** Publisher and name: the authority of links to us. */
  readonly extensionId: string;
  readonly log: vscode.LogOutputChannel;
  readonly wireLog: (line: WireLine) => void;
  readonly budget: SharedBudget;
  readonly errorText: ErrorText;
  readonly reporter: Reporter;
  readonly windows: OtherWindows;
  readonly vault: AccountsVault;
  readonly demo: DemoHost;
  readonly journal: JournalFiles;
  readonly indexes: IndexStorage;
  readonly sessions: Sessions;
}

/** What a room leaves to be disposed of when the window closes, in this order. */
export interface Owning {
  readonly disposables: readonly vscode.Disposable[];
}

/** What is needed of the extension's context. */
type SessionContext = Pick<vscode.ExtensionContext, 'globalState' | 'secrets' | 'globalStorageUri'> & {
  readonly extension: Pick<vscode.Extension<unknown>, 'id'>;
};

/** Makes the accounts and sessions of this window. Sends nothing. */
export function sessionParts(
  { globalState, secrets, globalStorageUri, extension }: SessionContext,
  log: vscode.LogOutputChannel,
  run: RunCommand,
): SessionParts & Owning {
  const storage = globalStorageUri.fsPath;
  const wireLog = (line: WireLine): void => logWire(log, line);
  const errorText = new ErrorText();
  const warn = (line: string): void => log.warn(line);
  const budget = sharedBudget(join(storage, 'budgets'), log);
  const windows = new OtherWindows(join(storage, 'windows'), warn);
  const keyring = new Keyring(secrets);
  const folder = join(storage, 'accounts');
  const onDamaged = (path: string): void => void tellDamaged('accounts', path, warn, () => run('addAccount'));
  const vault = new AccountsVault({ folder, state: globalState, secrets: keyring, windows, log: warn, onDamaged });
  const demo = new DemoHost(globalState);
  const journal = new JournalFiles(join(storage, 'journal'), mostJournalEntries, {
    warn,
    onDamaged: (path) => void tellDamaged('journal', path, warn),
  });
  const indexes = new IndexStorage(join(storage, 'index'), keyring);
  const sessions = new Sessions({
    vault,
    journal,
    gate: new AssetGate(join(storage, 'locks')),
    indexes,
    warn,
    budget,
    log: wireLog,
    ensureDemo: (account, credentials) => demo.ensure(account, credentials),
  });
  const reporter = new Reporter(errorText, log, run);
  return {
    ...{ extensionId: extension.id, run, log, wireLog, budget, errorText, reporter },
    ...{ windows, vault, demo, journal, indexes, sessions },
    disposables: [sessions, demo, vault, windows],
  };
}

function sharedBudget(budgetFolder: string, log: vscode.LogOutputChannel): SharedBudget {
  let told = false;
  return {
    budgetFolder,
    unshared: (code) => {
      if (!told) log.warn(`The request budget can’t be shared with other windows: ${code} in ${budgetFolder}`);
      told = true;
    },
  };
}

function logWire(
  log: vscode.LogOutputChannel,
  { method, path, status, failure, milliseconds, attempt }: WireLine,
): void {
  const line = `${method} ${path} ${status ?? failure ?? '?'} ${Math.round(milliseconds)} ms`;
  const full = attempt > 1 ? `${line} (attempt ${attempt})` : line;
  if (failure === undefined) log.info(full);
  else log.warn(full);
}
