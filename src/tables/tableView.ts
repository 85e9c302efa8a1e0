/** How a person looks at a table. */
export interface TableView {
  /** Narrows the whole table, in the query language; empty for everything. */
  readonly query: string;
  /** What stands in the filters of columns, by their keys. */
  readonly filters: Readonly<Record<string, string>>;
  /** The first one counts most. */
  readonly sort: readonly { readonly key: string; readonly ascending: boolean }[];
  /** The column whose values divide the table. */
  readonly group: string | undefined;
  /** Keys of groups whose rows are hidden. */
  readonly collapsed: readonly string[];
}

/** A table as it is opened. */
export const plainView: TableView = { query: '', filters: {}, sort: [], group: undefined, collapsed: [] };
