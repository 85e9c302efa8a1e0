import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Ground } from '../../finding/ground';
import { toAsset, type IndexedAsset } from '../../finding/indexedAsset';
import type { Asset } from '../../happyfox/asset';
import { pausing } from '../../happyfox/pause';
import type { Column } from '../../tables/columns';
import type { ExportFormat } from '../../tables/exportText';
import type { AccountSession } from '../sessions/accountSession';
import { withProgress } from '../asking/progress';
import { saveFile } from '../asking/saveFile';

const { t } = vscode.l10n;

/** What to export, and where to. */
export interface ExportJob {
  readonly session: AccountSession;
  readonly definition: AssetTypeDefinition;
  /** How old and how complete what is exported is. */
  readonly ground: Ground;
  readonly rows: readonly IndexedAsset[];
  readonly columns: readonly Column[];
  readonly format: ExportFormat;
  readonly bom: boolean;
  readonly uri: vscode.Uri;
}

/** Writes assets to a file under a progress notification. Cancelled, it leaves no file behind, and what was there before as it was. */
export async function runExport({ session, rows, uri, ...request }: ExportJob): Promise<void> {
  const { exportText } = await import('../../tables/exportText');
  await session.learnStaff(rows.flatMap(({ createdBy, updatedBy }) => [createdBy, updatedBy]));
  const { staffName } = session;
  const title = t('Exporting to {0}', safeText(uri.path.slice(uri.path.lastIndexOf('/') + 1)));
  await withProgress(title, async (report, signal) => {
    const parts = exportText({ ...request, assets: assetsOf(rows), staffName }, pausing(signal));
    await saveFile(uri, told(parts, rows.length, report), signal);
  });
}

/** Assets are made of the index's rows one by one, so that there are never two of each. */
function* assetsOf(rows: readonly IndexedAsset[]): Generator<Asset> {
  for (const row of rows) yield toAsset(row);
}

async function* told(
  parts: AsyncIterable<{ readonly text: string; readonly done: number }>,
  total: number,
  report: (done: number, words: string) => void,
): AsyncGenerator<string> {
  const count = (number: number): string => number.toLocaleString(vscode.env.language);
  for await (const { text, done } of parts) {
    report(done / Math.max(total, 1), t('{0} of {1}', count(done), count(total)));
    yield text;
  }
}
