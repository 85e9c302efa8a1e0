import { anyOf, count, integer, listOf, objectOf, oneOf, text, truth, type Formed } from '../../disk/form';

const isPlanView = objectOf({ text, kind: text });

/** Which rows a person wants to see: those that hold a text, of one kind of `PlanWords`. */
export type PlanView = Formed<typeof isPlanView>;

/** Tells whether a page has said this. */
export const isFromPlan = anyOf(
  objectOf({ kind: oneOf('include'), steps: listOf(text), included: truth }),
  objectOf({ kind: oneOf('includeShown'), version: integer, included: truth }),
  objectOf({ kind: oneOf('view'), view: isPlanView }),
  objectOf({ kind: oneOf('lines'), version: integer, from: count }),
  objectOf({ kind: oneOf('open'), step: text }),
  objectOf({ kind: oneOf('save'), format: oneOf('csv', 'json') }),
  objectOf({ kind: oneOf('ready', 'apply', 'cancel', 'undo', 'rest') }),
);

/** What the page of a plan may say. Steps are named by their ids, and all rows that are shown by the version of their layout. */
export type FromPlan = Formed<typeof isFromPlan>;

/** Tells whether a tab has kept this. */
export const isPlanTabState = objectOf({ account: text, plan: text });

/** What a plan's tab keeps, to come back after a reload. */
type PlanTabState = Formed<typeof isPlanTabState>;

/** How an outcome looks. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'quiet' | 'busy';

/** One change of a row, as words. */
export interface ShownChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What became of a row. */
export interface ShownOutcome {
  readonly word: string;
  readonly tone: Tone;
  /** Why, and what HappyFox or others made of it. */
  readonly notes: readonly string[];
  /** When, in words; empty where nothing has happened. */
  readonly time: string;
}

/** One step, as the page shows it. */
export interface ShownRow {
  readonly id: string;
  readonly operation: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly name: string;
  readonly detail: string;
  readonly changes: readonly ShownChange[];
  readonly problems: readonly string[];
  readonly included: boolean;
  /** Whether the user may leave it out or take it in. */
  readonly choosable: boolean;
  /** Whether there is an asset to open. */
  readonly opens: boolean;
  readonly outcome?: ShownOutcome;
}

/** Rows of a layout, from a line on. */
export interface ShownLines {
  /** Another layout has another. */
  readonly version: number;
  /** The line of the first of them. */
  readonly from: number;
  readonly rows: readonly ShownRow[];
  readonly summary: ShownSummary;
}

/** What is told of all rows of a layout, given or not. */
export interface ShownSummary {
  readonly lines: number;
  /** How many steps the plan has, shown or not. */
  readonly total: number;
  readonly choosable: number;
  /** Of those. */
  readonly included: number;
  /** Whether nothing was sent yet of any row. */
  readonly isUntouched: boolean;
}

/** A button of the page; `primary` is the one that goes on. */
export interface ShownAction {
  readonly kind: 'apply' | 'cancel' | 'undo' | 'rest' | 'saveCsv' | 'saveJson';
  readonly label: string;
  readonly primary?: boolean;
}

/** What stands above the rows. */
export interface ShownHeading {
  readonly title: string;
  /** Counts, account and agent, what will be sent and how long it takes: a sentence each. */
  readonly lines: readonly string[];
  /** Something that went wrong with the plan as a whole. */
  readonly warning?: string;
  readonly actions: readonly ShownAction[];
  /** From 0 to 1 while it is being applied. */
  readonly progress?: number;
}

/** The page's own words. */
export interface PlanWords {
  readonly asset: string;
  readonly changes: string;
  readonly outcome: string;
  readonly include: string;
  readonly includeAll: string;
  readonly filter: string;
  /** `{0}` of `{1}` rows. */
  readonly shown: string;
  readonly none: string;
  readonly before: string;
  readonly after: string;
  readonly empty: string;
  readonly open: string;
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
  readonly kindsLabel: string;
}

/** What the host tells the page of a plan. */
export type ToPlan =
  | {
      readonly kind: 'plan';
      readonly state: PlanTabState;
      readonly words: PlanWords;
      readonly heading: ShownHeading;
      readonly view: PlanView;
      readonly lines: ShownLines;
    }
  /** The first rows of a layout, or the next ones of the one that is shown. */
  | ({ readonly kind: 'lines' } & ShownLines)
  /** Rows of those that the page has which have changed, and what stands above them. */
  | ({ readonly kind: 'rows'; readonly heading: ShownHeading } & Pick<ShownLines, 'rows' | 'summary'>);
