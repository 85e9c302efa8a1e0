import { inStretches, type Pause } from '../../happyfox/pause';
import type { PlanProgress } from '../../plans/planProgress';
import type { PlanView, ShownLines, ShownRow } from './planMessages';

/** A page is given so many rows at a time. */
const blockSize = 50;

/** What a row counts for in the heading of the table. */
type Choice = Pick<ShownRow, 'choosable' | 'included'>;

/** What the layout of a plan's rows is made with. */
export interface PlanLayoutParts {
  readonly progress: () => Pick<PlanProgress, 'plan' | 'results' | 'placeOf'>;
  /** The row of the step at a place. */
  readonly rowAt: (place: number) => ShownRow;
  /** What of that row is soon known. */
  readonly choiceAt: (place: number) => Choice;
}

/** Which rows of a plan its page shows. The host has them all, the page those that were looked at: it asks for more where it comes near the end of those. */
export class PlanLayout {
  private view: PlanView = everything;
  /** Places of the steps that are shown, in their order. */
  private places: readonly number[];
  private shown: ReadonlySet<number>;
  private version = 0;
  private choosable = 0;
  private included = 0;
  /** How many rows the page has been given. */
  private given = 0;

  constructor(private readonly parts: PlanLayoutParts) {
    this.places = this.all();
    this.shown = new Set(this.places);
    this.countChoices();
  }

  /** What is looked for now. */
  get look(): PlanView {
    return this.view;
  }

  /** Another page is there, which has nothing yet. */
  begin(): void {
    this.show(everything, this.all());
  }

  /** Shows only the rows that a person wants to see. Called off by `pause`, it leaves all as it was. */
  async find(view: PlanView, pause: Pause): Promise<void> {
    const wanted = wantedIn(view);
    const places = wanted
      ? await inStretches(this.all(), pause, (place) => (wanted(this.parts.rowAt(place)) ? [place] : []))
      : this.all();
    this.show(view, places);
  }

  /** The first rows. */
  first(): ShownLines {
    return this.lines(0, blockSize);
  }

  /** The rows after those that the page has; undefined where it speaks of another layout. */
  next(version: number, from: number): ShownLines | undefined {
    return version === this.version ? this.lines(from, from + blockSize) : undefined;
  }

  /** The steps of a layout that may be left out or taken in; none where there is another by now. */
  choosableIn(version: number): readonly string[] {
    if (version !== this.version) return [];
    const { steps } = this.parts.progress().plan;
    return this.places.flatMap((place) => (this.parts.choiceAt(place).choosable ? (steps[place]?.id ?? []) : []));
  }

  /** Lets steps change, and follows. Returns the rows of those that the page has, and what stands at the head of all. */
  change(ids: readonly string[], work: () => void): Pick<ShownLines, 'rows' | 'summary'> {
    const places = ids
      .flatMap((id) => this.parts.progress().placeOf(id) ?? [])
      .filter((place) => this.shown.has(place));
    for (const place of places) this.countChoice(place, -1);
    work();
    for (const place of places) this.countChoice(place, 1);
    const last = this.places[this.given - 1] ?? -1;
    const seen = places.filter((place) => place <= last);
    return { rows: seen.map((place) => this.parts.rowAt(place)), summary: this.summary() };
  }

  private show(view: PlanView, places: readonly number[]): void {
    this.view = view;
    this.given = 0;
    this.places = places;
    this.shown = new Set(places);
    this.version += 1;
    this.countChoices();
  }

  private all(): readonly number[] {
    return [...this.parts.progress().plan.steps.keys()];
  }

  private lines(from: number, to: number): ShownLines {
    const rows = this.places.slice(from, to).map((place) => this.parts.rowAt(place));
    this.given = Math.max(this.given, from + rows.length);
    return { version: this.version, from, rows, summary: this.summary() };
  }

  private summary(): ShownLines['summary'] {
    const { places, choosable, included } = this;
    const { plan, results } = this.parts.progress();
    return { lines: places.length, total: plan.steps.length, choosable, included, isUntouched: results.size === 0 };
  }

  private countChoices(): void {
    this.choosable = 0;
    this.included = 0;
    for (const place of this.places) this.countChoice(place, 1);
  }

  private countChoice(place: number, by: 1 | -1): void {
    const { choosable, included } = this.parts.choiceAt(place);
    if (!choosable) return;
    this.choosable += by;
    if (included) this.included += by;
  }
}

const everything: PlanView = { text: '', kind: 'all' };

function wantedIn({ text, kind }: PlanView): ((row: ShownRow) => boolean) | undefined {
  const word = text.trim().toLowerCase();
  if (word === '' && kind === 'all') return undefined;
  return (row) => isOfKind(row, kind) && (word === '' || holds(row, word));
}

function isOfKind(row: ShownRow, kind: string): boolean {
  switch (kind) {
    case 'problems':
      return row.problems.length > 0;
    case 'trouble':
      return row.outcome !== undefined && row.outcome.tone !== 'good';
    case 'all':
      return true;
    default:
      return row.kind === kind;
  }
}

function holds({ name, detail, changes, problems, outcome }: ShownRow, text: string): boolean {
  const words = [
    ...[name, detail, ...problems, outcome?.word ?? '', ...(outcome?.notes ?? [])],
    ...changes.flatMap(({ label, before, after }) => [label, before, after]),
  ];
  return words.some((word) => word.toLowerCase().includes(text));
}
