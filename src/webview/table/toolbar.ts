import type { ShownColumn, TableSummary, TableWords } from '../../workbench/table/tableMessages';
import { button, element } from '../element';
import { onTyped, showText } from '../composition';

/** What the bar above the table asks for. */
interface ToolbarEvents {
  readonly query: (text: string) => void;
  readonly group: (key: string | undefined) => void;
  readonly columns: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly discard: () => void;
  readonly review: () => void;
}

/** How the table is looked at, as far as the bar shows it. */
interface TableView {
  readonly query: string;
  readonly group?: string | undefined;
}

/** The bar above the table. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly query: HTMLInputElement;
  private readonly problem: HTMLElement;
  private readonly group: HTMLSelectElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly discard: HTMLButtonElement;
  private readonly review: HTMLButtonElement;

  constructor(
    private readonly words: TableWords,
    columns: readonly ShownColumn[],
    view: TableView,
    events: ToolbarEvents,
  ) {
    this.query = element('input', {
      class: 'query',
      attributes: { 'aria-label': words.query, placeholder: words.query, spellcheck: 'false' },
    });
    this.query.type = 'search';
    onTyped(this.query, () => events.query(this.query.value));
    this.problem = element('p', { class: 'problem error', attributes: { id: 'query-problem', role: 'status' } });
    this.query.setAttribute('aria-describedby', 'query-problem');
    this.group = element('select');
    this.group.addEventListener('change', () => events.group(this.group.value === '' ? undefined : this.group.value));
    this.look(view, columns);
    this.undo = button(words.undo, { class: 'quiet', title: 'Ctrl+Z', onClick: events.undo });
    this.redo = button(words.redo, { class: 'quiet', title: 'Ctrl+Y', onClick: events.redo });
    this.discard = button(words.discard, { class: 'quiet', onClick: events.discard });
    this.review = button('', { class: 'primary', onClick: events.review });
    const choose = button(words.columns, { class: 'quiet', onClick: events.columns });
    const bar = element('div', {
      class: 'bar',
      attributes: { role: 'toolbar', 'aria-label': words.table },
      children: [
        this.query,
        element('label', { class: 'group', children: [element('span', { text: words.group }), this.group] }),
        choose,
        element('span', { class: 'space' }),
        ...[this.undo, this.redo, this.discard, this.review],
      ],
    });
    this.element = element('header', { children: [bar, this.problem] });
  }

  /** Shows what can be done now, and what is wrong with the query. */
  show({ review, canUndo, canRedo, problems }: TableSummary): void {
    this.undo.disabled = !canUndo;
    this.redo.disabled = !canRedo;
    this.discard.hidden = review === undefined;
    this.review.hidden = review === undefined;
    this.review.textContent = review ?? '';
    const problem = problems[''] ?? '';
    this.problem.textContent = problem;
    this.problem.hidden = problem === '';
    this.query.setAttribute('aria-invalid', String(problem !== ''));
  }

  /** Shows how the table is looked at, and the columns that it can be grouped by. */
  look({ query, group }: TableView, columns: readonly ShownColumn[]): void {
    showText(this.query, query);
    const none = element('option', { text: this.words.noGroup, attributes: { value: '' } });
    const options = columns
      .filter(({ key }) => key !== 'id' && key !== 'display_id' && key !== 'name')
      .map(({ key, name }) => element('option', { text: name, attributes: { value: key } }));
    this.group.replaceChildren(none, ...options);
    this.group.value = group ?? '';
  }

  focusQuery(): void {
    this.query.focus();
    this.query.select();
  }
}
