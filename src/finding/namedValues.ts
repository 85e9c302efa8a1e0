import type { AssetIndex } from './index/assetIndex';
import { foldName } from './fold';
import type { IndexedAsset } from './indexedAsset';
import type { FieldReader } from './index/fieldReader';
import type { FieldList } from './indexedAsset';
import type { JsonValue } from '../happyfox/json';

/** One value of a row with the reader that understands it. */
export interface ReadValue {
  readonly reader: FieldReader;
  readonly raw: JsonValue;
}

/** Finds the values of the field of one name in rows of any type; a row may have several fields of the name. */
export class NamedValues {
  private readonly name: string;
  private readonly places = new Map<FieldList, Map<number, readonly number[]>>();

  /** @param name case, accents, blanks and punctuation make no difference */
  constructor(
    name: string,
    private readonly index: AssetIndex,
  ) {
    this.name = foldName(name);
  }

  of(row: IndexedAsset): readonly ReadValue[] {
    const readers = this.index.readersOf(row);
    const byType = this.places.get(row.fields) ?? new Map<number, readonly number[]>();
    this.places.set(row.fields, byType);
    let places = byType.get(row.assetTypeId);
    if (places === undefined) {
      places = readers.flatMap(({ foldedName }, index) => (foldedName === this.name ? [index] : []));
      byType.set(row.assetTypeId, places);
    }
    return places.flatMap((place) => {
      const reader = readers[place];
      return reader ? [{ reader, raw: row.values[place] ?? null }] : [];
    });
  }
}
