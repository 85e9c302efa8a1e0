import * as vscode from 'vscode';
import type { JournalFiles } from '../plans/journalFiles';
import type { DemoHost, DemoRestart } from './demoHost';

const { t } = vscode.l10n;

/** Says that the demo account has started afresh, where something had been changed in it. */
export function demoNotice(demo: DemoHost, journal: Pick<JournalFiles, 'read'>): vscode.Disposable {
  return demo.onDidRestart((restart) => void tell(restart, journal));
}

async function tell({ account, before }: DemoRestart, journal: Pick<JournalFiles, 'read'>): Promise<void> {
  // Where that can't be read, it is told in vain rather than not at all.
  const wasChanged = await journal.read(account.id).then(
    (writes) => writes.some(({ entry }) => entry.time > before),
    () => true,
  );
  if (!wasChanged) return;
  const refresh = t('Refresh');
  const choice = await vscode.window.showInformationMessage(
    t('The demo account started afresh, since the window that ran it is gone: what was changed in it is gone too.'),
    refresh,
  );
  if (choice === refresh) await vscode.commands.executeCommand('happyfoxAssets.refresh');
}
