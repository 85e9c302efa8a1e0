import * as vscode from 'vscode';
import { safeFileName } from '../../assets/assetRef';
import { safeText } from '../../assets/safeText';
import { pausing } from '../../happyfox/pause';
import type { KeptPlan } from '../../plans/planOnDisk';
import { withProgress } from '../asking/progress';
import { reportCsv, reportJson } from './planReport';
import type { RowParts } from './planRows';

const { t } = vscode.l10n;

/**
 * Asks where to, and saves what became of a plan as a file, under a progress notification. Rejects with `CancellationError` where that is cancelled; then
 * what was there before is as it was.
 */
export async function saveReport(kept: KeptPlan, parts: RowParts, format: 'csv' | 'json'): Promise<void> {
  const { saveFile, suggestedFile } = await import('../asking/saveFile');
  const uri = await vscode.window.showSaveDialog({
    defaultUri: suggestedFile(`${safeFileName(kept.plan.title)}.${format}`),
    filters: format === 'csv' ? { CSV: ['csv'] } : { JSON: ['json'] },
    title: t('Save Report'),
  });
  if (!uri) return;
  const heads = [
    ...[t('Operation'), t('Id'), t('Display id'), t('Name'), t('Field')],
    ...[t('Before'), t('After'), t('Outcome'), t('Time'), t('Notes')],
  ];
  const title = t('Exporting to {0}', safeText(uri.path.slice(uri.path.lastIndexOf('/') + 1)));
  await withProgress(title, (_report, signal) => {
    const pause = pausing(signal);
    return saveFile(
      uri,
      format === 'csv' ? reportCsv(kept, parts, heads, pause) : reportJson(kept, parts, pause),
      signal,
    );
  });
  const open = t('Open');
  const choice = await vscode.window.showInformationMessage(t('The report was saved.'), open);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
}
