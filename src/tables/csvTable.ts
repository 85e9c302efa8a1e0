import type { CsvRecord, CsvText } from './csvReader';
import { unguard } from './guard';

/** A column of a file. */
export interface SourceColumn {
  readonly index: number;
  /** What stands at its head, which may be nothing. */
  readonly header: string;
  /** A word for it that no other column has: its header, with ` (2)` behind it where it is the second of that name. */
  readonly name: string;
}

/** A file whose first record names its columns. */
export class CsvTable {
  readonly columns: readonly SourceColumn[];
  readonly header: CsvRecord | undefined;
  readonly rows: readonly CsvRecord[];

  constructor(readonly source: CsvText) {
    const [header, ...rows] = source.records;
    this.header = header;
    this.rows = rows;
    this.columns = namedColumns(header?.cells ?? []);
  }

  /** What the cells of a column say. */
  *texts(column: number): Generator<string> {
    for (const { cells } of this.rows) yield unguard(cells[column] ?? '');
  }

  /** Whether anything stands in a column below its head. */
  isUsed(column: number): boolean {
    return this.rows.some(({ cells }) => (cells[column] ?? '').trim() !== '');
  }
}

function namedColumns(headers: readonly string[]): readonly SourceColumn[] {
  const taken = new Set<string>();
  return headers.map((cell, index) => {
    const header = unguard(cell);
    const word = header.trim() === '' ? `#${index + 1}` : header;
    let name = word;
    for (let turn = 2; taken.has(name); turn += 1) name = `${word} (${turn})`;
    taken.add(name);
    return { index, header, name };
  });
}
