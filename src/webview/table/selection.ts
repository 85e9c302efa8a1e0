/** A cell, by its line and its place among the shown columns. */
export interface Cell {
  readonly line: number;
  readonly column: number;
}

/** A rectangle of cells, its ends included. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Which cells are selected: ranges, the last of which reaches from an anchor to the cell that was moved to last. */
export class Selection {
  private earlier: readonly Range[] = [];
  private anchor: Cell = { line: 0, column: 0 };
  private head: Cell = { line: 0, column: 0 };

  constructor(private readonly changed: () => void) {}

  /** All ranges, the latest last. */
  get ranges(): readonly Range[] {
    return [...this.earlier, rangeBetween(this.anchor, this.head)];
  }

  /** The cell that an edit begins in. */
  get active(): Cell {
    return this.anchor;
  }

  /** The moving end of the latest range. */
  get end(): Cell {
    return this.head;
  }

  /** How many cells are selected. */
  get size(): number {
    return this.ranges.reduce((sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);
  }

  has(line: number, column: number): boolean {
    return this.ranges.some(
      ({ top, left, bottom, right }) => line >= top && line <= bottom && column >= left && column <= right,
    );
  }

  /** Selects one cell. */
  moveTo(cell: Cell): void {
    this.earlier = [];
    this.anchor = cell;
    this.head = cell;
    this.changed();
  }

  /** Stretches the latest range to a cell. */
  extendTo(cell: Cell): void {
    this.head = cell;
    this.changed();
  }

  /** Begins another range beside those there are. */
  addAt(cell: Cell): void {
    this.earlier = this.ranges;
    this.anchor = cell;
    this.head = cell;
    this.changed();
  }

  /** Selects everything between two cells, from the first of them on. */
  select(anchor: Cell, head: Cell): void {
    this.earlier = [];
    this.anchor = anchor;
    this.head = head;
    this.changed();
  }

  /** Keeps within a table that may have become smaller. */
  clamp(lines: number, columns: number): void {
    const within = ({ line, column }: Cell): Cell => ({
      line: Math.max(0, Math.min(line, lines - 1)),
      column: Math.max(0, Math.min(column, columns - 1)),
    });
    this.anchor = within(this.anchor);
    this.head = within(this.head);
    this.earlier = this.earlier.filter(({ bottom, right }) => bottom < lines && right < columns);
    this.changed();
  }
}

function rangeBetween(one: Cell, other: Cell): Range {
  return {
    top: Math.min(one.line, other.line),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.line, other.line),
    right: Math.max(one.column, other.column),
  };
}
