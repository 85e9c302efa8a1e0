import type { JsonValue } from '../../happyfox/json';

/** A cell: JSON, or undefined. */
export type Cell = JsonValue | undefined;

/**
 * A column of cells, in the form that is smallest and soonest parsed: one cell that all rows share, numbers that point into a table of
 * the cells there are, or the cells themselves.
 */
export type Column =
  | readonly ['same', JsonValue]
  | readonly ['table', readonly JsonValue[], readonly number[]]
  | readonly ['each', readonly JsonValue[]];

/** A table pays where cells come at least twice. */
const tableShare = 0.5;

/** Writes a column. */
export function toColumn(cells: readonly Cell[]): Column {
  const places = new Map<Cell, number>();
  const table: JsonValue[] = [];
  const numbers: number[] = [];
  for (const cell of cells) {
    const known = places.get(cell);
    if (known !== undefined) {
      numbers.push(known);
      continue;
    }
    // Two lists or objects are two, however alike.
    places.set(cell, table.length);
    numbers.push(table.length);
    table.push(pack(cell));
  }
  if (table.length === 1 && table[0] !== undefined) return ['same', table[0]];
  if (table.length <= cells.length * tableShare) return ['table', table, numbers];
  return ['each', numbers.map((place) => table[place] ?? null)];
}

/** Reads a column of so many cells. */
export function fromColumn(column: Column, length: number): readonly Cell[] {
  switch (column[0]) {
    case 'same':
      return new Array<Cell>(length).fill(unpack(column[1]));
    case 'table': {
      const table = column[1].map(unpack);
      return column[2].map((place) => table[place]);
    }
    case 'each':
      return column[1].some((cell) => typeof cell === 'object') ? column[1].map(unpack) : column[1];
  }
}

/**
 * A cell as JSON. Objects become lists of pairs, for their keys are the server's words: the JSON parser of some versions of V8 mixes keys up that
 * differ in how they are escaped alone. Every list is wrapped to be told from these.
 */
function pack(cell: Cell): JsonValue {
  if (cell === undefined) return [];
  if (cell === null || typeof cell !== 'object') return cell;
  if (isList(cell)) return [cell.map(pack)];
  return [Object.keys(cell), Object.values(cell).map(pack)];
}

function unpack(packed: JsonValue): Cell {
  if (packed === null || typeof packed !== 'object' || !isList(packed)) return packed;
  const [first, values] = packed;
  if (!isMaybeList(first)) return undefined;
  if (!isMaybeList(values)) return first.map(unpackWithin);
  return Object.fromEntries(
    first.map((key, index) => [typeof key === 'string' ? key : '', unpackWithin(values[index] ?? null)]),
  );
}

function unpackWithin(packed: JsonValue): JsonValue {
  return unpack(packed) ?? null;
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isMaybeList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
