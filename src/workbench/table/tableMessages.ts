import type { ColumnEditor } from '../../tables/tableColumn';
import {
  anyOf,
  count,
  integer,
  listOf,
  number,
  objectOf,
  oneOf,
  recordOf,
  text,
  truth,
  type Form,
  type Formed,
} from '../../disk/form';

const isView = objectOf(
  {
    query: text,
    filters: recordOf(text),
    sort: listOf(objectOf({ key: text, ascending: truth })),
    collapsed: listOf(text),
  },
  { group: text },
);

const isWidth: Form<number> = (value): value is number => number(value) && value > 0;

const areColumns = objectOf({
  /** Keys of the shown columns, from left to right. */
  shown: listOf(text),
  widths: recordOf(isWidth),
  /** How many of the first ones stay where they are. */
  frozen: count,
});

/** How the columns of a table are arranged. */
export type TableColumns = Formed<typeof areColumns>;

/** Tells whether a tab has kept this. */
export const isTableState = objectOf({ account: text, view: isView }, { typeId: number });

/** What a table's tab keeps, to come back as it was after a reload. */
export type TableState = Formed<typeof isTableState>;

/** Asset ids. Of many, numbers in a list would cost their reader a frame each time. */
const areIds: Form<Float64Array> = (value) => value instanceof Float64Array;

const area = { assets: areIds, columns: listOf(text) };

/** Which columns the page had when somebody did that. */
const version = count;

/** How many selected assets take no part, since they are not shown. */
const hidden = count;

/** Tells whether a page has said this. */
export const isFromTable = anyOf(
  objectOf({ kind: oneOf('ready') }),
  objectOf({ kind: oneOf('lines'), assets: areIds }),
  objectOf({ kind: oneOf('view'), view: isView }),
  objectOf({ kind: oneOf('columns'), columns: areColumns }),
  objectOf({ kind: oneOf('edit'), version, asset: integer, column: text, text }),
  objectOf({
    kind: oneOf('paste'),
    version,
    areas: listOf(objectOf({ ...area, height: count, width: count })),
    text,
    hidden,
  }),
  objectOf({ kind: oneOf('fill'), version, areas: listOf(objectOf({ ...area, from: integer })), hidden }),
  objectOf({ kind: oneOf('cut'), version, areas: listOf(objectOf(area)), hidden }),
  objectOf({ kind: oneOf('clear'), version, areas: listOf(objectOf(area)), hidden }),
  objectOf({ kind: oneOf('copy'), version, areas: listOf(objectOf(area)), headers: truth, hidden }),
  objectOf({ kind: oneOf('open'), asset: integer }),
  objectOf({ kind: oneOf('people'), request: integer, text }),
  objectOf({ kind: oneOf('undo', 'redo', 'review', 'discard') }),
);

/** What the page of a table may say. Cells are named by the id of their asset and the key of their column: lines move, also between a key and its effect. */
export type FromTable = Formed<typeof isFromTable>;

/** A column as the page shows it. */
export interface ShownColumn {
  readonly key: string;
  readonly name: string;
  readonly editor: ColumnEditor;
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

/** What an asset's line says, made small, for many are sent at once. */
export interface ShownLine {
  readonly id: number;
  /** In the order of the columns that the message names. */
  readonly cells: readonly string[];
  /** By the column's key. */
  readonly marks?: Readonly<Record<string, CellMark>>;
  /** Why none of its cells can be edited. */
  readonly locked?: string;
}

/** The head of a group. */
export interface ShownGroup {
  /** Negative. */
  readonly id: number;
  readonly key: string;
  readonly label: string;
  readonly count: string;
  readonly isCollapsed: boolean;
}

/** What stands around the lines. */
export interface TableSummary {
  /** How many assets are found, and of how many: a sentence. */
  readonly status: string;
  /** How old and how complete that is, once reading is over: a sentence. */
  readonly ground: string;
  /** More assets may come. */
  readonly isReading: boolean;
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
      readonly version: number;
      readonly all: readonly ShownColumn[];
      readonly columns: TableColumns;
      readonly view: TableState['view'];
      readonly state: TableState;
    }
  /** There are other columns, or they are arranged otherwise. `after`: how many arrangements of the page the host had heard of then. */
  | {
      readonly kind: 'columns';
      readonly version: number;
      readonly all: readonly ShownColumn[];
      readonly columns: TableColumns;
      readonly after: number;
    }
  /** Somebody else looks at other assets in this table. `after`: how many views of the page the host had heard of then. */
  | { readonly kind: 'view'; readonly view: TableState['view']; readonly after: number }
  /** The order of the lines, by their ids; see `TableLayout`. `isAsked`: since somebody looks in another way, not since assets have changed. */
  | {
      readonly kind: 'layout';
      readonly order: Float64Array;
      readonly groups: readonly ShownGroup[];
      readonly isAsked: boolean;
    }
  | { readonly kind: 'summary'; readonly summary: TableSummary }
  /** What lines say in these columns. */
  | { readonly kind: 'lines'; readonly columns: readonly string[]; readonly lines: readonly ShownLine[] }
  /** Lines say something else than they did. */
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
  'hidden',
  'gone',
  'editedElsewhere',
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
