import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { NamedValues } from './namedValues';
import type { Steps } from './steps';
import { orderRows, type RowKey } from './rowOrder';

/** What assets are sorted by; a field is named as in a query. */
export type SortKey =
  { readonly kind: 'name' } | { readonly kind: 'displayId' } | { readonly kind: 'field'; readonly name: string };

/** The rows in order; see `orderRows`. Yields now and then. */
export function* sortRows(
  rows: Iterable<IndexedAsset>,
  by: SortKey,
  direction: 'ascending' | 'descending',
  index: AssetIndex,
): Steps<readonly IndexedAsset[]> {
  return yield* orderRows([...rows], [{ valueOf: valueReader(by, index), ascending: direction === 'ascending' }]);
}

function valueReader(by: SortKey, index: AssetIndex): RowKey['valueOf'] {
  if (by.kind === 'name') return ({ name }) => ({ text: name, kind: 'text' });
  if (by.kind === 'displayId') return ({ displayId }) => ({ text: displayId, kind: 'text' });
  const values = new NamedValues(by.name, index);
  return (row) => {
    // A type may have several fields of one name.
    const said = values
      .of(row)
      .map(({ reader, raw }) => ({ text: reader.cell(raw), kind: reader.form }))
      .filter(({ text }) => text.trim() !== '');
    const [first = { text: '', kind: 'text' }, ...others] = said;
    return others.length === 0 ? first : { ...first, text: said.map(({ text }) => text).join('; ') };
  };
}
