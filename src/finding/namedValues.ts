import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import type { AssetIndex } from './index/assetIndex';
import type { FieldReader } from './index/fieldReader';
import type { FieldList, IndexedAsset } from './indexedAsset';
import { FieldNames } from './query/fieldNames';

/** One value of a row with the reader that understands it. */
export interface ReadValue {
  readonly reader: FieldReader;
  readonly raw: JsonValue;
}

interface Place {
  readonly position: number;
  readonly reader: FieldReader;
}

/** Finds the values of some fields in rows of any type; a row may have several of them, and each type its own idea of a field. */
export class FieldPlaces {
  private list: FieldList | undefined;
  private assetTypeId = 0;
  private places: readonly Place[] = [];

  constructor(
    private readonly readersOf: AssetIndex['readersOf'],
    private readonly isMeant: (field: CustomField, assetTypeId: number) => boolean,
  ) {}

  /** Rows of one list of fields come in runs, so where the fields are is looked up once a run. */
  in(row: IndexedAsset): readonly Place[] {
    const { fields, assetTypeId } = row;
    if (fields === this.list && assetTypeId === this.assetTypeId) return this.places;
    this.list = fields;
    this.assetTypeId = assetTypeId;
    this.places = this.readersOf(row).flatMap((reader, position) =>
      this.isMeant(reader.field, assetTypeId) ? [{ reader, position }] : [],
    );
    return this.places;
  }
}

/** The values of the field of one name. */
export class NamedValues {
  private readonly places: FieldPlaces;

  /** @param name as in quotation marks in a query: `Location` is each field of that name, `Location (#45)` and `#45` one of them */
  constructor(name: string, index: AssetIndex) {
    const names = new FieldNames(index.definitions.values(), index.fieldLists());
    const named = names.find({ text: name, quoted: true, start: 0, length: 0 });
    this.places = new FieldPlaces(index.readersOf, named?.kind === 'custom' ? named.isMeant : () => false);
  }

  of(row: IndexedAsset): readonly ReadValue[] {
    return this.places.in(row).map(({ reader, position }) => ({ reader, raw: row.values[position] ?? null }));
  }
}
