/** A block of cells, row by row. */
export type CellBlock = readonly (readonly string[])[];

/**
 * Cells as spreadsheets put them on the clipboard: tabs between cells, line breaks between rows, quotation marks around a cell that holds one of
 * these or begins with a quotation mark.
 */
export function toClipboard(block: CellBlock): string {
  return block.map((row) => row.map(quotedCell).join('\t')).join('\r\n');
}

/** The cells of a clipboard's text; rows may differ in length. A line break at the end begins no row. */
export function fromClipboard(text: string): CellBlock {
  const rows: string[][] = [];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]*/y;
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0;) {
    cell.lastIndex = at;
    const [whole = '', quoted] = cell.exec(text) ?? [];
    row.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === '\t') {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

function quotedCell(text: string): string {
  return /[\t\r\n]/.test(text) || text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}
