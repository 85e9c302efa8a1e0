import type { FromPlan, PlanWords, ShownHeading, ShownRow, ToPlan } from '../../workbench/plans/planMessages';
import { element } from '../element';
import type { Host } from '../host';
import { drawHeading } from './heading';
import { drawRow } from './row';

/** What the page of a plan and its host tell each other. */
export interface PlanTalk {
  readonly fromPage: FromPlan;
  readonly toPage: ToPlan;
}

/** Which rows are shown. */
export interface PlanView {
  readonly text: string;
  readonly kind: string;
  readonly scrolled: number;
}

/** Rows that are drawn at once; the next ones are when the user comes near them. */
const stretch = 200;

/** The page of a plan: a heading, and a table with a row for each step. */
export class PlanPage {
  private readonly rows: Map<string, ShownRow>;
  private readonly drawn = new Map<string, HTMLTableRowElement>();
  private readonly heading = element('header', { class: 'plan-heading' });
  private readonly body = element('tbody');
  private readonly scroller = element('div', { class: 'plan-rows', attributes: { tabindex: '-1' } });
  private readonly count = element('span', { class: 'muted', attributes: { role: 'status', 'aria-live': 'polite' } });
  private readonly end = element('div', { class: 'plan-end' });
  private readonly all = element('input', { attributes: { type: 'checkbox' } });
  private readonly find = element('input', { attributes: { type: 'search' } });
  private readonly kinds = element('select');
  private readonly words: PlanWords;
  private matching: readonly ShownRow[] = [];

  constructor(
    private readonly host: Host<PlanTalk>,
    page: HTMLElement,
    { state, words, heading, rows }: Extract<ToPlan, { kind: 'plan' }>,
    view: PlanView | undefined,
  ) {
    this.words = words;
    this.rows = new Map(rows.map((row) => [row.id, row]));
    host.keepState(state);
    this.setUp(view);
    page.replaceChildren(this.heading, this.bar(), this.scroller);
    this.showHeading(heading);
    this.scroller.classList.add('untouched');
    this.showOutcomes(rows);
    this.filter();
    this.scroller.scrollTop = view?.scrolled ?? 0;
    if (document.activeElement === document.body) this.scroller.focus({ preventScroll: true });
  }

  /** Which rows are shown now, for the page that takes the place of this one. */
  get view(): PlanView {
    return { text: this.find.value, kind: this.kinds.value, scrolled: this.scroller.scrollTop };
  }

  /** Takes in rows that have changed. */
  hear({ heading, rows }: Extract<ToPlan, { kind: 'rows' }>): void {
    this.showHeading(heading);
    this.showOutcomes(rows);
    for (const row of rows) {
      this.rows.set(row.id, row);
      const there = this.drawn.get(row.id);
      if (!there) continue;
      const hadFocus = there.contains(document.activeElement);
      const fresh = this.draw(row);
      there.replaceWith(fresh);
      if (hadFocus) fresh.querySelector<HTMLElement>('input:enabled, button')?.focus();
    }
    this.matching = this.matching.map(({ id }) => this.rows.get(id)).filter((row) => row !== undefined);
    this.showAll();
  }

  private setUp(view: PlanView | undefined): void {
    const { words } = this;
    this.find.value = view?.text ?? '';
    this.find.placeholder = words.filter;
    this.find.setAttribute('aria-label', words.filter);
    this.find.addEventListener('input', () => this.filter());
    this.kinds.setAttribute('aria-label', words.kindsLabel);
    this.kinds.append(
      ...words.kinds.map(({ value, label }) => element('option', { text: label, attributes: { value } })),
    );
    this.kinds.value = view?.kind ?? 'all';
    this.kinds.addEventListener('change', () => this.filter());
    this.all.setAttribute('aria-label', words.includeAll);
    this.all.title = words.includeAll;
    this.all.addEventListener('change', () => this.includeAll());
    const heads = [words.asset, words.changes, words.outcome];
    const head = element('tr', {
      children: [
        element('th', { attributes: { scope: 'col' }, class: 'plan-check', children: [this.all] }),
        ...heads.map((text) => element('th', { text, attributes: { scope: 'col' } })),
      ],
    });
    const table = element('table', { children: [element('thead', { children: [head] }), this.body] });
    table.addEventListener('keydown', (event) => this.move(event));
    this.scroller.append(table, this.end);
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.drawMore();
      },
      { root: this.scroller, rootMargin: '800px' },
    );
    near.observe(this.end);
  }

  private bar(): HTMLElement {
    return element('div', { class: 'plan-bar', children: [this.find, this.kinds, this.count] });
  }

  private showHeading(heading: ShownHeading): void {
    drawHeading(this.heading, heading, (message) => this.host.tell(message));
  }

  private filter(): void {
    const text = this.find.value.trim().toLowerCase();
    const kind = this.kinds.value;
    this.matching = [...this.rows.values()].filter((row) => isOfKind(row, kind) && (text === '' || holds(row, text)));
    this.body.replaceChildren();
    this.drawn.clear();
    this.drawMore();
    const { shown, none } = this.words;
    const counted = shown.replace('{0}', String(this.matching.length)).replace('{1}', String(this.rows.size));
    this.count.textContent = this.matching.length === 0 ? none : counted;
    this.showAll();
  }

  private drawMore(): void {
    const from = this.drawn.size;
    this.body.append(...this.matching.slice(from, from + stretch).map((row) => this.draw(row)));
    this.body.parentElement?.setAttribute('aria-rowcount', String(this.matching.length + 1));
  }

  private draw(row: ShownRow): HTMLTableRowElement {
    const made = drawRow(row, this.words, (message) => this.host.tell(message));
    this.drawn.set(row.id, made);
    return made;
  }

  private showOutcomes(rows: readonly ShownRow[]): void {
    if (rows.some(({ outcome }) => outcome !== undefined)) this.scroller.classList.remove('untouched');
  }

  private showAll(): void {
    const choosable = this.matching.filter((row) => row.choosable);
    const included = choosable.filter((row) => row.included).length;
    this.all.disabled = choosable.length === 0;
    this.all.checked = included > 0 && included === choosable.length;
    this.all.indeterminate = included > 0 && included < choosable.length;
  }

  private includeAll(): void {
    const steps = this.matching.filter(({ choosable }) => choosable).map(({ id }) => id);
    this.host.tell({ kind: 'include', steps, included: this.all.checked });
  }

  /** Up and down go from row to row, as in a list. */
  private move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const row = target?.closest('tbody tr');
    if (step === 0 || !row) return;
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    const same = target?.matches('input') === true ? 'input:enabled' : 'button';
    const into = next?.querySelector<HTMLElement>(same) ?? next?.querySelector<HTMLElement>('input:enabled, button');
    if (!into) return;
    event.preventDefault();
    into.focus();
    into.scrollIntoView({ block: 'nearest' });
  }
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
