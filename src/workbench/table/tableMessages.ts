import * as z from 'zod/mini';

const Line = z.int().check(z.nonnegative());

const Range = z.object({ top: Line, left: Line, bottom: Line, right: Line });

const View = z.object({
  query: z.string(),
  filters: z.record(z.string(), z.string()),
  sort: z.array(z.object({ key: z.string(), ascending: z.boolean() })),
  group: z.optional(z.string()),
  collapsed: z.array(z.string()),
});

const Columns = z.object({
  /** Keys of the shown columns, from left to right. */
  shown: z.readonly(z.array(z.string())),
  widths: z.record(z.string(), z.number().check(z.positive())),
  /** How many of the first ones stay where they are. */
  frozen: Line,
});

/** How the columns of a table are arranged. */
export type TableColumns = z.infer<typeof Columns>;

/** What a table's tab keeps, to come back as it was after a reload. */
export const TableState = z.object({
  account: z.string(),
  typeId: z.optional(z.number()),
  view: View,
});

/** See the schema. */
export type TableState = z.infer<typeof TableState>;

/** The layout that lines are counted in: what a person sees may be older than what the host has. */
const version = z.int();
const ranges = z.array(Range);

/** What the page of a table may say. */
export const FromTable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('lines'), version, from: Line, to: Line }),
  z.object({ kind: z.literal('view'), view: View }),
  z.object({ kind: z.literal('columns'), columns: Columns }),
  z.object({ kind: z.literal('edit'), version, line: Line, column: Line, text: z.string() }),
  z.object({ kind: z.literal('paste'), version, ranges, text: z.string() }),
  z.object({ kind: z.literal('fill'), version, ranges }),
  z.object({ kind: z.literal('clear'), version, ranges }),
  z.object({ kind: z.literal('copy'), version, ranges, headers: z.boolean() }),
  z.object({ kind: z.literal('open'), version, line: Line }),
  z.object({ kind: z.literal('people'), request: z.int(), text: z.string() }),
  z.object({ kind: z.enum(['undo', 'redo', 'review', 'discard']) }),
]);

/** See the schema. */
export type FromTable = z.infer<typeof FromTable>;

/** A column as the page shows it. */
export interface ShownColumn {
  readonly key: string;
  readonly name: string;
  readonly editor: 'text' | 'textarea' | 'number' | 'date' | 'dropdown' | 'multipleOptions' | 'contacts' | 'none';
  /** The labels to choose from. */
  readonly choices?: readonly string[];
}

/** What is special about a cell: an edit that has not been sent. */
export interface CellMark {
  /** What HappyFox has. */
  readonly was: string;
  /** Why the edit can't be sent. */
  readonly problem?: string;
}

/** A line of the table, made small, for many are sent at once. */
export type ShownLine =
  | {
      readonly id: number;
      readonly cells: readonly string[];
      /** By the column's place among those shown. */
      readonly marks?: Readonly<Record<number, CellMark>>;
      /** Why none of its cells can be edited. */
      readonly locked?: string;
    }
  | { readonly group: string; readonly label: string; readonly count: string; readonly isCollapsed: boolean };

/** What stands around the lines. */
export interface TableSummary {
  readonly version: number;
  readonly lines: number;
  /** How many assets are found, and of how many: a sentence. */
  readonly status: string;
  /** What is wrong with a filter, by the column's key; with the query, by an empty key. */
  readonly problems: Readonly<Record<string, string>>;
  /** What the button says; undefined where there is nothing to review. */
  readonly review: string | undefined;
  readonly invalid: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A person to choose. */
export interface ShownPerson {
  /** How a cell names exactly this one. */
  readonly word: string;
  readonly label: string;
  readonly detail: string;
}

/** What the host says to the page. */
export type ToTable =
  | {
      readonly kind: 'open';
      readonly words: TableWords;
      readonly all: readonly ShownColumn[];
      readonly columns: TableColumns;
      readonly view: TableState['view'];
      readonly state: TableState;
    }
  | { readonly kind: 'summary'; readonly summary: TableSummary }
  | { readonly kind: 'lines'; readonly version: number; readonly from: number; readonly lines: readonly ShownLine[] }
  /** Cells say something else than they did, or there are other lines. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'people'; readonly request: number; readonly people: readonly ShownPerson[] }
  /** Something to be read out, and shown for a while. */
  | { readonly kind: 'say'; readonly text: string };

/** What the page's sentences are called. */
export const tableWordKeys = [
  'table',
  'query',
  'filter',
  'group',
  'noGroup',
  'columns',
  'columnsHint',
  'moveUp',
  'moveDown',
  'frozen',
  'resetColumns',
  'apply',
  'undo',
  'redo',
  'discard',
  'loading',
  'empty',
  'selected',
  'edited',
  'readOnly',
  'line',
  'expand',
  'collapse',
  'findPerson',
  'noMatch',
  'remove',
  'none',
  'keys',
] as const;

/** The sentences of the page. `{0}` is for it to fill in. */
export type TableWords = Readonly<Record<(typeof tableWordKeys)[number], string>>;
