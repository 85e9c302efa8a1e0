import type { SlickGrid } from 'slickgrid';
import type { TableColumns, TableState } from '../../workbench/table/tableMessages';
import { element } from '../element';
import { filled } from './filled';
import { gutterKey, type GridContent, type Item } from './gridColumns';
import { isComposedIn, isComposing, onTyped, showText } from '../composition';
import { isForWindow } from './windowKeys';

/** What is done with the heads of columns, which are named by their keys. */
export interface HeadEvents {
  readonly arranged: (columns: TableColumns) => void;
  readonly sorted: (sort: TableState['view']['sort']) => void;
  readonly filtered: (key: string, text: string) => void;
  /** Somebody is done with a filter, and wants to go on in the cells. */
  readonly left: () => void;
}

/** The heads of the columns: their order and widths, by which of them the lines are sorted, and the filters below them. */
export class GridHeads {
  constructor(
    private readonly grid: SlickGrid<Item>,
    private readonly container: HTMLElement,
    private content: GridContent,
    private readonly events: HeadEvents,
  ) {
    grid.onHeaderRowCellRendered.subscribe((_event, { node, column }) => this.filterFor(node, String(column.id)));
    // The first header row was made before anybody could listen.
    grid.setColumns(grid.getColumns());
    grid.onSort.subscribe((_event, args) => {
      const sorts = 'sortCols' in args ? args.sortCols : [];
      events.sorted(
        sorts.flatMap(({ columnId, sortAsc }) =>
          columnId === '' ? [] : [{ key: String(columnId), ascending: sortAsc }],
        ),
      );
    });
    grid.onColumnsReordered.subscribe(() => events.arranged(this.arrangement()));
    grid.onColumnsResized.subscribe(() => events.arranged(this.arrangement()));
    this.showSort(content.view.sort);
  }

  /** Other columns are shown, or the same in another order. @param change makes the grid show them, with filters of their own */
  renew(content: GridContent, change: () => void): void {
    this.content = content;
    const used = [...this.filters].find((input) => input === document.activeElement);
    const { selectionStart, selectionEnd } = used ?? { selectionStart: 0, selectionEnd: 0 };
    const { key } = used?.dataset ?? {};
    change();
    this.showSort(content.view.sort);
    const again = [...this.filters].find(({ dataset }) => dataset.key === key);
    if (!used || !again) return;
    again.value = used.value;
    again.focus();
    again.setSelectionRange(selectionStart, selectionEnd);
  }

  /** Lines are filtered and sorted otherwise, by somebody else than these heads. */
  look(content: GridContent): void {
    this.content = content;
    for (const input of this.filters) {
      showText(input, content.view.filters[input.dataset.key ?? ''] ?? '');
    }
    this.showSort(content.view.sort);
  }

  /** Shows what is wrong with filters, by their columns' keys. */
  showProblems(problems: Readonly<Record<string, string>>): void {
    for (const input of this.filters) {
      const problem = problems[input.dataset.key ?? ''];
      input.setAttribute('aria-invalid', String(problem !== undefined));
      input.title = problem ?? '';
    }
  }

  /** Shows by which columns the lines are sorted. */
  showSort(sort: TableState['view']['sort']): void {
    this.grid.setSortColumns(sort.map(({ key, ascending }) => ({ columnId: key, sortAsc: ascending })));
    const directions = new Map(sort.map(({ key, ascending }) => [key, ascending ? 'ascending' : 'descending']));
    for (const head of this.container.querySelectorAll<HTMLElement>('.slick-header-column')) {
      const direction = directions.get(head.dataset.id ?? '');
      if (direction === undefined) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', direction);
    }
  }

  /** Goes to a column's filter. */
  focusFilter(key: string): void {
    const input = [...this.filters].find(({ dataset }) => dataset.key === key);
    input?.focus();
    input?.select();
  }

  /** Whether something is being composed in a filter, which other filters in its place would end. */
  get isComposedIn(): boolean {
    return [...this.filters].some(isComposedIn);
  }

  /** Calls `then` once nothing is being composed in a filter. */
  onceComposed(then: () => void): void {
    const input = [...this.filters].find(isComposedIn);
    if (input) input.addEventListener('compositionend', then, { once: true });
    else then();
  }

  private get filters(): NodeListOf<HTMLInputElement> {
    return this.container.querySelectorAll<HTMLInputElement>('input.filter');
  }

  private arrangement(): TableColumns {
    const columns = this.grid.getColumns().filter(({ id }) => id !== gutterKey);
    const widths = columns.map(({ id, width }) => [String(id), Math.round(width ?? 100)] as const);
    return {
      ...this.content.columns,
      shown: columns.map(({ id }) => String(id)),
      widths: { ...this.content.columns.widths, ...Object.fromEntries(widths) },
    };
  }

  private filterFor(node: HTMLElement, key: string): void {
    const { words, view, all } = this.content;
    const column = all.find((one) => one.key === key);
    if (!column || node.firstChild) return;
    const input = element('input', {
      class: 'filter',
      attributes: { 'aria-label': filled(words.filter, column.name), spellcheck: 'false' },
    });
    input.type = 'text';
    input.value = view.filters[key] ?? '';
    input.dataset.key = key;
    onTyped(input, () => this.events.filtered(key, input.value));
    input.addEventListener('keydown', (event) => {
      // The grid would take arrows and Home for its own.
      if (!isForWindow(event)) event.stopPropagation();
      if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
      event.preventDefault();
      this.events.left();
    });
    node.append(input);
  }
}
