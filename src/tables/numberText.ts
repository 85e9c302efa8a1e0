/**
 * The number that a cell says; undefined where it says none. A comma may divide the decimals, as many spreadsheets write it. With three
 * digits behind, nobody can tell decimals from thousands, so that is none.
 */
export function numberIn(cell: string): number | undefined {
  const text = cell.trim().replace('\u2212', '-');
  if (isScientific(text)) return Number(text.replace(',', '.'));
  return /^[+-]?\d+(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** `1.23E+11`: what a spreadsheet makes of a long row of digits. */
export function isScientific(cell: string): boolean {
  return /^\s*[+-]?\d+(?:[.,]\d+)?E[+-]?\d+\s*$/i.test(cell);
}
