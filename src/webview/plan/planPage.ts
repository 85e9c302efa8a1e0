import type {
  FromPlan,
  PlanView,
  PlanWords,
  ShownHeading,
  ShownLines,
  ShownRow,
  ShownSummary,
  ToPlan,
} from '../../workbench/plans/planMessages';
import { onTyped } from '../composition';
import { element } from '../element';
import type { Host } from '../host';
import { drawHeading } from './heading';
import { drawRow } from './row';

/** What the page of a plan and its host tell each other. */
export interface PlanTalk {
  readonly fromPage: FromPlan;
  readonly toPage: ToPlan;
}

/** What is looked at, for the page that takes the place of another. */
interface LookedAt {
  readonly view: PlanView;
  /** How many rows are drawn, and how far they are scrolled. */
  readonly rows: number;
  readonly scrolled: number;
}

/** The page of a plan: a heading, and a table of rows, of which more are asked for when the user comes near the end of those that are there. */
export class PlanPage {
  /** In their order. */
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
  private summary: ShownSummary | undefined;
  private near: IntersectionObserver | undefined;
  private version = -1;
  /** The line from which rows have been asked for. */
  private asked = 0;
  /** Where the page before this one was, until as many rows have come. */
  private before: LookedAt | undefined;

  constructor(
    private readonly host: Host<PlanTalk>,
    page: HTMLElement,
    { state, words, heading, view, lines }: Extract<ToPlan, { kind: 'plan' }>,
    before: LookedAt | undefined,
  ) {
    this.words = words;
    this.before = before;
    host.keepState(state);
    this.setUp(before?.view ?? view);
    page.replaceChildren(this.heading, this.bar(), this.scroller);
    this.showHeading(heading);
    this.showLines(lines);
    // What was typed while it was on its way is not what these rows are.
    if (before && (before.view.text !== view.text || before.view.kind !== view.kind)) this.look();
    if (document.activeElement === document.body) this.scroller.focus({ preventScroll: true });
  }

  /** What is looked at now, for the page that takes the place of this one. */
  get lookedAt(): LookedAt {
    return { view: this.view, rows: this.drawn.size, scrolled: this.scroller.scrollTop };
  }

  /** Takes in rows that have changed. */
  hear({ heading, rows, summary }: Extract<ToPlan, { kind: 'rows' }>): void {
    this.showHeading(heading);
    for (const row of rows) {
      const there = this.drawn.get(row.id);
      if (!there) continue;
      const hadFocus = there.contains(document.activeElement);
      const fresh = this.draw(row);
      there.replaceWith(fresh);
      if (hadFocus) fresh.querySelector<HTMLElement>('input:enabled, button')?.focus();
    }
    this.showSummary(summary);
  }

  /** Takes in the first rows of what is looked for, or the next ones. */
  showLines({ version, from, rows, summary }: ShownLines): void {
    if (from === 0) {
      this.version = version;
      this.body.replaceChildren();
      this.drawn.clear();
    } else if (version !== this.version || from !== this.drawn.size) return;
    this.body.append(...rows.map((row) => this.draw(row)));
    this.asked = this.drawn.size;
    this.showSummary(summary);
    // It tells of what comes into sight, and the end may still be there.
    this.near?.unobserve(this.end);
    this.near?.observe(this.end);
    this.goBack();
  }

  private get view(): PlanView {
    return { text: this.find.value, kind: this.kinds.value };
  }

  private setUp(view: PlanView): void {
    const { words } = this;
    this.find.value = view.text;
    this.find.placeholder = words.filter;
    this.find.setAttribute('aria-label', words.filter);
    onTyped(this.find, () => this.look());
    this.kinds.setAttribute('aria-label', words.kindsLabel);
    this.kinds.append(
      ...words.kinds.map(({ value, label }) => element('option', { text: label, attributes: { value } })),
    );
    this.kinds.value = view.kind;
    this.kinds.addEventListener('change', () => this.look());
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
    this.near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.more();
      },
      { root: this.scroller, rootMargin: '800px' },
    );
    this.near.observe(this.end);
  }

  private bar(): HTMLElement {
    return element('div', { class: 'plan-bar', children: [this.find, this.kinds, this.count] });
  }

  private showHeading(heading: ShownHeading): void {
    drawHeading(this.heading, heading, (message) => this.host.tell(message));
  }

  private look(): void {
    this.before = undefined;
    this.host.tell({ kind: 'view', view: this.view });
  }

  /** Asks for the next rows, once. */
  private more(): void {
    const from = this.drawn.size;
    if (from !== this.asked || from >= (this.summary?.lines ?? 0)) return;
    this.asked = from + 1;
    this.host.tell({ kind: 'lines', version: this.version, from });
  }

  /** Goes to where the page before this one was, as soon as enough rows are there. */
  private goBack(): void {
    const { before } = this;
    if (!before) return;
    const isAll = this.drawn.size >= Math.min(before.rows, this.summary?.lines ?? 0);
    if (!isAll) {
      this.more();
      return;
    }
    this.before = undefined;
    this.scroller.scrollTop = before.scrolled;
  }

  private draw(row: ShownRow): HTMLTableRowElement {
    const made = drawRow(row, this.words, (message) => this.host.tell(message));
    this.drawn.set(row.id, made);
    return made;
  }

  private showSummary(summary: ShownSummary): void {
    const { lines, total, choosable, included, isUntouched } = summary;
    const { shown, none } = this.words;
    const counted = shown.replace('{0}', String(lines)).replace('{1}', String(total));
    const isNew = this.summary?.lines !== lines || this.summary.total !== total;
    this.summary = summary;
    // A screen reader says it each time that it is set.
    if (isNew) this.count.textContent = lines === 0 ? none : counted;
    this.body.parentElement?.setAttribute('aria-rowcount', String(lines + 1));
    this.scroller.classList.toggle('untouched', isUntouched);
    this.all.disabled = choosable === 0;
    this.all.checked = included > 0 && included === choosable;
    this.all.indeterminate = included > 0 && included < choosable;
  }

  private includeAll(): void {
    this.host.tell({ kind: 'includeShown', version: this.version, included: this.all.checked });
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
