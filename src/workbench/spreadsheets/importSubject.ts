import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Ground } from '../../finding/ground';
import { toAsset } from '../../finding/indexedAsset';
import type { Asset } from '../../happyfox/asset';
import { inStretches, pausing } from '../../happyfox/pause';
import { ColumnNames } from '../../tables/columnNames';
import { columnsOf } from '../../tables/columns';
import { KnownPeople } from '../../tables/people';
import type { TableFile } from '../../tables/tableFile';
import type { AccountSession } from '../sessions/accountSession';
import type { AnswersTo } from '../asking/completeIndex';
import { CommandRefused } from '../words/errors';
import { withProgress } from '../asking/progress';
import { wholeType } from './wholeType';

const { t } = vscode.l10n;

/** Files beyond this are no list of assets, and would not fit into the memory that extensions have. */
const mostBytes = 200 * 1024 * 1024;

/** A file, and what its rows are held against. */
export interface ImportSubject {
  readonly session: AccountSession;
  readonly uri: vscode.Uri;
  readonly file: TableFile;
  readonly definition: AssetTypeDefinition;
  /** All assets of the type. */
  readonly assets: readonly Asset[];
  /** Whoever has an asset of any type, and whoever is looked up. */
  readonly people: KnownPeople;
  readonly names: ColumnNames;
  /** That there is no asset for a row is concluded from this. */
  readonly ground: Ground;
}

/** Reads a file, and all of the type that it is to be imported into. Rejects with `CancellationError` when the user cancels. */
export async function openSubject(
  session: AccountSession,
  assetTypeId: number,
  uri: vscode.Uri,
  answersTo: AnswersTo = 'person',
): Promise<ImportSubject> {
  const file = await readFile(uri);
  const { index, definition, ground } = await wholeType(session, assetTypeId, answersTo);
  const pause = pausing();
  const { rows } = await index.filter('', assetTypeId, pause);
  const assets = await inStretches(rows, pause, (row) => [toAsset(row)]);
  const people = new KnownPeople();
  for (const { contacts } of (await index.filter('', undefined, pause)).rows) {
    await pause();
    for (const contact of contacts) people.add(contact);
  }
  return { session, uri, file, definition, ground, assets, people, names: new ColumnNames(columnsOf(definition)) };
}

async function readFile(uri: vscode.Uri): Promise<TableFile> {
  const name = safeText(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const { readTableFile } = await import('../../tables/tableFile');
  const bytes = await readBytes(uri, name);
  const file = await withProgress(t('Reading {0}', name), (_report, signal) => readTableFile(bytes, signal));
  if (file.kind === 'table' && file.table.columns.length === 0) {
    throw new CommandRefused(t('{0} is empty. Its first line has to name the columns.', name));
  }
  return file;
}

async function readBytes(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) throw new CommandRefused(t('{0} is too big. Divide it into files of at most 200 MB.', name));
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    throw new CommandRefused(t('{0} can’t be read. Check that it exists and that you may read it.', name), {
      cause: error,
    });
  }
}
