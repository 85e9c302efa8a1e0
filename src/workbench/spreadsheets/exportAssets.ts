import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Column, ColumnKey } from '../../tables/columns';
import { ColumnNames } from '../../tables/columnNames';
import { columnsOf } from '../../tables/columns';
import { safeText } from '../../assets/safeText';
import { CommandRefused } from '../words/errors';
import { groundText, scriptedGround, type ScriptedGround } from '../words/indexText';
import { askExport } from './askExport';
import { runExport, type ExportJob } from './exportJob';
import { matchesOf } from '../asking/soundQuery';
import { fileNamed } from '../asking/saveFile';
import { wholeType } from './wholeType';
import { Id, scripted, sessionFor } from '../asking/arguments';
import type { SpreadsheetParts } from './spreadsheetParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  query: z.optional(z.string()),
  format: z.enum(['csv', 'jsonl', 'json']),
  file: z.string().check(z.minLength(1)),
  /** Headers of columns, or fields by name or id; all of them where it is left out. */
  columns: z.optional(z.array(z.union([z.string(), Id]))),
  /** A byte-order mark in front of a CSV file. */
  bom: z.optional(z.boolean()),
});

/** What a script gets. */
interface ExportAnswer {
  readonly rows: number;
  readonly ground: ScriptedGround;
}

/** Writes the assets of a type, or those that a query finds, to a file: all of them, whatever the tree shows. */
export async function exportAssets(
  parts: Pick<SpreadsheetParts, 'spreadsheets'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<ExportAnswer | undefined> {
  const given = scripted(Argument, args);
  if (given) {
    const job = await scriptedJob(parts, given);
    await runExport(job);
    return answer(job);
  }
  const job = await askExport(parts, args);
  if (!job) return undefined;
  await runExport(job);
  await offerFile(job);
  return answer(job);
}

function answer({ rows, ground }: ExportJob): ExportAnswer {
  return { rows: rows.length, ground: scriptedGround(ground) };
}

async function scriptedJob(parts: Pick<SessionParts, 'sessions'>, given: z.infer<typeof Argument>): Promise<ExportJob> {
  const session = sessionFor(parts, given.account);
  const { index, definition, ground } = await wholeType(session, given.typeId, 'script');
  const columns = chosenColumns(columnsOf(definition), given.columns);
  const rows = await matchesOf(index, given.query ?? '', given.typeId);
  const { format, bom = false, file } = given;
  return { session, definition, ground, rows, columns, format, bom, uri: fileNamed(file) };
}

/** The columns that a script names, in its order. */
function chosenColumns(columns: readonly Column[], words: readonly (string | number)[] | undefined): readonly Column[] {
  if (!words) return columns;
  const names = new ColumnNames(columns);
  const chosen = new Map<ColumnKey, Column>();
  for (const word of words) {
    const column = typeof word === 'number' ? names.get(word) : names.named(word);
    if (!column) throw new CommandRefused(t('This type has no column “{0}”.', safeText(String(word))));
    chosen.set(column.key, column);
  }
  if (chosen.size === 0) throw new CommandRefused(t('Choose at least one column.'));
  return [...chosen.values()];
}

async function offerFile({ rows, uri, ground }: ExportJob): Promise<void> {
  const open = t('Open File');
  const reveal = t('Show in Folder');
  const file = safeText(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const told =
    rows.length === 1
      ? t('1 asset was exported to {0}.', file)
      : t('{0} assets were exported to {1}.', rows.length.toLocaleString(vscode.env.language), file);
  const choice = await vscode.window.showInformationMessage(
    `${told} (${groundText(ground)})`,
    open,
    ...(uri.scheme === 'file' ? [reveal] : []),
  );
  if (choice === open) await vscode.window.showTextDocument(uri);
  else if (choice === reveal) await vscode.commands.executeCommand('revealFileInOS', uri);
}
