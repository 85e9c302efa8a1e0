import type { CellBlock } from './clipboardText';

/** A rectangle of cells, its ends included. Lines count from the top of the table, columns from the left among those that are shown. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A text for a cell. */
export interface PlacedText {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/**
 * Where the cells of a pasted block go, as spreadsheets do it: one cell fills all ranges; a block fills a range that is a multiple of it as often
 * as it fits, and else goes once from the range's corner, beyond the range if it is larger, but not beyond the table.
 */
export function placeBlock(
  block: CellBlock,
  ranges: readonly CellRange[],
  table: { readonly lines: number; readonly columns: number },
): readonly PlacedText[] {
  const height = block.length;
  const width = Math.max(0, ...block.map((row) => row.length));
  if (height === 0 || width === 0) return [];
  return ranges.flatMap((range) => {
    const rangeHeight = range.bottom - range.top + 1;
    const rangeWidth = range.right - range.left + 1;
    const down = rangeHeight % height === 0 ? rangeHeight : height;
    const across = rangeWidth % width === 0 ? rangeWidth : width;
    const placed: PlacedText[] = [];
    for (let line = range.top; line < Math.min(range.top + down, table.lines); line += 1) {
      const row = block[(line - range.top) % height] ?? [];
      for (let column = range.left; column < Math.min(range.left + across, table.columns); column += 1) {
        const text = row[(column - range.left) % width];
        if (text !== undefined) placed.push({ line, column, text });
      }
    }
    return placed;
  });
}

/** How many cells ranges hold together; overlaps count twice. */
export function cellCount(ranges: readonly CellRange[]): number {
  return ranges.reduce((sum, { top, bottom, left, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);
}
