import type { CellBlock } from './clipboardText';

/** Cells by what they are of, wherever they stand: each of these assets in each of these columns. */
export interface CellArea {
  /** Asset ids, in the order of the lines. */
  readonly assets: Iterable<number>;
  /** Keys of columns, from left to right. */
  readonly columns: readonly string[];
}

/** Where a block is pasted to: an area, and behind its assets and columns those that are shown below and to the right of it. */
export interface PasteArea extends CellArea {
  /** How many assets the area itself has. */
  readonly height: number;
  /** How many columns the area itself has. */
  readonly width: number;
}

/** A text for a cell; undefined where there is none to put there. */
export interface CellTextFor {
  readonly asset: number;
  readonly column: string;
  readonly text: string | undefined;
}

/** A text for each cell of an area. */
export function* textsFor(
  { assets, columns }: CellArea,
  textOf: (column: string) => string | undefined,
): Generator<CellTextFor> {
  for (const asset of assets) for (const column of columns) yield { asset, column, text: textOf(column) };
}

/**
 * Where the cells of a pasted block go, as spreadsheets do it: one cell fills the whole area; a block fills an area that is a multiple of it as
 * often as it fits, and else goes once from the area's corner, beyond it if it is larger.
 */
export function* placeBlock(block: CellBlock, { assets, columns, height, width }: PasteArea): Generator<CellTextFor> {
  const rows = block.length;
  const across = Math.max(0, ...block.map((row) => row.length));
  if (rows === 0 || across === 0) return;
  const down = height % rows === 0 ? height : rows;
  const right = columns.slice(0, width % across === 0 ? width : across);
  let line = 0;
  for (const asset of assets) {
    if (line >= down) return;
    const row = block[line % rows] ?? [];
    for (const [place, column] of right.entries()) {
      const text = row[place % across];
      if (text !== undefined) yield { asset, column, text };
    }
    line += 1;
  }
}
