import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import type { ColumnKey } from '../../tables/columns';
import type { ColumnNames } from '../../tables/columnNames';
import type { CsvTable } from '../../tables/csvTable';
import { guessColumns, mapColumn, type MappedColumn } from '../../tables/mapping';
import { CommandRefused } from '../words/errors';
import { withSuggestion } from '../words/queryProblemText';
import type { ImportSubject } from './importSubject';

const { t } = vscode.l10n;

const Target = z.union([z.string(), z.number()]);

/** A script's mapping: for a column of the file by its header the field that it holds, or null where it is not to be imported. */
export const ScriptedMapping = z.record(
  z.string(),
  z.nullable(
    z.union([Target, z.object({ field: Target, dates: z.optional(z.enum(['ymd', 'dmy', 'mdy', 'serial'])) })]),
  ),
);

/** What each column of a file holds, and which are not to be imported. */
export interface ColumnsMapped {
  readonly mapping: readonly MappedColumn[];
  readonly ignored: ReadonlySet<number>;
}

/** The mapping of a script: what it says, and by their names the columns that it does not mention. */
export async function scriptedMapping(
  { definition, names }: ImportSubject,
  table: CsvTable,
  given: z.infer<typeof ScriptedMapping> = {},
): Promise<ColumnsMapped> {
  const said = new Map(Object.entries(given).map(([word, target]) => [columnNamed(table, word), target]));
  const mapping: MappedColumn[] = [];
  const ignored = new Set<number>();
  for (const { source, kind, column } of guessColumns(table, names)) {
    const target = said.get(source.index);
    if (target === null) ignored.add(source.index);
    else if (target !== undefined) {
      const { field, dates } = typeof target === 'object' ? target : { field: target, dates: undefined };
      const mapped = await mapColumn(table, definition, source.index, keyNamed(names, field));
      mapping.push(dates === undefined ? mapped : { ...mapped, dates });
    } else if (kind === 'same' && column) {
      mapping.push(await mapColumn(table, definition, source.index, column.key));
    }
  }
  return { mapping, ignored };
}

/** What a script calls a field, or what every asset has. */
export function keyNamed(names: ColumnNames, word: string | number): ColumnKey {
  const column = typeof word === 'number' ? names.get(word) : names.named(word);
  if (column) return column.key;
  const like = names.find(String(word))?.column.header;
  const told = t('This type has no column “{0}”.', safeText(String(word)));
  throw new CommandRefused(withSuggestion(told, like));
}

function columnNamed({ columns }: CsvTable, word: string): number {
  const column =
    columns.find(({ name }) => name === word) ?? columns.find(({ header }) => header.trim() === word.trim());
  if (!column) throw new CommandRefused(t('The file has no column “{0}”.', safeText(word)));
  return column.index;
}
