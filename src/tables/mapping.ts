import { createHash } from 'node:crypto';
import type { CustomField } from '../happyfox/customField';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { kindOf } from '../assets/fieldKinds';
import type { ColumnNames } from './columnNames';
import type { Column, ColumnKey } from './columns';
import type { CsvTable, SourceColumn } from './csvTable';
import { datesOf, settledOrder, type ColumnDates, type DateOrder } from './dateOrder';

/** A column of a file, and what it holds. */
export interface MappedColumn {
  /** The column's place in the file. */
  readonly index: number;
  readonly key: ColumnKey;
  /** In which order its dates are written; undefined while nobody has said, and for what is no date. */
  readonly dates?: DateOrder | undefined;
}

/** What a column of a file may hold. `same`: its header says so; `like`: it is a guess that a person has to confirm. */
interface ColumnGuess {
  readonly source: SourceColumn;
  readonly kind: 'same' | 'like' | 'none';
  readonly column: Column | undefined;
}

/** What each column of a file may hold; no two the same. */
export function guessColumns({ columns }: CsvTable, names: ColumnNames): readonly ColumnGuess[] {
  const taken = new Set<ColumnKey>();
  const found = columns.map((source) => ({ source, guess: names.find(source.header) }));
  const sure = new Map<number, Column>();
  for (const { source, guess } of found) {
    if (guess?.kind !== 'same' || taken.has(guess.column.key)) continue;
    taken.add(guess.column.key);
    sure.set(source.index, guess.column);
  }
  return found.map(({ source, guess }) => {
    const same = sure.get(source.index);
    if (same) return { source, kind: 'same', column: same };
    if (!guess || taken.has(guess.column.key)) return { source, kind: 'none', column: undefined };
    taken.add(guess.column.key);
    return { source, kind: 'like', column: guess.column };
  });
}

/** The column as it will be read; the order of its dates is settled where the cells leave no doubt. In stretches. */
export async function mapColumn(
  table: CsvTable,
  definition: AssetTypeDefinition,
  index: number,
  key: ColumnKey,
): Promise<MappedColumn> {
  const dates = await datesIn(table, definition, index, key);
  return dates ? { index, key, dates: settledOrder(dates) } : { index, key };
}

/** What the dates of a column may be; undefined where it holds something else. In stretches. */
export async function datesIn(
  table: CsvTable,
  definition: AssetTypeDefinition,
  index: number,
  key: ColumnKey,
): Promise<ColumnDates | undefined> {
  return holdsDates(definition, key) ? datesOf(table.texts(index)) : undefined;
}

/** Whether a column holds dates. */
export function holdsDates(definition: AssetTypeDefinition, key: ColumnKey): boolean {
  const field = fieldOfColumn(definition, key);
  return field !== undefined && kindOf(field).form === 'day';
}

/** The custom field of a column; undefined where it holds something that every asset has. */
export function fieldOfColumn({ fields }: AssetTypeDefinition, key: ColumnKey): CustomField | undefined {
  return fields.find(({ id }) => id === key);
}

/** Stands for all files with these columns that are imported into a type, so that a mapping has to be made but once. */
export function shapeOf({ columns }: CsvTable, assetTypeId: number): string {
  const shape = JSON.stringify([assetTypeId, columns.map(({ header }) => header)]);
  return createHash('sha256').update(shape).digest('hex').slice(0, 32);
}
