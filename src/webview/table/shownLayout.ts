import type { ShownColumn, ShownGroup } from '../../workbench/table/tableMessages';

/** Where lines and columns stand for the moment. What they are is told by ids and keys: numbers of lines and places count within one layout alone. */
export class ShownLayout {
  private readonly groups: ReadonlyMap<number, ShownGroup>;
  private ids: ReadonlySet<number> | undefined;

  /** @param order of each line its id; see `assetOf` */
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

  /** Where the line of an asset or a group stands; of an asset that has fewer lines by now the first one. -1 where it is not shown. */
  lineOf(id: number): number {
    return this.order.indexOf(this.idNow(id));
  }

  /** Whether an asset or a group has a line: for many of them, at the price of one look at all lines. */
  shows(id: number): boolean {
    return this.all.has(this.idNow(id));
  }

  /** The line that stands for one of another layout: where the asset has fewer lines by now, or none, that with the asset's own id. */
  idNow(id: number): number {
    return Number.isInteger(id) || this.all.has(id) ? id : assetOf(id);
  }

  private get all(): ReadonlySet<number> {
    return (this.ids ??= new Set(this.order));
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

/** Whether a line is an asset's, and not the head of a group. */
export function isAsset(id: number): boolean {
  return id > 0;
}

/** The asset of a line. One that is in several groups has several lines, each but the first with a fraction behind the asset's id. */
export function assetOf(id: number): number {
  return Math.floor(id);
}
