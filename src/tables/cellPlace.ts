import type { CsvRecord, CsvText } from './csvReader';

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Where a cell stands, its quotation marks included; the end of the record where it has no such cell. */
export function cellPlace(
  { text, delimiter }: Pick<CsvText, 'text' | 'delimiter'>,
  record: CsvRecord,
  column: number,
): Span {
  let at = record.start;
  for (let index = 0; ; index += 1) {
    const end = endOfCell(text, at, record.end, delimiter);
    if (index === column) return { offset: at, length: end - at };
    if (end >= record.end) return { offset: record.end, length: 0 };
    at = end + 1;
  }
}

function endOfCell(text: string, start: number, end: number, delimiter: string): number {
  let at = start;
  while (text[at] === ' ' && delimiter !== ' ') at += 1;
  if (text[at] === '"' && at < end) {
    at += 1;
    while (at < end && (text[at] !== '"' || text[at + 1] === '"')) at += text[at] === '"' ? 2 : 1;
  } else {
    at = start;
  }
  const next = text.indexOf(delimiter, at);
  return next === -1 || next > end ? end : next;
}
