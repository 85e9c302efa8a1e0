import type { ShownColumn, ShownGroup } from '../../workbench/table/tableMessages';

/** Where lines and columns stand for the moment. What they are is told by ids and keys: numbers of lines and places count within one layout alone. */
export class ShownLayout {
  private readonly groups: ReadonlyMap<number, ShownGroup>;
  private ids: ReadonlySet<number> | undefined;

  /** @param order of each line the asset's id, or that of a group's head */
  constructor(
    readonly order: Float64Array,
    private readonly heads: readonly ShownGroup[],
    /** The shown columns, from left to right. */
    readonly columns: readonly ShownColumn[],
    /** Of the columns. */
    readonly version: number,
  ) {
    this.groups = new Map(heads.map((head) => [head.id, head]));
  }

  /** How many lines there are. */
  get lines(): number {
    return this.order.length;
  }

  /** The line of an asset or a group; -1 where it is not shown. */
  lineOf(id: number): number {
    return this.order.indexOf(id);
  }

  /** Whether an asset or a group has a line: for many of them, at the price of one look at all lines. */
  shows(id: number): boolean {
    this.ids ??= new Set(this.order);
    return this.ids.has(id);
  }

  /** The place of a column; -1 where it is not shown. */
  placeOf(key: string): number {
    return this.columns.findIndex((column) => column.key === key);
  }

  /** The group whose head has this id. */
  group(id: number): ShownGroup | undefined {
    return this.groups.get(id);
  }

  /** The same lines with other columns. */
  withColumns(columns: readonly ShownColumn[], version: number): ShownLayout {
    return new ShownLayout(this.order, this.heads, columns, version);
  }

  /** The same columns with other lines. */
  withLines(order: Float64Array, heads: readonly ShownGroup[]): ShownLayout {
    return new ShownLayout(order, heads, this.columns, this.version);
  }
}

/** Whether an id is an asset's, and not that of a group's head. */
export function isAsset(id: number): boolean {
  return id > 0;
}
