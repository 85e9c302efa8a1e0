import type { TableState, TableSummary, ToTable } from '../../workbench/table/tableMessages';
import { element } from '../element';
import type { Host } from '../host';
import { watchClipboard } from './clipboard';
import { openColumnsDialog } from './columnsDialog';
import { filled } from './filled';
import type { GridContent } from './gridColumns';
import { GridView } from './gridView';
import { pressed } from './keys';
import { LineCache } from './lineCache';
import { watchPointer } from './pointing';
import { Selection } from './selection';
import { shownFilters } from './shownFilters';
import { TableCells } from './tableCells';
import type { TableTalk } from './tableTalk';
import { Toolbar } from './toolbar';

type Opened = Extract<ToTable, { kind: 'open' }>;
type View = TableState['view'];

/** How long somebody has to stop typing before a filter is applied, in milliseconds. */
const pause = 150;

/** The table: its bar, its grid and its foot, and how it is looked at. */
export class TablePage {
  private readonly cache: LineCache;
  private readonly selection: Selection;
  private readonly toolbar: Toolbar;
  private readonly view: GridView;
  private readonly cells: TableCells;
  private readonly status = element('span', { attributes: { role: 'status' } });
  private readonly selected = element('span', { class: 'muted' });
  private readonly invalid = element('span', { class: 'error' });
  private readonly said = element('span', { class: 'said', attributes: { role: 'status' } });
  private readonly spoken = element('div', { class: 'spoken', attributes: { 'aria-live': 'assertive' } });
  private readonly empty = element('p', { class: 'empty muted' });
  private readonly stop = new AbortController();
  private content: GridContent;
  private version = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host<TableTalk>,
    page: HTMLElement,
    private readonly opened: Opened,
  ) {
    const { words, columns, all, view } = opened;
    this.content = { words, columns, all, view };
    this.cache = new LineCache((version, from, to) => host.tell({ kind: 'lines', version, from, to }));
    this.selection = new Selection(() => this.selectionChanged());
    this.toolbar = this.makeToolbar();
    this.empty.textContent = words.loading;
    const grid = element('div', { class: 'grid' });
    page.replaceChildren(
      this.toolbar.element,
      element('div', { class: 'stage', children: [grid, this.empty] }),
      element('footer', { children: [this.status, this.selected, this.invalid, this.said] }),
      this.spoken,
    );
    this.view = new GridView(grid, this.content, this.cache, this.selection, {
      arranged: (arranged) => this.arrange(arranged),
      sorted: (sort) => this.sort(sort),
      filtered: (key, text) => this.lookSoon({ filters: { ...this.content.view.filters, [key]: text } }),
      left: () => this.view.grid.focus(),
      scrolled: () => this.cells.commit(),
    });
    this.cells = new TableCells({
      ...{ host, words, view: this.view, cache: this.cache, selection: this.selection },
      say: (text) => (this.said.textContent = text),
      speak: (text) => (this.spoken.textContent = text),
      toggleGroup: (line) => this.toggleGroup(line),
    });
    this.watch(grid);
    this.keep();
  }

  /** Takes in what the host says. */
  hear(message: Exclude<ToTable, Opened>): void {
    switch (message.kind) {
      case 'summary':
        this.summarize(message.summary);
        return;
      case 'lines':
        if (this.cache.take(message.version, message.from, message.lines))
          this.view.repaint(message.from, message.from + message.lines.length - 1);
        this.cells.linesCame();
        return;
      case 'stale':
        this.cache.stale();
        this.view.want();
        return;
      case 'people':
        this.cells.answer(message.request, message.people);
        return;
      case 'say':
        this.said.textContent = message.text;
    }
  }

  /** Another page takes the place of this one. */
  leave(): void {
    this.cells.commit();
    this.stop.abort();
    clearTimeout(this.waiting);
    this.view.leave();
  }

  private makeToolbar(): Toolbar {
    const { host, opened } = this;
    return new Toolbar(opened.words, opened.all, opened.view, {
      query: (query) => this.lookSoon({ query }),
      group: (group) => this.look({ group, collapsed: [] }),
      columns: () => this.chooseColumns(),
      undo: () => host.tell({ kind: 'undo' }),
      redo: () => host.tell({ kind: 'redo' }),
      discard: () => host.tell({ kind: 'discard' }),
      review: () => host.tell({ kind: 'review' }),
    });
  }

  private summarize(summary: TableSummary): void {
    this.toolbar.show(summary);
    this.status.textContent = summary.status;
    this.invalid.textContent = summary.invalid ?? '';
    this.empty.textContent = this.opened.words.empty;
    this.empty.hidden = summary.lines > 0;
    this.view.heads.showProblems(summary.problems);
    if (summary.version === this.version) return;
    const isFirst = this.version === 0;
    this.version = summary.version;
    this.cells.version = summary.version;
    this.cache.reset(summary.version, summary.lines);
    this.view.renewLines();
    this.selection.clamp(summary.lines, this.view.columnsShown.length);
    if (!isFirst || summary.lines === 0) return;
    this.view.grid.focus();
    this.cells.goTo({ line: 0, column: 0 });
  }

  private watch(grid: HTMLElement): void {
    const { host, selection, cells, view } = this;
    const actions = {
      ...{ cells, selection },
      undo: () => host.tell({ kind: 'undo' }),
      redo: () => host.tell({ kind: 'redo' }),
      find: () => this.toolbar.focusQuery(),
      toggleGroup: (line: number) => this.toggleGroup(line),
      sort: (column: number, ascending: boolean) => this.sortBy(column, ascending),
      filter: (column: number) => view.heads.focusFilter(view.columnsShown[column]?.key ?? ''),
    };
    view.onKey((event) => pressed(event, actions));
    watchPointer(grid, {
      cellAt: (x, y) => view.cellAt(x, y),
      press: (cell, how) => cells.press(cell, how),
      drag: ({ line, column }) =>
        selection.extendTo({ line, column: column >= 0 ? column : view.columnsShown.length - 1 }),
      beyond: (direction) => cells.extend({ line: selection.end.line + direction, column: selection.end.column }),
      doubleClick: ({ line, column }) => {
        if (column < 0) cells.openAsset(line);
        else cells.edit(undefined);
      },
    });
    watchClipboard(cells, this.stop.signal);
  }

  private toggleGroup(line: number): boolean {
    const item = this.cache.line(line);
    if (!item || !('group' in item)) return false;
    const { collapsed } = this.content.view;
    const others = collapsed.filter((key) => key !== item.group);
    this.look({ collapsed: item.isCollapsed ? others : [...others, item.group] });
    return true;
  }

  /** By one column alone; once more in the same direction, by none. */
  private sortBy(column: number, ascending: boolean): void {
    const key = this.view.columnsShown[column]?.key;
    if (key === undefined) return;
    const [first, ...others] = this.content.view.sort;
    const isSorted = others.length === 0 && first?.key === key && first.ascending === ascending;
    this.sort(isSorted ? [] : [{ key, ascending }]);
  }

  private sort(sort: View['sort']): void {
    this.view.heads.showSort(sort);
    this.look({ sort });
  }

  private look(change: { readonly [Key in keyof View]?: View[Key] | undefined }): void {
    const { group, ...rest } = { ...this.content.view, ...change };
    const before = this.content.view;
    const view = {
      query: rest.query ?? before.query,
      filters: rest.filters ?? before.filters,
      sort: rest.sort ?? before.sort,
      collapsed: rest.collapsed ?? before.collapsed,
      ...(group !== undefined && { group }),
    };
    this.content = { ...this.content, view };
    this.keep();
    this.host.tell({ kind: 'view', view });
  }

  private lookSoon(change: Partial<View>): void {
    this.content = { ...this.content, view: { ...this.content.view, ...change } };
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look({}), pause);
  }

  private arrange(columns: GridContent['columns']): void {
    const { shown, frozen } = this.content.columns;
    const isSame = columns.shown.join() === shown.join() && columns.frozen === frozen;
    this.content = { ...this.content, columns };
    this.host.tell({ kind: 'columns', columns });
    if (isSame) return;
    const filters = shownFilters(this.content.view.filters, columns.shown);
    if (filters) this.look({ filters });
    this.view.renew(this.content);
    this.selection.clamp(this.cache.length, columns.shown.length);
  }

  private chooseColumns(): void {
    const { words, all } = this.opened;
    openColumnsDialog(words, all, this.content.columns, (columns) => {
      if (columns.shown.length === 0) this.host.tell({ kind: 'columns', columns });
      else this.arrange(columns);
    });
  }

  /** For the tab to come back as it is. */
  private keep(): void {
    this.host.keepState({ ...this.opened.state, view: this.content.view });
  }

  private selectionChanged(): void {
    const { size } = this.selection;
    const count = size.toLocaleString(document.documentElement.lang || 'en');
    this.selected.textContent = size > 1 ? filled(this.opened.words.selected, count) : '';
    this.view.paintSelection();
  }
}
