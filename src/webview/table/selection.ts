import { isAsset, ShownLayout, assetOf } from './shownLayout';

/** A cell, by its asset (or the head of a group) and its column: wherever they stand, and whether they are shown or not. */
export interface Cell {
  /** Of its line; see `assetOf`. */
  readonly id: number;
  /** The column's key. */
  readonly column: string;
}

/** A rectangle of cells in the layout that is shown, its ends included. */
interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What a rectangle of an earlier layout was of. */
interface Kept {
  readonly ids: ReadonlySet<number>;
  readonly columns: ReadonlySet<string>;
}

type Area = Rectangle | Kept;

/** What is selected of what is shown: each of these assets in each of these columns. */
export interface SelectedArea {
  /** Asset ids in the order of the lines, an asset as often as it has a line. */
  readonly assets: Float64Array;
  readonly columns: readonly string[];
  /** The line of its first asset. */
  readonly top: number;
  /** The area's last line. */
  readonly bottom: number;
}

/**
 * Which cells are selected: areas, the last of which reaches from an anchor to the cell that was moved to last. They are of assets and columns, and
 * stay with these through every layout.
 */
export class Selection {
  private layout = new ShownLayout(new Float64Array(), [], [], 0);
  private earlier: readonly Area[] = [];
  private latest: Area | undefined;
  private anchor: Cell | undefined;
  private head: Cell | undefined;

  constructor(private readonly changed: () => void) {}

  /** The cell that an edit begins in; undefined before there is any. */
  get active(): Cell | undefined {
    return this.anchor;
  }

  /** The moving end of the latest area. */
  get end(): Cell | undefined {
    return this.head;
  }

  /** How many of the shown cells are selected. */
  get size(): number {
    let size = 0;
    for (const area of this.all) {
      if (!('ids' in area)) size += (area.bottom - area.top + 1) * (area.right - area.left + 1);
      else size += this.shownOf(area.ids) * this.columnsOf(area).length;
    }
    return size;
  }

  /** How many selected assets are not shown. */
  get hidden(): number {
    const hidden = new Set<number>();
    for (const area of this.all) {
      if (!('ids' in area)) continue;
      const isSeen = this.columnsOf(area).length > 0;
      for (const id of area.ids) if (isAsset(id) && !(isSeen && this.layout.shows(id))) hidden.add(assetOf(id));
    }
    return hidden.size;
  }

  /** What is selected and shown, the latest area last. */
  get areas(): readonly SelectedArea[] {
    const { order } = this.layout;
    return this.all.flatMap((area) => {
      const isIn = 'ids' in area ? (id: number) => area.ids.has(id) : (_: number, at: number) => isWithin(area, at);
      const top = order.findIndex((id, at) => isAsset(id) && isIn(id, at));
      const bottom = order.findLastIndex(isIn);
      const lines = order.slice(Math.max(0, top), bottom + 1).filter((id, at) => isAsset(id) && isIn(id, top + at));
      const columns = this.columnsOf(area);
      return top < 0 || columns.length === 0 ? [] : [{ assets: lines.map(assetOf), columns, top, bottom }];
    });
  }

  /** Whether a cell is selected, by its line and place in the layout. */
  has(line: number, place: number): boolean {
    return this.all.some((area) => {
      if (!('ids' in area)) return isWithin(area, line) && place >= area.left && place <= area.right;
      return area.ids.has(this.layout.order[line] ?? 0) && area.columns.has(this.layout.columns[place]?.key ?? '');
    });
  }

  /** Whether a cell is the active one, by its line and place in the layout. */
  isActive(line: number, place: number): boolean {
    const { order, columns } = this.layout;
    return order[line] === this.anchor?.id && columns[place]?.key === this.anchor?.column;
  }

  /** Selects one cell. */
  moveTo(cell: Cell): void {
    this.select(cell, cell);
  }

  /** Stretches the latest area to a cell. */
  extendTo(cell: Cell): void {
    this.head = cell;
    this.latest = this.between(this.anchor ?? cell, cell);
    this.changed();
  }

  /** Begins another area beside those there are. */
  addAt(cell: Cell): void {
    this.earlier = this.all;
    this.begin(cell, cell);
  }

  /** Selects everything between two cells, from the first of them on. */
  select(anchor: Cell, head: Cell): void {
    this.earlier = [];
    this.begin(anchor, head);
  }

  /** Lines or columns stand elsewhere now, or are others. */
  laidOut(layout: ShownLayout): void {
    this.earlier = this.earlier.map((area) => this.kept(area, layout));
    this.latest = this.latest && this.kept(this.latest, layout);
    this.anchor = this.anchor && cellIn(layout, this.anchor);
    this.head = this.head && cellIn(layout, this.head);
    this.layout = layout;
    this.changed();
  }

  private get all(): readonly Area[] {
    return this.latest ? [...this.earlier, this.latest] : this.earlier;
  }

  private begin(anchor: Cell, head: Cell): void {
    this.anchor = anchor;
    this.head = head;
    this.latest = this.between(anchor, head);
    this.changed();
  }

  private between(one: Cell, other: Cell): Area {
    const lines = [one, other].map(({ id }) => this.layout.lineOf(id));
    const places = [one, other].map(({ column }) => this.layout.placeOf(column));
    // From what is not shown there is no way to anywhere: only its other end is selected.
    if ([...lines, ...places].includes(-1)) return { ids: new Set([other.id]), columns: new Set([other.column]) };
    return {
      ...{ top: Math.min(...lines), bottom: Math.max(...lines) },
      ...{ left: Math.min(...places), right: Math.max(...places) },
    };
  }

  private shownOf(ids: Iterable<number>): number {
    let count = 0;
    for (const id of ids) if (this.layout.shows(id)) count += 1;
    return count;
  }

  private kept(area: Area, next: ShownLayout): Kept {
    const isKept = 'ids' in area;
    const ids = isKept ? [...area.ids] : this.layout.order.subarray(area.top, area.bottom + 1);
    if (isKept && ids.every((id) => next.idNow(id) === id)) return area;
    return {
      ids: new Set(Array.from(ids, (id) => next.idNow(id))),
      columns: isKept ? area.columns : new Set(this.columnsOf(area)),
    };
  }

  private columnsOf(area: Area): readonly string[] {
    const { columns } = this.layout;
    if (!('ids' in area)) return columns.slice(area.left, area.right + 1).map(({ key }) => key);
    return columns.flatMap(({ key }) => (area.columns.has(key) ? [key] : []));
  }
}

/** The cell in another layout: the same object where it is the same line. */
function cellIn(layout: ShownLayout, cell: Cell): Cell {
  const id = layout.idNow(cell.id);
  return id === cell.id ? cell : { ...cell, id };
}

function isWithin({ top, bottom }: Rectangle, line: number): boolean {
  return line >= top && line <= bottom;
}
