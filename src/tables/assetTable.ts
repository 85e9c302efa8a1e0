import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { QueryWorld } from '../finding/query/compileQuery';
import { CellReader, type CellWords } from './cellReader';
import { tableColumns, type TableColumn } from './tableColumn';
import { layOut, type TableLayout, type TableLine } from './tableLayout';
import { plainView, type TableView } from './tableView';

/** What a table shows, and in which words. */
export interface TableSource {
  readonly index: AssetIndex;
  readonly world: QueryWorld;
  /** Undefined: assets of all types. */
  readonly assetTypeId: number | undefined;
  readonly words: CellWords;
}

/** Layouts older than the last few are forgotten: nobody can still be looking at them. */
const mostLayouts = 8;

/** A table over the assets of an index, as one person looks at it. Lines are counted in a layout, which has a version. */
export class AssetTable {
  private readonly layouts = new Map<number, TableLayout>();
  private readonly readers = new Map<string, CellReader>();
  private allColumns: readonly TableColumn[] = [];
  private shownKeys: readonly string[] = [];
  private current = 0;
  private looked: TableView = plainView;

  constructor(private readonly source: TableSource) {
    this.renewColumns();
  }

  /** Every column that can be shown. */
  get columns(): readonly TableColumn[] {
    return this.allColumns;
  }

  /** The columns that are shown, from left to right. */
  get shown(): readonly CellReader[] {
    return this.shownKeys.flatMap((key) => this.readers.get(key) ?? []);
  }

  get view(): TableView {
    return this.looked;
  }

  get version(): number {
    return this.current;
  }

  /** The newest layout. */
  get layout(): TableLayout {
    return this.layouts.get(this.current) ?? this.layOut();
  }

  /** The types' fields may have changed: makes the columns anew. */
  renewColumns(): void {
    const { index, assetTypeId } = this.source;
    const definitions: AssetTypeDefinition[] = [];
    for (const [id, definition] of index.definitions)
      if (assetTypeId === undefined || id === assetTypeId) definitions.push(definition);
    this.allColumns = tableColumns(definitions);
    this.readers.clear();
    for (const column of this.allColumns) this.readers.set(column.key, new CellReader(column, this.source.words));
  }

  /** Shows these columns; those that are not known are left out. */
  show(keys: readonly string[]): void {
    this.shownKeys = keys.filter((key) => this.readers.has(key));
  }

  /** Looks at the assets in another way. */
  look(view: TableView): void {
    this.looked = view;
    this.layOut();
  }

  /** Filters, sorts and groups anew, since assets have changed. The version stays where every line does. */
  layOut(): TableLayout {
    const layout = layOut({ ...this.source, readerOf: (key) => this.readers.get(key) }, this.looked);
    const before = this.layouts.get(this.current);
    if (before && sameLines(before.lines, layout.lines)) {
      this.layouts.set(this.current, layout);
      return layout;
    }
    this.current += 1;
    this.layouts.set(this.current, layout);
    this.layouts.delete(this.current - mostLayouts);
    return layout;
  }

  /** A line as it was in a version; undefined where there is none, or the version is forgotten. */
  line(version: number, line: number): TableLine | undefined {
    return this.layouts.get(version)?.lines[line];
  }

  /** How many lines a version has. */
  lineCount(version: number): number {
    return this.layouts.get(version)?.lines.length ?? 0;
  }

  /** The asset in a line; undefined for the head of a group, and for an asset that is gone. */
  assetAt(version: number, line: number): IndexedAsset | undefined {
    const found = this.line(version, line);
    return typeof found === 'number' ? this.source.index.get(found) : undefined;
  }
}

function sameLines(one: readonly TableLine[], other: readonly TableLine[]): boolean {
  return one.length === other.length && one.every((line, index) => sameLine(line, other[index]));
}

function sameLine(one: TableLine, other: TableLine | undefined): boolean {
  if (typeof one === 'number' || typeof other === 'number') return one === other;
  return one.key === other?.key && one.count === other.count && one.isCollapsed === other.isCollapsed;
}
