import type { DocumentComplaint, FieldComplaint } from '../assets/problem';
import type { Span } from './cellPlace';

/** What can be wrong with a file as a whole, or with a column of it. */
export type FileComplaint =
  /** A quotation mark is opened and never closed: nothing from here on could be read. */
  | { readonly code: 'unclosedQuote'; readonly detail?: undefined }
  /** More cells than the header has: a quotation mark may be missing. */
  | { readonly code: 'extraCells'; readonly detail: { readonly columns: number; readonly cells: number } }
  | { readonly code: 'unusedColumn'; readonly detail: { readonly header: string; readonly suggestion?: string } }
  /** Two columns for one field. */
  | { readonly code: 'columnTwice'; readonly detail: { readonly header: string } }
  /** Dates that mean other days in another order. */
  | { readonly code: 'unsettledDates'; readonly detail: { readonly header: string; readonly example: string } };

/** What can be wrong with the asset that a row is about. */
export type MatchComplaint =
  /** The row does not say which asset it is about. */
  | { readonly code: 'noMatchValue'; readonly detail: { readonly header: string } }
  | { readonly code: 'notFound'; readonly detail: { readonly value: string; readonly suggestion?: string } }
  | {
      readonly code: 'ambiguousMatch';
      readonly detail: { readonly value: string; readonly candidates: readonly string[] };
    }
  /** Several rows are about one asset. */
  | { readonly code: 'sameAsset'; readonly detail: { readonly rows: readonly number[] } }
  /** Only new assets are wanted, and this one exists. */
  | { readonly code: 'existsAlready'; readonly detail: { readonly id: number } }
  | { readonly code: 'displayIdTaken'; readonly detail: { readonly value: string; readonly id: number } }
  | { readonly code: 'otherType'; readonly detail: { readonly value: string; readonly type: string } };

/** What can be wrong with a person whom a cell names. */
type PersonComplaint =
  /** `canCreate` where the word has an e-mail. */
  | { readonly code: 'stranger'; readonly detail: { readonly word: string; readonly canCreate: boolean } }
  | {
      readonly code: 'ambiguousPerson';
      readonly detail: { readonly word: string; readonly candidates: readonly string[] };
    }
  | { readonly code: 'otherPerson'; readonly detail: { readonly word: string; readonly person: string } };

/** What spreadsheets do to long numbers, and to zeros in front. */
export type DamageComplaint =
  | { readonly code: 'scientific'; readonly detail: { readonly value: string } }
  | { readonly code: 'lostZeros'; readonly detail: { readonly value: string; readonly was: string } }
  | { readonly code: 'lostDigits'; readonly detail: { readonly value: string; readonly was: string } };

/** What can be wrong with a file, beside what can be wrong with any document. */
export type TableComplaint = FileComplaint | MatchComplaint | PersonComplaint | DamageComplaint;

/** Anything that can be said against a file. */
export type ImportComplaint = TableComplaint | FieldComplaint | DocumentComplaint;

/** `error`: the row, or the file, is not imported; `warning`: it is, but may not be what was meant; `note`: there is nothing to do. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing wrong with a file, at its place. */
export type ImportProblem = ImportComplaint & {
  /** The number of the row as a spreadsheet or an editor counts it, the header being 1; absent where it is about the whole file. */
  readonly row?: number;
  /** The column, from 0; absent where it is about the whole row, or the file has none. */
  readonly column?: number;
  readonly span: Span;
};

const mild: ReadonlyMap<ImportComplaint['code'], Severity> = new Map<ImportComplaint['code'], Severity>([
  ['unusedColumn', 'warning'],
  ['scientific', 'warning'],
  ['lostZeros', 'warning'],
  ['lostDigits', 'warning'],
  ['existsAlready', 'note'],
]);

/** How much a complaint matters. */
export function severityOf({ code }: Pick<ImportComplaint, 'code'>): Severity {
  return mild.get(code) ?? 'error';
}
