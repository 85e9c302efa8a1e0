import { emptyField, type FieldState } from '../assets/fieldState';
import { read } from '../assets/fieldKinds';
import { valueOf, type IndexedAsset } from '../finding/indexedAsset';
import { shownPeople } from '../finding/query/builtInCondition';
import { CellText } from './cellText';
import type { TableColumn } from './tableColumn';
import type { RowValue } from '../finding/rowOrder';
import { contactParts, textPart, valueParts, type GroupPart } from '../finding/grouping';

/** What cells say that no asset holds. */
export interface CellWords {
  readonly typeName: (assetTypeId: number) => string;
  readonly staffName: (id: number) => string | undefined;
  /** A moment, as people read it. */
  readonly moment: (timestamp: string) => string;
}

/** Reads the cells of one column as texts. */
export class CellReader {
  private readonly texts = new Map<number, CellText>();

  constructor(
    readonly column: TableColumn,
    private readonly words: CellWords,
  ) {
    for (const [assetTypeId, field] of column.fields) this.texts.set(assetTypeId, new CellText(field));
  }

  /** The field's text form for assets of a type; undefined where the type has no such field. */
  textsOf(assetTypeId: number): CellText | undefined {
    return this.texts.get(assetTypeId);
  }

  /** The state of the field, as the server has it. */
  state(row: IndexedAsset): FieldState {
    const field = this.column.fields.get(row.assetTypeId);
    return field ? read(field, valueOf(row, field.id) ?? null) : emptyField;
  }

  /** What rows are sorted by. */
  sortValue(row: IndexedAsset): RowValue {
    const { builtIn, form } = this.column;
    if (builtIn === 'id') return { text: String(row.id), kind: 'number' };
    if (builtIn === 'created_at') return { text: row.createdAt ?? '', kind: 'moment' };
    if (builtIn === 'updated_at') return { text: row.updatedAt ?? '', kind: 'moment' };
    return { text: this.text(row), kind: form };
  }

  /** What the cell says where rows are grouped: each choice and each person by itself. */
  groupParts(row: IndexedAsset): readonly GroupPart[] {
    const { builtIn, fields } = this.column;
    if (builtIn === 'contacts') return contactParts(row);
    if (builtIn === undefined) {
      const reader = this.texts.get(row.assetTypeId)?.reader;
      const raw = valueOf(row, fields.get(row.assetTypeId)?.id ?? 0) ?? null;
      return reader ? valueParts({ reader, raw }) : [];
    }
    const label = this.text(row).trim();
    return label === '' ? [] : [textPart(label, this.sortValue(row))];
  }

  /** The cell's text; empty for no value, and where the asset's type has no such field. */
  text(row: IndexedAsset): string {
    const { builtIn } = this.column;
    if (builtIn === undefined) return this.texts.get(row.assetTypeId)?.show(this.state(row)) ?? '';
    switch (builtIn) {
      case 'name':
        return row.name;
      case 'display_id':
        return row.displayId;
      case 'type':
        return this.words.typeName(row.assetTypeId);
      case 'contacts':
        return shownPeople(row.contacts);
      case 'id':
        return String(row.id);
      case 'created_at':
        return row.createdAt ? this.words.moment(row.createdAt) : '';
      case 'updated_at':
        return row.updatedAt ? this.words.moment(row.updatedAt) : '';
      case 'created_by':
        return this.person(row.createdBy);
      case 'updated_by':
        return this.person(row.updatedBy);
    }
  }

  private person(id: number | null | undefined): string {
    return typeof id === 'number' ? (this.words.staffName(id) ?? `#${id}`) : '';
  }
}
