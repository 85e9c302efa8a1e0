import * as vscode from 'vscode';
import type { JournalFiles } from '../../plans/journalFiles';
import type { DemoHost, DemoRestart } from '../sessions/demoHost';
import type { DocumentEvents } from './documentEvents';
import { assetIn } from '../screen/openEditors';
import type { RunCommand } from '../words/commandCalls';

const { t } = vscode.l10n;

/** After the demo account has started afresh: clean tabs show what it has now, and where something had been changed, that is said. */
export function demoNotice(
  demo: DemoHost,
  journal: Pick<JournalFiles, 'read'>,
  editors: Pick<DocumentEvents, 'lookAgain'>,
  run: RunCommand,
): vscode.Disposable {
  return demo.onDidRestart((restart) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      const ref = assetIn(uri);
      if (ref?.accountId === restart.account.id) void editors.lookAgain(ref);
    }
    void tell(restart, journal, run);
  });
}

async function tell(
  { account, before }: DemoRestart,
  journal: Pick<JournalFiles, 'read'>,
  run: RunCommand,
): Promise<void> {
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
  if (choice === refresh) await run('refresh');
}
