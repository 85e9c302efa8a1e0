import type { TableSummary, ToTable } from '../../workbench/table/tableMessages';
import { element } from '../element';
import type { Host } from '../host';
import { AskedPeople } from './askedPeople';
import { CellActions } from './cellActions';
import { CellEditing } from './cellEditing';
import { CellInput } from './cellInput';
import { watchClipboard } from './clipboard';
import { openColumnsDialog } from './columnsDialog';
import { filled } from './filled';
import { GridView } from './gridView';
import { pressed } from './keys';
import { LineCache } from './lineCache';
import { Looks } from './looks';
import { watchPointer } from './pointing';
import { Selection } from './selection';
import { TableCells } from './tableCells';
import type { TableTalk } from './tableTalk';
import { Toolbar } from './toolbar';

type Opened = Extract<ToTable, { kind: 'open' }>;
/** The table: its bar, its grid and its foot, and how it is looked at. */
export class TablePage {
  private readonly cache: LineCache;
  private readonly selection: Selection;
  private readonly toolbar: Toolbar;
  private readonly view: GridView;
  private readonly cells: TableCells;
  private readonly editing: CellEditing;
  private readonly actions: CellActions;
  private readonly people: AskedPeople;
  private readonly input: CellInput;
  private readonly status = element('span', { attributes: { role: 'status' } });
  private readonly ground = element('span', { class: 'muted' });
  private readonly selected = element('span', { class: 'muted' });
  private readonly invalid = element('span', { class: 'error' });
  private readonly said = element('span', { class: 'said', attributes: { role: 'status' } });
  private readonly spoken = element('div', { class: 'spoken', attributes: { 'aria-live': 'assertive' } });
  private readonly empty = element('p', { class: 'empty muted' });
  private readonly stop = new AbortController();
  private readonly looks: Looks;
  private isFirst = true;
  private isReading = true;
  /** The order that comes next was asked for from within the cells. */
  private isFollowed = false;

  constructor(
    private readonly host: Host<TableTalk>,
    page: HTMLElement,
    private readonly opened: Opened,
  ) {
    const { words, version, columns, all, view } = opened;
    this.looks = new Looks(
      { words, version, columns, all, view },
      { tell: (message) => host.tell(message), looked: () => this.looked(), arranged: () => this.arranged() },
    );
    this.cache = new LineCache((assets) => host.tell({ kind: 'lines', assets }));
    this.selection = new Selection(() => this.selectionChanged());
    this.toolbar = this.makeToolbar();
    this.empty.textContent = words.loading;
    const grid = element('div', { class: 'grid' });
    page.replaceChildren(
      this.toolbar.element,
      element('div', { class: 'stage', children: [grid, this.empty] }),
      element('footer', { children: [this.status, this.ground, this.selected, this.invalid, this.said] }),
      this.spoken,
    );
    this.input = new CellInput({
      pressed: (event) => this.pressed(event),
      typed: (text, by) => this.editing.typed(text, by),
      composing: () => this.editing.composing(),
      left: () => this.editing.commit(),
    });
    const { cache, selection, input } = this;
    this.view = new GridView(
      grid,
      this.looks.content,
      { cache, selection, input },
      {
        arranged: (arranged) => this.looks.arrange(arranged),
        sorted: (sort) => this.looks.look({ sort }),
        filtered: (key, text) => this.looks.lookSoon({ filters: { ...this.looks.content.view.filters, [key]: text } }),
        left: () => input.focus(),
        moved: () => this.editing.cellsMoved(),
      },
    );
    this.actions = new CellActions({ host, selection, layout: () => this.view.layout });
    this.people = new AskedPeople(host);
    this.editing = new CellEditing({
      ...{ words, view: this.view, cache, selection, input, people: this.people },
      tell: (message) => host.tell(message),
      say: (text) => (this.said.textContent = text),
      left: (cell, leave) => this.cells.leave(cell, leave),
    });
    this.cells = new TableCells({
      ...{ words, view: this.view, cache, selection, input, editing: this.editing },
      speak: (text) => (this.spoken.textContent = text),
      toggleGroup: (id) => this.toggleGroup(id),
    });
    this.watch(grid);
    this.looked();
  }

  /** Takes in what the host says. */
  hear(message: Exclude<ToTable, Opened>): void {
    switch (message.kind) {
      case 'summary':
        this.summarize(message.summary);
        return;
      case 'layout':
        this.layOut(message);
        return;
      case 'columns':
        this.looks.takeColumns(message);
        return;
      case 'view':
        this.looks.takeView(message);
        return;
      case 'lines':
        this.cache.take(message.columns, message.lines);
        this.view.linesCame(message.lines.map(({ id }) => id));
        this.cells.linesCame();
        this.editing.linesCame();
        return;
      case 'stale':
        this.cache.stale();
        this.view.want();
        return;
      case 'people':
        this.people.answer(message.request, message.people);
        return;
      case 'say':
        this.said.textContent = message.text;
    }
  }

  /** Another page takes the place of this one, for the extension has begun anew. */
  leave(): void {
    this.editing.commit();
    this.stop.abort();
    this.looks.leave();
    this.view.leave();
  }

  private makeToolbar(): Toolbar {
    const { host, opened } = this;
    return new Toolbar(opened.words, opened.all, opened.view, {
      query: (query) => this.looks.lookSoon({ query }),
      group: (group) => this.looks.look({ group, collapsed: [] }),
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
    this.ground.textContent = summary.ground;
    this.invalid.textContent = summary.invalid ?? '';
    this.isReading = summary.isReading;
    this.showEmpty();
    this.view.heads.showProblems(summary.problems);
  }

  private showEmpty(): void {
    const { words } = this.opened;
    this.empty.textContent = this.isReading ? words.loading : words.empty;
    this.empty.hidden = this.view.layout.lines > 0;
  }

  /** Who asks for another order from within the cells goes along with the active one; what comes unasked leaves what is looked at where it is. */
  private layOut({ order, groups, isAsked }: Extract<ToTable, { kind: 'layout' }>): void {
    const { view, cells, editing, selection, input } = this;
    const { active } = selection;
    const looked = active && view.isInView(active) ? active.id : view.firstInView;
    view.show(view.layout.withLines(order, groups), isAsked && !editing.isOpen ? undefined : looked);
    cells.laidOut();
    editing.laidOut();
    if (isAsked && this.isFollowed) cells.showActive();
    if (isAsked) this.isFollowed = false;
    this.showEmpty();
    if (!this.isFirst || order.length === 0) return;
    this.isFirst = false;
    if (document.activeElement === document.body) input.focus();
    cells.goTo({ line: 0, column: 0 });
  }

  private watch(grid: HTMLElement): void {
    const { selection, cells, editing, actions, view, input } = this;
    watchPointer(grid, {
      cellAt: (x, y) => view.cellAt(x, y),
      press: (cell, how) => cells.press(cell, how),
      menu: (cell) => cells.pressMenu(cell),
      drag: ({ id, column }) => selection.extendTo({ id, column: column || (view.layout.columns.at(-1)?.key ?? '') }),
      beyond: (direction) => {
        const { line, column } = cells.placeOf(selection.end);
        cells.extend({ line: line + direction, column });
      },
      doubleClick: ({ id, column }) => {
        if (column === '') actions.openAsset(id);
        else editing.edit(undefined);
      },
    });
    const isElsewhere = (): boolean =>
      document.querySelector('dialog') !== null || document.activeElement?.matches('input, select, textarea') === true;
    const isInCells = (): boolean => input.hasFocus || !isElsewhere();
    watchClipboard(actions, isInCells, this.stop.signal);
  }

  private pressed(event: KeyboardEvent): boolean {
    const { host, selection, cells, editing, actions } = this;
    return pressed(event, {
      ...{ cells, editing, selection, actions },
      undo: () => host.tell({ kind: 'undo' }),
      redo: () => host.tell({ kind: 'redo' }),
      find: () => this.toolbar.focusQuery(),
      toggleGroup: (id) => this.toggleGroup(id),
      sort: (column, ascending) => {
        this.isFollowed = true;
        this.looks.sortBy(column, ascending);
      },
      filter: (column) => this.view.heads.focusFilter(column),
    });
  }

  private toggleGroup(id: number): boolean {
    const group = this.view.layout.group(id);
    if (group) this.looks.toggle(group);
    return group !== undefined;
  }

  /** The table is looked at in another way. */
  private looked(): void {
    const { content } = this.looks;
    this.toolbar.look(content.view, content.all);
    this.view.heads.look(content);
    // For the tab to come back as it is.
    this.host.keepState({ ...this.opened.state, view: content.view });
  }

  private arranged(): void {
    this.view.heads.onceComposed(() => {
      const { content } = this.looks;
      this.toolbar.look(content.view, content.all);
      this.view.renew(content);
      this.cells.laidOut();
      this.editing.laidOut();
    });
  }

  private chooseColumns(): void {
    const { words, all, columns } = this.looks.content;
    openColumnsDialog(words, all, columns, (chosen) => this.looks.arrange(chosen));
  }

  private selectionChanged(): void {
    const { size, hidden } = this.selection;
    const { selected, hidden: hiddenAssets } = this.opened.words;
    const number = (count: number): string => count.toLocaleString(document.documentElement.lang || 'en');
    this.selected.textContent = [
      size > 1 ? filled(selected, number(size)) : '',
      hidden > 0 ? filled(hiddenAssets, number(hidden)) : '',
    ]
      .filter(Boolean)
      .join(' · ');
    this.view.paintSelection();
  }
}
