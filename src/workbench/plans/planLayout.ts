import { inStretches, type Pause } from '../../happyfox/pause';
import type { PlanProgress } from '../../plans/planProgress';
import type { PlanView, ShownLines, ShownRow } from './planMessages';
import { fold } from '../../assets/fold';

/** A page is given so many rows at a time. */
const blockSize = 50;

/** What a row counts for in the heading of the table. */
type Choice = Pick<ShownRow, 'choosable' | 'included'>;

/** What the layout of a plan's rows is made with. */
interface PlanLayoutParts {
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
  private places: readonly number[] = [];
  private version = 0;
  private choosable = 0;
  private included = 0;
  /** How many rows the page has been given. */
  private given = 0;
  /** Of each place whether it is shown, and its choice: a run tells of one at a time, and they must be counted no slower than that. */
  private isShown = new Uint8Array();
  private choices = new Uint8Array();

  constructor(private readonly parts: PlanLayoutParts) {}

  /** What is looked for now. */
  get look(): PlanView {
    return this.view;
  }

  /** Shows only the rows that a person wants to see, as the plan is now. Called off by `pause`, it leaves all as it was. */
  async find(view: PlanView, pause: Pause): Promise<void> {
    const all = [...this.parts.progress().plan.steps.keys()];
    const wanted = wantedIn(view);
    const places = wanted
      ? await inStretches(all, pause, (place) => (wanted(this.parts.rowAt(place)) ? [place] : []))
      : all;
    if (this.choices.length !== all.length) this.choices = new Uint8Array(all.length);
    for (const place of all) {
      await pause();
      this.count(place, -1);
      this.choices[place] = this.choiceAt(place);
      this.count(place, 1);
    }
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
    return this.places.flatMap((place) => (this.choices[place] === unchoosable ? [] : (steps[place]?.id ?? [])));
  }

  /** Lets steps change, and follows. Returns the rows of those that the page has, and what stands at the head of all. */
  change(ids: readonly string[], work: () => void): Pick<ShownLines, 'rows' | 'summary'> {
    const places = ids.flatMap((id) => this.parts.progress().placeOf(id) ?? []);
    for (const place of places) this.count(place, -1);
    work();
    for (const place of places) {
      this.choices[place] = this.choiceAt(place);
      this.count(place, 1);
    }
    const last = this.places[this.given - 1] ?? -1;
    const seen = places.filter((place) => this.isShown[place] === 1 && place <= last);
    return { rows: seen.map((place) => this.parts.rowAt(place)), summary: this.summary() };
  }

  private show(view: PlanView, places: readonly number[]): void {
    this.view = view;
    this.given = 0;
    this.places = places;
    this.version += 1;
    this.isShown = new Uint8Array(this.choices.length);
    this.choosable = 0;
    this.included = 0;
    for (const place of places) {
      this.isShown[place] = 1;
      this.count(place, 1);
    }
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

  private choiceAt(place: number): number {
    const { choosable, included } = this.parts.choiceAt(place);
    return !choosable ? unchoosable : included ? taken : leftOut;
  }

  private count(place: number, by: 1 | -1): void {
    const choice = this.choices[place];
    if (this.isShown[place] !== 1 || choice === unchoosable) return;
    this.choosable += by;
    if (choice === taken) this.included += by;
  }
}

/** Whether a step may be left out or taken in, and which of it is the case. */
const [unchoosable, leftOut, taken] = [0, 1, 2];

/** What a new page shows. */
export const everything: PlanView = { text: '', kind: 'all' };

function wantedIn({ text, kind }: PlanView): ((row: ShownRow) => boolean) | undefined {
  const word = fold(text);
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
  return words.some((word) => fold(word).includes(text));
}
