/** Where a cell stands in one layout, by its line and its place among the shown columns. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a table looks like to somebody who moves in it. */
export interface Extent {
  readonly lines: number;
  readonly columns: number;
  /** Lines that are seen at once. */
  readonly page: number;
}

/** A key that was pressed; `control` is Command on a Mac. */
interface Key {
  readonly key: string;
  readonly control: boolean;
}

/** The cell that a key moves to; undefined for one that does not move. */
export function moved({ line, column }: Place, { key, control }: Key, extent: Extent): Place | undefined {
  const to = target({ line, column }, { key, control }, extent);
  return (
    to && {
      line: Math.max(0, Math.min(to.line, extent.lines - 1)),
      column: Math.max(0, Math.min(to.column, extent.columns - 1)),
    }
  );
}

function target({ line, column }: Place, { key, control }: Key, { lines, columns, page }: Extent): Place | undefined {
  switch (key) {
    case 'ArrowUp':
      return { line: control ? 0 : line - 1, column };
    case 'ArrowDown':
      return { line: control ? lines - 1 : line + 1, column };
    case 'ArrowLeft':
      return { line, column: control ? 0 : column - 1 };
    case 'ArrowRight':
      return { line, column: control ? columns - 1 : column + 1 };
    case 'Home':
      return { line: control ? 0 : line, column: 0 };
    case 'End':
      return { line: control ? lines - 1 : line, column: columns - 1 };
    case 'PageUp':
      return { line: line - page, column };
    case 'PageDown':
      return { line: line + page, column };
    default:
      return undefined;
  }
}

/** Where Tab goes: to the next cell, at the end of a line to the next one; undefined beyond the table, where the focus leaves it. */
export function tabbed({ line, column }: Place, backwards: boolean, { lines, columns }: Extent): Place | undefined {
  const next = line * columns + column + (backwards ? -1 : 1);
  return next < 0 || next >= lines * columns ? undefined : { line: Math.floor(next / columns), column: next % columns };
}
