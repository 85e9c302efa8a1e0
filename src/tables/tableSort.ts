import { sortInSteps } from '../finding/steppedSort';
import { stride, type Steps } from '../finding/steps';
import type { IndexedAsset } from '../finding/indexedAsset';
import { isDay } from '../finding/query/days';
import { compareDecimals, decimalOf, type Decimal } from '../finding/query/decimal';
import type { CellReader } from './cellReader';
import type { TableView } from './tableView';
import type { ValueForm } from '../assets/fieldKind';

type Rank = number | undefined;

/**
 * The rows in order: numbers by value, days by time, everything else as a person would sort it, numbers within by value. Cells without a value are
 * last in both directions; rows that are alike stay in the order they have. Yields now and then; see `withPauses`.
 */
export function* sortTable(
  rows: readonly IndexedAsset[],
  sort: TableView['sort'],
  readerOf: (key: string) => CellReader | undefined,
): Steps<readonly IndexedAsset[]> {
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
  const sorted: IndexedAsset[] = [];
  for (const [at, place] of order.entries()) {
    const row = rows[place];
    if (row) sorted.push(row);
    if (at % stride === stride - 1) yield;
  }
  return sorted;
}

/** What is read of each row. Yields now and then. */
export function* readEach<Value>(
  rows: readonly IndexedAsset[],
  read: (row: IndexedAsset) => Value,
): Steps<readonly Value[]> {
  const values: Value[] = [];
  for (const row of rows) {
    values.push(read(row));
    if (values.length % stride === 0) yield;
  }
  return values;
}

function compare(one: Rank, other: Rank, sign: number): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return sign * (one - other);
}

function* ranksOf(rows: readonly IndexedAsset[], reader: CellReader): Steps<readonly Rank[]> {
  const { form, builtIn } = reader.column;
  if (builtIn === 'id') return rows.map(({ id }) => id);
  if (builtIn === 'created_at')
    return yield* rankTexts(yield* readEach(rows, ({ createdAt }) => createdAt ?? ''), inCodeOrder);
  if (builtIn === 'updated_at')
    return yield* rankTexts(yield* readEach(rows, ({ updatedAt }) => updatedAt ?? ''), inCodeOrder);
  return yield* rankTexts(yield* readEach(rows, (row) => reader.text(row).trim()), (texts) => inCellOrder(texts, form));
}

/** What a cell's text is, read once: a number or a day comes before what is neither. */
interface OrderedText {
  readonly text: string;
  readonly number?: Decimal | undefined;
  readonly isDay?: boolean;
}

/**
 * How texts of cells are ordered: numbers by value, days by time, both before what is neither, all else as a person would sort it. Yields now and
 * then.
 */
export function* inCellOrder(texts: Iterable<string>, form: ValueForm): Steps<readonly OrderedText[]> {
  const read = (text: string): OrderedText => {
    if (form === 'number') return { text, number: decimalOf(text) };
    return form === 'day' ? { text, isDay: isDay(text) } : { text };
  };
  const ordered: OrderedText[] = [];
  for (const text of texts) {
    ordered.push(read(text));
    if (ordered.length % stride === 0) yield;
  }
  return yield* sortInSteps(ordered, compareTexts);
}

function compareTexts(one: OrderedText, other: OrderedText): number {
  if (one.number && other.number) return compareDecimals(one.number, other.number);
  if (one.number || other.number) return one.number ? -1 : 1;
  if (one.isDay !== other.isDay) return one.isDay === true ? -1 : 1;
  return one.isDay === true ? byCode(one.text, other.text) : collator.compare(one.text, other.text);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Each different text is compared once with others, however many rows have it. */
function* rankTexts(
  texts: readonly string[],
  inOrder: (texts: Iterable<string>) => Steps<readonly OrderedText[]>,
): Steps<readonly Rank[]> {
  const different = new Set<string>();
  for (const [at, text] of texts.entries()) {
    different.add(text);
    if (at % stride === stride - 1) yield;
  }
  const ranks = new Map<string, Rank>();
  let rank = 0;
  let before: OrderedText | undefined;
  for (const one of yield* inOrder(different)) {
    if (one.text === '') continue;
    if (before && compareTexts(before, one) !== 0) rank += 1;
    ranks.set(one.text, rank);
    before = one;
    if (ranks.size % stride === 0) yield;
  }
  const ranked: Rank[] = [];
  for (const text of texts) {
    ranked.push(ranks.get(text));
    if (ranked.length % stride === 0) yield;
  }
  return ranked;
}

function* inCodeOrder(texts: Iterable<string>): Steps<readonly OrderedText[]> {
  return yield* sortInSteps(
    Array.from(texts, (text) => ({ text, isDay: true })),
    compareTexts,
  );
}
