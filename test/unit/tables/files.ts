import assert from 'node:assert/strict';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { Asset, LinkedContact } from '../../../src/happyfox/asset';
import type { Pause } from '../../../src/happyfox/pause';
import { AssetMatcher } from '../../../src/tables/assetMatcher';
import { ColumnNames } from '../../../src/tables/columnNames';
import { columnsOf, type ColumnKey } from '../../../src/tables/columns';
import { readCsv } from '../../../src/tables/csvReader';
import { csvRows } from '../../../src/tables/csvRows';
import { CsvTable } from '../../../src/tables/csvTable';
import type { DateOrder } from '../../../src/tables/dateOrder';
import { dryRun, type DryRun, type ImportMode } from '../../../src/tables/dryRun';
import { decodeText } from '../../../src/tables/encoding';
import { exportText, type ExportFormat } from '../../../src/tables/exportText';
import type { ImportRow } from '../../../src/tables/importRow';
import { documentSpans } from '../../../src/tables/documentSpans';
import { jsonRows } from '../../../src/tables/jsonRows';
import { guessColumns, mapColumn, type MappedColumn } from '../../../src/tables/mapping';
import { KnownPeople } from '../../../src/tables/people';
import { tableProblems } from '../../../src/tables/tableProblems';

/** The bytes of a file that holds these assets. */
export async function exported(
  definition: AssetTypeDefinition,
  assets: readonly Asset[],
  format: ExportFormat = 'csv',
  bom = false,
): Promise<Buffer> {
  const columns = columnsOf(definition);
  let text = '';
  const parts = exportText({ definition, assets, columns, format, bom, staffName: (id) => `Agent ${id}` });
  for await (const part of parts) text += part.text;
  return Buffer.from(text);
}

/** How a file is imported. */
export interface ImportOptions {
  readonly definition: AssetTypeDefinition;
  readonly assets?: readonly Asset[];
  readonly match?: ColumnKey;
  readonly mode?: ImportMode;
  readonly createContacts?: boolean;
  readonly people?: readonly LinkedContact[];
  readonly dates?: DateOrder;
}

/** What importing a file would do, its columns mapped by their names alone. */
export async function imported(file: string | Uint8Array, options: ImportOptions): Promise<DryRun> {
  const { definition, assets = [], match = 'display_id', dates } = options;
  const { text } = await decodeText(typeof file === 'string' ? Buffer.from(file) : file);
  const people = knownPeople(assets, options.people);
  const table = new CsvTable(await readCsv(text));
  const names = new ColumnNames(columnsOf(definition));
  const mapping: MappedColumn[] = [];
  for (const { source, kind, column } of guessColumns(table, names)) {
    if (kind !== 'same' || !column) continue;
    const mapped = await mapColumn(table, definition, source.index, column.key);
    mapping.push(dates === undefined || !('dates' in mapped) ? mapped : { ...mapped, dates });
  }
  const run = await dryRunOf(csvRows({ table, definition, mapping, match, people }), options);
  return {
    ...run,
    problems: [...(await tableProblems(table, mapping, new Set(), names, definition)), ...run.problems],
  };
}

/** What importing a file of documents would do. */
export async function importedDocuments(text: string, options: ImportOptions): Promise<DryRun> {
  const { definition, assets = [], match = 'display_id' } = options;
  const people = knownPeople(assets, options.people);
  const spans = await documentSpans(text, () => Promise.resolve());
  return dryRunOf(jsonRows(text, spans, { definition, match, people }), options);
}

/** What importing rows would do. */
export async function dryRunOf(rows: readonly ImportRow[], options: ImportOptions, pause?: Pause): Promise<DryRun> {
  const { definition, assets = [], match = 'display_id', mode = 'both', createContacts = false } = options;
  const run = dryRun(
    {
      ...{ definition, rows, mode, createContacts },
      matcher: await AssetMatcher.of(assets, definition, match, () => Promise.resolve()),
      match,
      matchHeader: String(match),
    },
    new AbortController().signal,
    pause,
  );
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return step.value;
}

function knownPeople(assets: readonly Asset[], others: readonly LinkedContact[] = []): KnownPeople {
  return new KnownPeople([...assets.flatMap(({ contacts }) => contacts), ...others]);
}

/** Fails unless the import has nothing to do and nothing to complain about. */
export function assertNothingToDo({ steps, problems }: DryRun): void {
  assert.deepEqual(problems, []);
  assert.deepEqual(steps, []);
}
