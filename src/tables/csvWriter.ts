import { stringify } from 'csv-stringify/sync';

/** Cells that are quoted although no comma stands in them: a spreadsheet in another country divides at semicolons, and blanks would be lost. */
const quoted = /[,;|\t\r\n"\uFEFF]|^\s|\s$/u;

/** Lines of a CSV file as RFC 4180 has it: commas, CRLF, and quotation marks where they are needed. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((cells) => [...cells]),
    // A blank line would be no record.
    { record_delimiter: '\r\n', quoted_match: quoted, quoted_empty: rows[0]?.length === 1 },
  );
}
