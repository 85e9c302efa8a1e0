import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { cellPlace } from './cellPlace';
import type { ColumnNames } from './columnNames';
import { isReadOnly } from './columns';
import type { CsvTable, SourceColumn } from './csvTable';
import type { ImportComplaint, ImportProblem } from './importProblem';
import { datesIn, holdsDates, type MappedColumn } from './mapping';

/**
 * What is wrong with a table as a whole: with its columns, and with where it ends.
 * @param ignored columns that somebody has decided not to import
 */
export async function tableProblems(
  table: CsvTable,
  mapping: readonly MappedColumn[],
  ignored: ReadonlySet<number>,
  names: ColumnNames,
  definition: AssetTypeDefinition,
): Promise<readonly ImportProblem[]> {
  const mapped = new Map(mapping.map((one) => [one.index, one]));
  const problems: ImportProblem[] = [];
  for (const column of table.columns.filter(({ index }) => !ignored.has(index))) {
    const complaint = await complaintAbout(table, column, mapped.get(column.index), mapping, names, definition);
    if (complaint) problems.push({ ...complaint, ...placeOf(table, column.index) });
  }
  const { unclosedAt } = table.source;
  if (unclosedAt !== undefined) problems.push({ code: 'unclosedQuote', span: { offset: unclosedAt, length: 1 } });
  return problems;
}

async function complaintAbout(
  table: CsvTable,
  { index, name, header }: SourceColumn,
  mapped: MappedColumn | undefined,
  mapping: readonly MappedColumn[],
  names: ColumnNames,
  definition: AssetTypeDefinition,
): Promise<ImportComplaint | undefined> {
  if (!mapped) {
    if (!table.isUsed(index)) return undefined;
    const guess = names.find(header)?.column;
    const isKnown = guess && (isReadOnly(guess.key) || mapping.some(({ key }) => key === guess.key));
    const detail = guess && !isKnown ? { header: name, suggestion: guess.header } : { header: name };
    return { code: 'unusedColumn', detail };
  }
  if (mapping.some((one) => one.index < index && one.key === mapped.key)) {
    return { code: 'columnTwice', detail: { header: names.get(mapped.key)?.header ?? name } };
  }
  if (mapped.dates !== undefined || !holdsDates(definition, mapped.key)) return undefined;
  const dates = await datesIn(table, definition, index, mapped.key);
  return { code: 'unsettledDates', detail: { header: name, example: dates?.example ?? '' } };
}

function placeOf({ source, header }: CsvTable, column: number): Pick<ImportProblem, 'row' | 'column' | 'span'> {
  const span = header ? cellPlace(source, header, column) : { offset: 0, length: 0 };
  return { row: header?.number ?? 1, column, span };
}
