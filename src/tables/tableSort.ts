import type { IndexedAsset } from '../finding/indexedAsset';
import type { CellReader } from './cellReader';
import type { TableView } from './tableView';

type Rank = number | undefined;

/**
 * The rows in order: numbers by value, days by time, everything else as a person would sort it, numbers within by value. Cells without a value are
 * last in both directions; rows that are alike stay in the order they have.
 */
export function sortTable(
  rows: readonly IndexedAsset[],
  sort: TableView['sort'],
  readerOf: (key: string) => CellReader | undefined,
): readonly IndexedAsset[] {
  const columns = sort.flatMap(({ key, ascending }) => {
    const reader = readerOf(key);
    return reader ? [{ ranks: ranksOf(rows, reader), sign: ascending ? 1 : -1 }] : [];
  });
  if (columns.length === 0) return rows;
  const order = Uint32Array.from(rows.keys());
  order.sort((one, other) => {
    for (const { ranks, sign } of columns) {
      const difference = compare(ranks[one], ranks[other], sign);
      if (difference !== 0) return difference;
    }
    return one - other;
  });
  return Array.from(order, (index) => rows[index]).filter((row) => row !== undefined);
}

function compare(one: Rank, other: Rank, sign: number): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return sign * (one - other);
}

function ranksOf(rows: readonly IndexedAsset[], reader: CellReader): readonly Rank[] {
  const { editor, builtIn } = reader.column;
  if (builtIn === 'id') return rows.map(({ id }) => id);
  if (builtIn === 'created_at')
    return rankTexts(
      rows.map(({ createdAt }) => createdAt ?? ''),
      byCode,
    );
  if (builtIn === 'updated_at')
    return rankTexts(
      rows.map(({ updatedAt }) => updatedAt ?? ''),
      byCode,
    );
  if (editor === 'number') return rankNumbers(rows, reader);
  const texts = rows.map((row) => reader.text(row).trim());
  return rankTexts(texts, editor === 'date' ? byCode : collator.compare);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Each different text is compared once with others, however many rows have it. */
function rankTexts(texts: readonly string[], order: (one: string, other: string) => number): readonly Rank[] {
  const ranks = new Map<string, Rank>();
  let rank = 0;
  let before: string | undefined;
  for (const text of [...new Set(texts)].sort(order)) {
    if (before !== undefined && order(before, text) !== 0) rank += 1;
    ranks.set(text, text === '' ? undefined : rank);
    before = text;
  }
  return texts.map((text) => ranks.get(text));
}

/** Texts in a field of numbers come behind the numbers. */
function rankNumbers(rows: readonly IndexedAsset[], reader: CellReader): readonly Rank[] {
  return rows.map((row) => {
    const { value } = reader.state(row);
    if (value === null || value === '') return undefined;
    return typeof value === 'number' ? value : Number.MAX_VALUE;
  });
}
