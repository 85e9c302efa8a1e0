import type { EditableKey, LinkedContact } from '../../happyfox/asset';
import type { FieldList, IndexedAsset, ListedField, RowPool } from '../indexedAsset';
import { fromColumn, toColumn, type Cell, type Column } from './columns';

/** Rows of one type, column by column, as they stand in a file. */
export interface RowColumns {
  readonly count: number;
  readonly ids: readonly number[];
  readonly displayIds: Column;
  /** Null where it is the display id. */
  readonly names: Column;
  readonly contacts: readonly (readonly [number, string | null, string | null])[];
  /** Of each row, places in `contacts`. */
  readonly linked: Column;
  readonly assetTypes: readonly (readonly [number, string])[];
  /** Of each row, the place in `assetTypes`. */
  readonly named: Column;
  readonly createdBy: Column;
  readonly createdAt: Column;
  readonly updatedBy: Column;
  /** True where it is the time of creation. */
  readonly updatedAt: Column;
  readonly absent: Column;
  readonly knownAt: Column;
  readonly lists: readonly ListColumns[];
}

/** The rows that list the same fields. */
interface ListColumns {
  readonly fields: readonly (readonly [number, string, string, number | null])[];
  /** Their places among all rows; empty where it is all of them. */
  readonly rows: readonly number[];
  readonly values: readonly Column[];
}

/** Writes rows. */
export function toColumns(rows: readonly IndexedAsset[]): RowColumns {
  const contacts = new Places<LinkedContact>();
  const assetTypes = new Places<NonNullable<IndexedAsset['assetType']>>();
  const column = (cell: (row: IndexedAsset) => Cell): Column => toColumn(rows.map(cell));
  const linked = column((row) => {
    const [first, second] = row.contacts;
    if (first === undefined) return null;
    return second === undefined ? contacts.of(first) : row.contacts.map((contact) => contacts.of(contact));
  });
  const named = column(({ assetType }) => (assetType === undefined ? null : assetTypes.of(assetType)));
  return {
    count: rows.length,
    ids: rows.map(({ id }) => id),
    displayIds: column(({ displayId }) => displayId),
    names: column(({ name, displayId }) => (name === displayId ? null : name)),
    contacts: contacts.all.map(({ id, name, email }) => [id, name, email]),
    linked,
    assetTypes: assetTypes.all.map(({ id, name }) => [id, name]),
    named,
    createdBy: column(({ createdBy }) => createdBy),
    createdAt: column(({ createdAt }) => createdAt),
    updatedBy: column(({ updatedBy }) => updatedBy),
    updatedAt: column(({ updatedAt, createdAt }) =>
      typeof updatedAt === 'string' && updatedAt === createdAt ? true : updatedAt,
    ),
    absent: column(({ absent }) => (absent.length === 0 ? null : absent)),
    knownAt: column(({ knownAt }) => knownAt),
    lists: [...byList(rows)].map(([list, places]) => listColumns(list, places, rows)),
  };
}

/** Reads rows of one type. */
export function fromColumns(columns: RowColumns, assetTypeId: number, pool: RowPool): readonly IndexedAsset[] {
  const { count, ids } = columns;
  const contacts = columns.contacts.map(([id, name, email]): LinkedContact => ({ id, name, email }));
  const assetTypes = columns.assetTypes.map(([id, name]) => ({ id, name }));
  const cells = (column: Column): readonly Cell[] => fromColumn(column, count);
  const [displayIds, names, linked, named] = [columns.displayIds, columns.names, columns.linked, columns.named].map(
    cells,
  );
  const [createdBy, createdAt, updatedBy, updatedAt] = [
    columns.createdBy,
    columns.createdAt,
    columns.updatedBy,
    columns.updatedAt,
  ].map(cells);
  const absent = cells(columns.absent);
  const knownAt = cells(columns.knownAt);
  const { lists, values } = valuesOf(columns, pool);
  return ids.map((id, row) => {
    const displayId = text(displayIds?.[row]) ?? '';
    const created = text(createdAt?.[row]);
    const place = named?.[row];
    return pool.row({
      id,
      assetTypeId,
      displayId,
      name: text(names?.[row]) ?? displayId,
      contacts: linkedOf(linked?.[row], contacts),
      fields: lists[row] ?? [],
      values: values[row] ?? [],
      assetType: typeof place === 'number' ? assetTypes[place] : undefined,
      createdBy: number(createdBy?.[row]),
      createdAt: created,
      updatedBy: number(updatedBy?.[row]),
      updatedAt: updatedAt?.[row] === true ? created : text(updatedAt?.[row]),
      absent: absentOf(absent[row]),
      knownAt: number(knownAt[row]) ?? 0,
    });
  });
}

function listColumns(list: FieldList, places: readonly number[], rows: readonly IndexedAsset[]): ListColumns {
  return {
    fields: list.fields.map(({ id, name, type, order }) => [id, name, type, order]),
    rows: places.length === rows.length ? [] : places,
    values: list.fields.map((_, index) => toColumn(places.map((place) => rows[place]?.values[index]))),
  };
}

function valuesOf(
  { count, lists: written }: RowColumns,
  pool: RowPool,
): { readonly lists: readonly FieldList[]; readonly values: readonly Exclude<Cell, undefined>[][] } {
  const lists: FieldList[] = [];
  const values: Exclude<Cell, undefined>[][] = [];
  for (const { fields, rows, values: columns } of written) {
    const list = pool.fieldList(fields.map(([id, name, type, order]): ListedField => ({ id, name, type, order })));
    const length = rows.length === 0 ? count : rows.length;
    const cells = columns.map((column) => fromColumn(column, length));
    for (let index = 0; index < length; index += 1) {
      const row = rows[index] ?? index;
      lists[row] = list;
      values[row] = cells.map((column) => column[index] ?? null);
    }
  }
  return { lists, values };
}

function byList(rows: readonly IndexedAsset[]): ReadonlyMap<FieldList, readonly number[]> {
  const lists = new Map<FieldList, number[]>();
  rows.forEach(({ fields }, index) => {
    const places = lists.get(fields);
    if (places) places.push(index);
    else lists.set(fields, [index]);
  });
  return lists;
}

/** Things in the order in which they were first met. */
class Places<Thing> {
  readonly all: Thing[] = [];
  readonly #places = new Map<Thing, number>();

  of(thing: Thing): number {
    const known = this.#places.get(thing);
    if (known !== undefined) return known;
    this.#places.set(thing, this.all.length);
    this.all.push(thing);
    return this.all.length - 1;
  }
}

function linkedOf(cell: Cell, contacts: readonly LinkedContact[]): readonly LinkedContact[] {
  const places = typeof cell === 'number' ? [cell] : Array.isArray(cell) ? cell : [];
  return places.flatMap((place: unknown) => (typeof place === 'number' ? (contacts[place] ?? []) : []));
}

const editable: readonly EditableKey[] = ['name', 'display_id', 'contacts', 'custom_fields'];

function absentOf(cell: Cell): readonly EditableKey[] {
  return Array.isArray(cell) ? editable.filter((key) => cell.includes(key)) : [];
}

function text(cell: Cell): string | null | undefined {
  return typeof cell === 'string' || cell === null ? cell : undefined;
}

function number(cell: Cell): number | null | undefined {
  return typeof cell === 'number' || cell === null ? cell : undefined;
}
