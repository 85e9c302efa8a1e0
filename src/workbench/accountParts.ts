import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { WireLine } from '../happyfox/connection';
import { JournalFiles } from '../plans/journalFiles';
import { AccountsVault } from './accountsVault';
import { mostJournalEntries } from './connectionSettings';
import { DemoHost } from './demoHost';
import { ErrorText } from './errorText';
import { IndexStorage } from './indexStorage';
import { tellDamagedJournal } from './fileTroubleText';
import { OtherWindows } from './otherWindows';
import { Reporter } from './reporter';
import { Sessions } from './sessions';

/** What everything else is built on: accounts, their sessions, the journal, and the ways to tell people and other windows. */
export function accountParts(
  { globalState, secrets, globalStorageUri }: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
) {
  const storage = globalStorageUri.fsPath;
  const wireLog = (line: WireLine): void => logWire(log, line);
  const errorText = new ErrorText();
  const windows = new OtherWindows(join(storage, 'windows'), (line) => log.warn(line));
  const vault = new AccountsVault(globalState, secrets, windows);
  const demo = new DemoHost();
  const journal = new JournalFiles(join(storage, 'journal'), mostJournalEntries, {
    warn: (line) => log.warn(line),
    onDamaged: (path) => tellDamagedJournal(path, log),
  });
  const indexes = new IndexStorage(join(storage, 'index'), secrets);
  const sessions = new Sessions({
    vault,
    journal,
    indexes,
    warn: (line) => log.warn(line),
    budgets: join(storage, 'budgets'),
    log: wireLog,
    ensureDemo: (account, credentials) => demo.ensure(account, credentials),
  });
  return {
    ...{
      log,
      wireLog,
      errorText,
      reporter: new Reporter(errorText, log),
      windows,
      vault,
      demo,
      journal,
      indexes,
      sessions,
    },
    disposables: [sessions, demo, vault, windows],
  };
}

/** The parts that `accountParts` makes. */
export type AccountParts = ReturnType<typeof accountParts>;

function logWire(
  log: vscode.LogOutputChannel,
  { method, path, status, failure, milliseconds, attempt }: WireLine,
): void {
  const line = `${method} ${path} ${status ?? failure ?? '?'} ${Math.round(milliseconds)} ms`;
  const full = attempt > 1 ? `${line} (attempt ${attempt})` : line;
  if (failure === undefined) log.info(full);
  else log.warn(full);
}
