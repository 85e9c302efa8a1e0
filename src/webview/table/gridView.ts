import { SlickGrid, type GridOption } from 'slickgrid';
import type { ShownColumn } from '../../workbench/table/tableMessages';
import { styleNonce } from '../host';
import { gridColumns, type GridContent, type Item } from './gridColumns';
import { GridHeads, type HeadEvents } from './gridHeads';
import type { LineCache } from './lineCache';
import type { Selection } from './selection';

/** What the grid tells. */
export interface GridEvents extends HeadEvents {
  readonly scrolled: () => void;
}

const rowHeight = 24;

/** The grid, with a narrow column in front that numbers the lines. Its cells hold text, never HTML. */
export class GridView {
  readonly grid: SlickGrid<Item>;
  readonly heads: GridHeads;
  private readonly resizing = new ResizeObserver(() => {
    this.grid.resizeCanvas();
    this.want();
  });
  private shown: readonly ShownColumn[] = [];
  private direction = 1;
  private lastTop = 0;

  constructor(
    private readonly container: HTMLElement,
    private content: GridContent,
    private readonly cache: LineCache,
    private readonly selection: Selection,
    private readonly events: GridEvents,
  ) {
    this.shown = shownOf(content);
    const lines = {
      getLength: () => cache.length,
      getItem: (at: number): Item => cache.line(at) ?? 'loading',
      getItemMetadata: (at: number) => {
        const line = cache.line(at);
        return line && 'group' in line ? { cssClasses: 'group' } : null;
      },
    };
    this.grid = new SlickGrid<Item>(
      container,
      lines,
      gridColumns(this.content, this.shown, this.cache.length, this.selection),
      this.options(),
    );
    this.heads = new GridHeads(this.grid, container, content, events);
    this.listen();
    this.label();
  }

  /** The columns that are shown, from left to right. */
  get columnsShown(): readonly ShownColumn[] {
    return this.shown;
  }

  /** Shows other columns, or the same in another order. */
  renew(content: GridContent): void {
    this.content = content;
    this.shown = shownOf(content);
    this.heads.renew(content, () => {
      this.grid.setOptions({ frozenColumn: frozenIn(content) }, true, true);
      this.grid.setColumns(gridColumns(this.content, this.shown, this.cache.length, this.selection));
    });
    this.label();
  }

  /** There are other lines, or more or fewer of them. */
  renewLines(): void {
    this.grid.updateRowCount();
    this.grid.invalidate();
    this.container.setAttribute('aria-rowcount', String(this.cache.length));
    this.want();
  }

  /** Lines have come. */
  repaint(from: number, to: number): void {
    const { top, bottom } = this.grid.getRenderedRange();
    const rows: number[] = [];
    for (let row = Math.max(from, top); row <= Math.min(to, bottom); row += 1) rows.push(row);
    this.grid.invalidateRows(rows);
    this.grid.render();
  }

  /** Asks for the lines that are seen. */
  want(): void {
    const { top, bottom } = this.grid.getRenderedRange();
    this.cache.want(top, bottom, this.direction);
  }

  /** Calls `pressed` with each key that is pressed in the grid; the grid itself gets none that it has taken. */
  onKey(pressed: (event: KeyboardEvent) => boolean): void {
    this.grid.onKeyDown.subscribe((event) => {
      const key = event.getNativeEvent<KeyboardEvent>();
      if (!pressed(key)) return;
      event.stopImmediatePropagation();
      key.preventDefault();
      // VS Code would act on it too: Ctrl+A would select the page's text, Ctrl+Z undo what was typed into a filter.
      key.stopPropagation();
    });
  }

  /** The grid goes. */
  leave(): void {
    this.resizing.disconnect();
    this.grid.destroy();
  }

  /** How many lines are seen at once. */
  get page(): number {
    const { top, bottom } = this.grid.getViewport();
    return Math.max(1, bottom - top - 1);
  }

  /** Brings a cell into view and makes it the active one. */
  activate(line: number, column: number): void {
    if (this.cache.length === 0) return;
    this.grid.scrollCellIntoView(line, column + 1, false);
    this.grid.setActiveCell(line, column + 1, false, false, true);
  }

  /** Paints which cells are selected. */
  paintSelection(): void {
    const { top, bottom } = this.grid.getRenderedRange();
    for (let line = top; line <= bottom; line += 1) {
      for (let column = 0; column < this.shown.length; column += 1) {
        const node = this.grid.getCellNode(line, column + 1);
        const isSelected = this.selection.has(line, column);
        if (node && node.classList.contains('selected') !== isSelected) {
          node.classList.toggle('selected', isSelected);
          node.setAttribute('aria-selected', String(isSelected));
        }
      }
    }
  }

  /** The cell at a place of the window; `column` is -1 in the gutter. */
  cellAt(x: number, y: number): { line: number; column: number } | undefined {
    const node = document.elementFromPoint(x, y)?.closest('.slick-cell');
    const row = node?.closest<HTMLElement>('.slick-row')?.dataset.row;
    const place = /\bl(\d+)\b/.exec(node?.className ?? '')?.[1];
    return row === undefined || place === undefined ? undefined : { line: Number(row), column: Number(place) - 1 };
  }

  private options(): GridOption {
    return {
      rowHeight,
      headerRowHeight: 30,
      showHeaderRow: true,
      enableHtmlRendering: false,
      enableCellNavigation: true,
      editable: false,
      autoEdit: false,
      enableColumnReorder: true,
      multiColumnSort: true,
      tristateMultiColumnSort: true,
      numberedMultiColumnSort: false,
      frozenColumn: frozenIn(this.content),
      forceSyncScrolling: true,
      enableTextSelectionOnCells: false,
      // The browser scrolls better than a line a notch; see `scrollFrozen`.
      enableMouseWheelScrollHandler: false,
      nonce: styleNonce(),
      // A window too narrow for the frozen columns scrolls them; there is nothing to ask anybody.
      invalidColumnFreezeWidthCallback: () => undefined,
      invalidColumnFreezePickerCallback: () => undefined,
    };
  }

  private listen(): void {
    const { grid, events, container } = this;
    grid.onScroll.subscribe((_event, { scrollTop }) => {
      this.direction = scrollTop < this.lastTop ? -1 : 1;
      this.lastTop = scrollTop;
      events.scrolled();
      this.want();
    });
    grid.onRendered.subscribe(() => {
      for (const row of container.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])'))
        row.setAttribute('aria-rowindex', String(Number(row.dataset.row) + 1));
    });
    // Who selects is the page: see pointing.ts and keys.ts.
    grid.onClick.subscribe((event) => event.stopImmediatePropagation());
    grid.onDblClick.subscribe((event) => event.preventDefault());
    this.resizing.observe(container);
    this.scrollFrozen();
  }

  /** The frozen columns have no scrollbar of their own: the wheel over them scrolls the others. */
  private scrollFrozen(): void {
    this.container.addEventListener(
      'wheel',
      ({ target, deltaX, deltaY }) => {
        if (!(target instanceof Element) || !target.closest('.slick-viewport-left')) return;
        this.container.querySelector('.slick-viewport-top.slick-viewport-right')?.scrollBy(deltaX, deltaY);
      },
      { passive: true },
    );
  }

  private label(): void {
    const { container, content, cache } = this;
    container.setAttribute('role', 'grid');
    container.setAttribute('aria-label', content.words.table);
    container.setAttribute('aria-multiselectable', 'true');
    container.setAttribute('aria-colcount', String(this.shown.length + 1));
    container.setAttribute('aria-rowcount', String(cache.length));
    for (const sink of container.querySelectorAll<HTMLElement>(':scope > [tabindex="0"]')) {
      sink.setAttribute('role', 'application');
      sink.setAttribute('aria-label', `${content.words.table}. ${content.words.keys}`);
    }
  }
}

function shownOf({ columns, all }: GridContent): readonly ShownColumn[] {
  const byKey = new Map(all.map((column) => [column.key, column]));
  return columns.shown.flatMap((key) => byKey.get(key) ?? []);
}

/** The gutter is the first of the grid's columns, and always stays. */
function frozenIn({ columns }: GridContent): number {
  return Math.min(columns.frozen, columns.shown.length - 1);
}
