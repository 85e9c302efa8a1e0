import type { IndexedAsset } from './indexedAsset';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';
import { compareValues, orderedValue, type OrderedValue, type OrderKind } from './valueOrder';

/** What a row says in a column that rows are sorted by. */
export interface RowValue {
  /** Blank for no value. */
  readonly text: string;
  /** See `orderedValue`. */
  readonly kind: OrderKind;
}

/** A column that rows are sorted by. */
export interface RowKey {
  readonly valueOf: (row: IndexedAsset) => RowValue;
  readonly ascending: boolean;
}

/**
 * The rows in order, by the first key above all: numbers by value, days and moments by time, everything else as a person would sort it, numbers within
 * by value. Rows without a value are last in both directions; those that are alike stay in the order they have. Yields now and then; see `withPauses`.
 */
export function* orderRows(rows: readonly IndexedAsset[], keys: readonly RowKey[]): Steps<readonly IndexedAsset[]> {
  if (keys.length === 0) return rows;
  const columns: { readonly ranks: readonly Rank[]; readonly sign: number }[] = [];
  for (const { valueOf, ascending } of keys)
    columns.push({ ranks: yield* ranksOf(rows, valueOf), sign: ascending ? 1 : -1 });
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

type Rank = number | undefined;

function compare(one: Rank, other: Rank, sign: number): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return sign * (one - other);
}

/** Each different value is compared with others once, however many rows have it. */
function* ranksOf(rows: readonly IndexedAsset[], valueOf: RowKey['valueOf']): Steps<readonly Rank[]> {
  const values = new Values();
  const different = new Set<OrderedValue>();
  const read: (OrderedValue | undefined)[] = [];
  for (const row of rows) {
    const value = values.of(valueOf(row));
    read.push(value);
    if (value) different.add(value);
    if (read.length % stride === 0) yield;
  }
  const ranks = new Map<OrderedValue, number>();
  let rank = 0;
  let before: OrderedValue | undefined;
  for (const value of yield* sortInSteps([...different], compareValues)) {
    if (before && compareValues(before, value) !== 0) rank += 1;
    ranks.set(value, rank);
    before = value;
    if (ranks.size % stride === 0) yield;
  }
  const ranked: Rank[] = [];
  for (const value of read) {
    ranked.push(value && ranks.get(value));
    if (ranked.length % stride === 0) yield;
  }
  return ranked;
}

/** Reads each different text once. */
class Values {
  private readonly byKind = new Map<OrderKind, Map<string, OrderedValue | undefined>>();

  of({ text, kind }: RowValue): OrderedValue | undefined {
    const known = this.byKind.get(kind) ?? new Map<string, OrderedValue | undefined>();
    this.byKind.set(kind, known);
    if (!known.has(text)) known.set(text, orderedValue(text, kind));
    return known.get(text);
  }
}
