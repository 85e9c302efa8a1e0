import type { EditableState } from '../assets/editableState';
import type { Asset, LinkedContact, NewContact } from '../happyfox/asset';
import type { ImportComplaint } from './importProblem';
import type { Span } from './cellPlace';
import type { PersonWord } from './people';

/** Where in a row something is. */
export interface RowPlace {
  readonly span: Span;
  readonly column?: number;
}

/** Notes a complaint about a row. */
export type ReportInRow = (complaint: ImportComplaint, place: RowPlace) => void;

/** What a row wants of an asset. */
export interface RowEdit {
  readonly mine: EditableState;
  /** People to create, if that is wanted; they are in no problem list. */
  readonly newContacts: readonly NewContact[];
  /** People whom the row links, with their names. */
  readonly people: readonly LinkedContact[];
}

/** One row of a file, whatever the file's form. */
export interface ImportRow {
  /** As a spreadsheet or an editor counts it; the header of a table is 1. */
  readonly number: number;
  /** Where it begins, or where the value stands that says which asset it is about. */
  readonly place: RowPlace;
  /** The value that says which asset the row is about; empty where it has none. */
  readonly matchText: string;
  /** People whom the row names. */
  readonly people: readonly PersonWord[];
  /** What the asset is to become; a new one where there is no base. What the row does not mention stays. */
  edit(base: Asset | undefined, report: ReportInRow): RowEdit;
}
