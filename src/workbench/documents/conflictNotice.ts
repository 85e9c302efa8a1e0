import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { WriteRefused, type Refusal } from '../../plans/writeRefused';
import type { DocumentConflicts } from './documentConflicts';
import type { DocumentSaves } from './documentSaves';
import { assetIn } from '../screen/openEditors';
import type { HappyFoxFileSystem } from './happyfoxFileSystem';
import type { RunCommand } from '../words/commandCalls';

const { t } = vscode.l10n;

/** Offers the ways out when a save was refused because of what others did: a conflict, or a deleted asset. */
export function conflictNotice(
  files: HappyFoxFileSystem,
  saves: DocumentSaves,
  conflicts: DocumentConflicts,
  run: RunCommand,
): vscode.Disposable {
  const tellContext = (): void => {
    const uris = conflicts.documents.map((uri) => uri.toString());
    void vscode.commands.executeCommand('setContext', 'happyfoxAssets.conflicts', uris);
  };
  return vscode.Disposable.from(
    conflicts.onDidChange(tellContext),
    files.onDidFail(({ uri, error }) => {
      if (!(error instanceof WriteRefused)) return;
      if (error.refusal.reason === 'conflict') void offerMerge(uri, error.refusal, run);
      if (error.refusal.reason === 'deletedMeanwhile') void offerNew(uri, saves, run);
    }),
  );
}

async function offerMerge(
  uri: vscode.Uri,
  { conflicts }: Extract<Refusal, { reason: 'conflict' }>,
  run: RunCommand,
): Promise<void> {
  const fields = conflicts.map(({ label }) => safeText(label)).join(', ');
  const compare = t('Compare');
  const overwrite = t('Overwrite');
  const take = t('Take Theirs');
  const choice = await vscode.window.showWarningMessage(
    t('Somebody else changed {0} too. Nothing was sent. Compare both versions, keep yours, or take theirs.', fields),
    compare,
    overwrite,
    take,
  );
  if (choice === compare) await run('compareWithTheirs', uri);
  else if (choice === overwrite) await run('overwriteTheirs', uri);
  else if (choice === take) await run('takeTheirs', uri);
}

async function offerNew(uri: vscode.Uri, saves: DocumentSaves, run: RunCommand): Promise<void> {
  const saveAsNew = t('Save as New Asset');
  const discard = t('Discard');
  const choice = await vscode.window.showWarningMessage(
    t('This asset has been deleted in HappyFox. Your text is still here.'),
    saveAsNew,
    discard,
  );
  if (choice === saveAsNew) {
    const draft = await run('saveAsNew', uri);
    // The text has moved into the draft: two tabs with it, one of which can't be saved, would only be asked about again.
    if (draft !== undefined) await discardTab(uri, saves);
  } else if (choice === discard) {
    await discardTab(uri, saves);
  }
}

/** Closes a document without saving it: its asset is gone, and its text in a draft, or not wanted any more. What auto-save kept goes too. */
async function discardTab(uri: vscode.Uri, saves: DocumentSaves): Promise<void> {
  const ref = assetIn(uri);
  if (ref) await saves.abandon(ref, uri);
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
