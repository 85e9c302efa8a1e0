import type { IndexedAsset } from '../finding/indexedAsset';
import type { CellReader } from './cellReader';
import { sortInSteps } from './steppedSort';
import type { TableView } from './tableView';

type Rank = number | undefined;

/** So many cells are read between two yields. */
const stride = 1_024;

/**
 * The rows in order: numbers by value, days by time, everything else as a person would sort it, numbers within by value. Cells without a value are
 * last in both directions; rows that are alike stay in the order they have. Yields now and then; see `inStretches`.
 */
export function* sortTable(
  rows: readonly IndexedAsset[],
  sort: TableView['sort'],
  readerOf: (key: string) => CellReader | undefined,
): Generator<undefined, readonly IndexedAsset[]> {
  const columns: { readonly ranks: readonly Rank[]; readonly sign: number }[] = [];
  for (const { key, ascending } of sort) {
    const reader = readerOf(key);
    if (reader) columns.push({ ranks: yield* ranksOf(rows, reader), sign: ascending ? 1 : -1 });
  }
  if (columns.length === 0) return rows;
  const order = yield* sortInSteps([...rows.keys()], (one, other) => {
    for (const { ranks, sign } of columns) {
      const difference = compare(ranks[one], ranks[other], sign);
      if (difference !== 0) return difference;
    }
    return one - other;
  });
  return order.flatMap((index) => rows[index] ?? []);
}

/** The cells of a column, row by row. Yields now and then. */
export function* cellTexts(rows: readonly IndexedAsset[], reader: CellReader): Generator<undefined, readonly string[]> {
  return yield* readEach(rows, (row) => reader.text(row).trim());
}

function compare(one: Rank, other: Rank, sign: number): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return sign * (one - other);
}

function* ranksOf(rows: readonly IndexedAsset[], reader: CellReader): Generator<undefined, readonly Rank[]> {
  const { editor, builtIn } = reader.column;
  if (builtIn === 'id') return rows.map(({ id }) => id);
  if (builtIn === 'created_at') {
    return yield* rankTexts(
      rows.map(({ createdAt }) => createdAt ?? ''),
      byCode,
    );
  }
  if (builtIn === 'updated_at') {
    return yield* rankTexts(
      rows.map(({ updatedAt }) => updatedAt ?? ''),
      byCode,
    );
  }
  if (editor === 'number') return yield* readEach(rows, (row) => numberRank(row, reader));
  return yield* rankTexts(yield* cellTexts(rows, reader), editor === 'date' ? byCode : collator.compare);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Each different text is compared once with others, however many rows have it. */
function* rankTexts(
  texts: readonly string[],
  order: (one: string, other: string) => number,
): Generator<undefined, readonly Rank[]> {
  const ranks = new Map<string, Rank>();
  let rank = 0;
  let before: string | undefined;
  for (const text of yield* sortInSteps([...new Set(texts)], order)) {
    if (before !== undefined && order(before, text) !== 0) rank += 1;
    ranks.set(text, text === '' ? undefined : rank);
    if (ranks.size % stride === 0) yield;
    before = text;
  }
  return texts.map((text) => ranks.get(text));
}

/** Texts in a field of numbers come behind the numbers. */
function numberRank(row: IndexedAsset, reader: CellReader): Rank {
  const { value } = reader.state(row);
  if (value === null || value === '') return undefined;
  return typeof value === 'number' ? value : Number.MAX_VALUE;
}

function* readEach<Value>(
  rows: readonly IndexedAsset[],
  read: (row: IndexedAsset) => Value,
): Generator<undefined, readonly Value[]> {
  const values: Value[] = [];
  for (const row of rows) {
    values.push(read(row));
    if (values.length % stride === 0) yield;
  }
  return values;
}
