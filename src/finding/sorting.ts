import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues } from './namedValues';
import { compareDecimals, decimalOf, type Decimal } from './query/decimal';
import { sortInSteps } from './steppedSort';
import { stride, type Steps } from './steps';

/** What assets are sorted by; a field is named as in a query. */
export type SortKey =
  { readonly kind: 'name' } | { readonly kind: 'displayId' } | { readonly kind: 'field'; readonly name: string };

/** Numbers before texts; undefined for an asset without a value. */
type Sortable = Decimal | string | undefined;

interface Keyed {
  readonly row: IndexedAsset;
  readonly value: Sortable;
}

/**
 * The rows in order: numbers by value, dates by day, choices by label, everything else as a person would sort it, numbers within by value.
 * Assets without a value are last in both directions; those that are alike stay in the order they have. Yields now and then; see `withPauses`.
 */
export function* sortRows(
  rows: Iterable<IndexedAsset>,
  by: SortKey,
  direction: 'ascending' | 'descending',
  index: AssetIndex,
): Steps<readonly IndexedAsset[]> {
  const valueOf = sortableOf(by, index);
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed: Keyed[] = [];
  for (const row of rows) {
    keyed.push({ row, value: valueOf(row) });
    if (keyed.length % stride === 0) yield;
  }
  const sorted = yield* sortInSteps(keyed, ({ value: one }, { value: other }) => compare(one, other, sign));
  return sorted.map(({ row }) => row);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compare(one: Sortable, other: Sortable, sign: 1 | -1): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  if (typeof one === 'string' && typeof other === 'string') return sign * collator.compare(one, other);
  if (typeof one === 'string' || typeof other === 'string') return sign * (typeof one === 'string' ? 1 : -1);
  return sign * compareDecimals(one, other);
}

function sortableOf(by: SortKey, index: AssetIndex): (row: IndexedAsset) => Sortable {
  if (by.kind === 'name') return ({ name }) => name.trim() || undefined;
  if (by.kind === 'displayId') return ({ displayId }) => displayId.trim() || undefined;
  const values = new NamedValues(by.name, index);
  return (row) => {
    const texts = values.of(row).flatMap(({ reader, raw }) => reader.texts(raw).map((text) => ({ reader, text })));
    const [first] = texts;
    if (first === undefined) return undefined;
    const number = first.reader.form === 'number' ? decimalOf(first.text) : undefined;
    return number ?? texts.map(({ text }) => text.trim()).join(', ');
  };
}
