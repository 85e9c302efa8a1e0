import { parse as parser, type Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { pausing, type Pause } from '../happyfox/pause';

/** The characters that may divide the cells of a line. */
type Delimiter = ',' | ';' | '\t' | '|';

/** One record of a file: a line, or several where a cell holds line breaks. */
export interface CsvRecord {
  /** As a spreadsheet counts it, blank lines included; the first is 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Where it begins in the text, in UTF-16 units, and where its line break, if any, begins. */
  readonly start: number;
  readonly end: number;
}

/** A file's records, the header among them. */
export interface CsvText {
  readonly text: string;
  readonly delimiter: Delimiter;
  readonly records: readonly CsvRecord[];
  /** Where the record begins in which a quotation mark is opened and never closed; nothing from there on could be read. */
  readonly unclosedAt: number | undefined;
}

const delimiters = [',', ';', '\t', '|'] as const satisfies readonly Delimiter[];

/** Files of any origin: line breaks of three kinds, even within one file, and quotation marks where none should be. */
const lenient: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
};

/** How much of a file shows how it is written. */
const headLength = 64 * 1024;
const headRecords = 20;
/** A few milliseconds’ work. */
const chunkLength = 16 * 1024;

/** Reads a text in which commas, semicolons, tabs or bars divide; blank lines are left out. Rejects with the signal's reason when aborted. */
export async function readCsv(text: string, signal?: AbortSignal, pause: Pause = pausing(signal)): Promise<CsvText> {
  const from = /^(?:sep=(.)(?:\r\n|\r|\n))?/i.exec(text);
  const body = text.slice(from?.[0].length ?? 0);
  const declared = delimiters.find((one) => one === from?.[1]);
  const delimiter = declared ?? delimiterOf(body);
  const records: CsvRecord[] = [];
  let at = text.length - body.length;
  let number = 0;
  const take = (cells: readonly string[], raw: string): void => {
    const start = at;
    number += 1;
    at += raw.length;
    // The library counts the first character of a line break among the record's own.
    if (text[at - 1] === '\r' && text[at] === '\n') at += 1;
    const end = start + raw.replace(/(?:\r\n|\r|\n)$/, '').length;
    if (cells.some((cell) => cell.trim() !== '')) records.push({ number, cells, start, end: Math.max(start, end) });
  };
  const isWhole = await readRecords(body, { delimiter, trim: hasBlanksAfter(body, delimiter) }, take, pause);
  return { text, delimiter, records, unclosedAt: isWhole ? undefined : at };
}

/** Hands each record to `take`, giving way to others between chunks. Resolves with whether it came to the end. */
async function readRecords(
  body: string,
  options: Options,
  take: (cells: readonly string[], raw: string) => void,
  pause: Pause,
): Promise<boolean> {
  // Records are taken as they are found and not from the stream, which loses those that wait in it when a later one is broken.
  const onRecord = (found: unknown): null => {
    const { record, raw } = recordIn(found);
    take(record, raw);
    return null;
  };
  const stream = parser({ ...lenient, ...options, raw: true, on_record: onRecord });
  stream.resume();
  const ended = new Promise<boolean>((resolve) => {
    stream.once('end', () => resolve(true)).once('error', () => resolve(false));
  });
  for (let from = 0; from < body.length && !stream.destroyed;) {
    const isSplit = isHighSurrogate(body.charCodeAt(from + chunkLength - 1));
    const chunk = body.slice(from, from + chunkLength + Number(isSplit));
    from += chunk.length;
    await pause();
    await new Promise<void>((resolve) => stream.write(chunk, () => resolve()));
  }
  if (!stream.destroyed) stream.end();
  return ended;
}

/** The first half of a character. */
function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function recordIn(found: unknown): { record: readonly string[]; raw: string } {
  if (typeof found === 'object' && found !== null && 'record' in found && 'raw' in found) {
    const { record, raw } = found;
    if (Array.isArray(record) && typeof raw === 'string') return { record: record.map(String), raw };
  }
  throw new TypeError('csv-parse gave a record of another form');
}

/** The delimiter by which the head of the file has the most columns, and the same number in each record. */
function delimiterOf(body: string): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths = headOf(body, delimiter).map((cells) => cells.length);
    const [first = 1] = widths;
    const alike = widths.filter((width) => width === first).length / Math.max(1, widths.length);
    const score = first < 2 ? 0 : first * alike ** 2;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function headOf(body: string, delimiter: Delimiter): readonly (readonly string[])[] {
  const head = body.slice(0, headLength);
  const rows: string[][] = parse(head, { ...lenient, delimiter, to: headRecords, skip_records_with_error: true });
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

/** A file written by hand, `"a", "b"`: there the blanks are no part of the cells. */
function hasBlanksAfter(body: string, delimiter: Delimiter): boolean {
  const header = /^[^\r\n]*/.exec(body)?.[0] ?? '';
  const parts = header.split(delimiter).slice(1);
  return delimiter !== '\t' && parts.length > 0 && parts.every((part) => part.startsWith(' '));
}
