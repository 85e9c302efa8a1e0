import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { ChangeKey } from '../assets/changes';
import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { QueryWorld } from '../finding/query/compileQuery';
import { withPauses } from '../finding/steps';
import { pausing } from '../happyfox/pause';
import { CellReader, type CellWords } from './cellReader';
import { changeKey, columnCalled, tableColumns, type TableColumn } from './tableColumn';
import { layOut, type GroupLine, type TableLayout } from './tableLayout';
import { plainView, type TableView } from './tableView';

/** What a table shows, and in which words. */
interface TableSource {
  readonly index: AssetIndex;
  readonly world: QueryWorld;
  /** Undefined: assets of all types. */
  readonly assetTypeId: number | undefined;
  readonly words: CellWords;
}

/** A cell that can be edited. */
interface EditableCell {
  readonly reader: CellReader;
  /** What of the asset it shows. */
  readonly of: ChangeKey;
}

const nothing: TableLayout = { order: new Float64Array(), groups: [], found: 0, problems: new Map() };

/** A table over the assets of an index, as one person looks at it. Assets are named by their ids and columns by their keys; a layout is order alone. */
export class AssetTable {
  private readonly readers = new Map<string, CellReader>();
  private readonly groupIds = new Map<string, number>();
  /** All columns there have been, each time they were others. */
  private readonly versions: (readonly TableColumn[])[] = [];
  private shownKeys: readonly string[] = [];
  private current = nothing;
  private looked: TableView = plainView;

  constructor(private readonly source: TableSource) {
    this.renewColumns();
  }

  /** Every column that can be shown. */
  get columns(): readonly TableColumn[] {
    return this.versions.at(-1) ?? [];
  }

  /** Counts how often the columns have become others. */
  get version(): number {
    return this.versions.length - 1;
  }

  /** The columns that are shown, from left to right. */
  get shown(): readonly CellReader[] {
    return this.shownKeys.flatMap((key) => this.readers.get(key) ?? []);
  }

  get view(): TableView {
    return this.looked;
  }

  /** The newest layout; without lines before there is one. */
  get layout(): TableLayout {
    return this.current;
  }

  /** The types' fields may have changed: makes the columns anew. */
  renewColumns(): void {
    const { index, assetTypeId } = this.source;
    const definitions: AssetTypeDefinition[] = [];
    for (const [id, definition] of index.definitions)
      if (assetTypeId === undefined || id === assetTypeId) definitions.push(definition);
    const columns = tableColumns(definitions);
    if (inFull(columns) === inFull(this.columns)) return;
    this.versions.push(columns);
    this.readers.clear();
    for (const column of this.columns) this.readers.set(column.key, new CellReader(column, this.source.words));
  }

  /** Shows these columns; those that are not known are left out. */
  show(keys: readonly string[]): void {
    this.shownKeys = [...new Set(keys.flatMap((key) => this.reader(key)?.column.key ?? []))];
  }

  /** The assets are to be looked at in another way from the next layout on. */
  look(view: TableView): void {
    this.looked = view;
  }

  /**
   * Filters, sorts and groups anew, in stretches of a few milliseconds. Returns whether any line is elsewhere than before.
   * @throws the signal's reason once it is aborted; the layout is what it was then
   */
  async layOut(signal?: AbortSignal): Promise<boolean> {
    const source = { ...this.source, readerOf: (key: string) => this.reader(key), groupId: this.groupId };
    const layout = await withPauses(layOut(source, this.looked), pausing(signal));
    const before = this.current;
    this.current = layout;
    return !sameLines(before, layout);
  }

  /** Reads the cells of a column, whichever of the fields that share it the key names; undefined where there is no such column, or no more. */
  reader(key: string): CellReader | undefined {
    return this.readers.get(key) ?? this.readers.get(columnCalled(this.columns, key)?.key ?? '');
  }

  /**
   * What a cell is of, for who sees the columns of a version: types share columns by name, so that a key may stand for other fields by now. Undefined
   * where the field is gone since, or can't be edited.
   */
  cell(row: IndexedAsset, key: string, version: number): EditableCell | undefined {
    const seen = columnCalled(this.versions[version] ?? [], key);
    const of = seen && changeKey(seen, row.assetTypeId);
    const reader = of === undefined ? undefined : this.seen(row, key, version);
    return of === undefined || !reader ? undefined : { reader, of };
  }

  /** Reads a cell, also one that can't be edited, for who sees the columns of a version; undefined where the asset's type has no such field, or no more. */
  seen({ assetTypeId }: IndexedAsset, key: string, version: number): CellReader | undefined {
    const seen = columnCalled(this.versions[version] ?? [], key);
    if (!seen || seen.builtIn !== undefined) return this.readers.get(seen?.key ?? '');
    const id = seen.fields.get(assetTypeId)?.id;
    const column = this.columns.find(({ fields }) => id !== undefined && fields.get(assetTypeId)?.id === id);
    return this.readers.get(column?.key ?? '');
  }

  /** An asset that the table is about; undefined where it is gone. */
  row(assetId: number): IndexedAsset | undefined {
    const row = this.source.index.get(assetId);
    const { assetTypeId } = this.source;
    return assetTypeId === undefined || row?.assetTypeId === assetTypeId ? row : undefined;
  }

  private readonly groupId = (key: string): number => {
    const id = this.groupIds.get(key) ?? -(this.groupIds.size + 1);
    this.groupIds.set(key, id);
    return id;
  };
}

function inFull(columns: readonly TableColumn[]): string {
  return JSON.stringify(columns.map((column) => ({ ...column, fields: [...column.fields] })));
}

function sameLines(one: TableLayout, other: TableLayout): boolean {
  return (
    one.order.length === other.order.length &&
    one.order.every((id, line) => id === other.order[line]) &&
    one.groups.every((group, at) => sameGroup(group, other.groups[at]))
  );
}

function sameGroup(one: GroupLine, other: GroupLine | undefined): boolean {
  return one.label === other?.label && one.count === other.count && one.isCollapsed === other.isCollapsed;
}
