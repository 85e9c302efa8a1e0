import { SlickGrid, type GridOption } from 'slickgrid';
import type { ShownColumn } from '../../workbench/table/tableMessages';
import { styleNonce } from '../host';
import type { CellInput } from './cellInput';
import { gridColumns, type GridContent, type Item } from './gridColumns';
import { GridHeads, type HeadEvents } from './gridHeads';
import type { LineCache } from './lineCache';
import type { Cell, Selection } from './selection';
import { isAsset, ShownLayout, assetOf } from './shownLayout';

/** What the grid tells. */
interface GridEvents extends HeadEvents {
  /** Cells have moved within the window. */
  readonly moved: () => void;
}

/** What the grid is made with. */
interface GridParts {
  readonly cache: LineCache;
  readonly selection: Selection;
  /** Has the focus while somebody is in the cells. */
  readonly input: CellInput;
}

const rowHeight = 24;

/** Lines are asked for in blocks of so many. */
const blockSize = 100;

/** The grid, with a narrow column in front that numbers the lines. Its cells hold text, never HTML. */
export class GridView {
  readonly heads: GridHeads;
  private readonly grid: SlickGrid<Item>;
  private readonly resizing = new ResizeObserver(() => {
    this.grid.resizeCanvas();
    // While the tab was hidden, nothing that came was drawn.
    this.redraw();
  });
  private shown: ShownLayout;
  private direction = 1;
  private top = 0;
  /** Of the gutter's numbers. */
  private digits = 0;

  constructor(
    private readonly container: HTMLElement,
    private content: GridContent,
    private readonly parts: GridParts,
    private readonly events: GridEvents,
  ) {
    this.shown = new ShownLayout(new Float64Array(), [], columnsOf(content), content.version);
    const lines = {
      getLength: () => this.shown.lines,
      getItem: (at: number): Item => {
        const id = this.shown.order[at] ?? 0;
        return this.shown.group(id) ?? parts.cache.line(assetOf(id)) ?? 'loading';
      },
      getItemMetadata: (at: number) => (isAsset(this.shown.order[at] ?? 1) ? null : { cssClasses: 'group' }),
    };
    this.grid = new SlickGrid<Item>(container, lines, this.columns(), this.options());
    this.heads = new GridHeads(this.grid, container, content, events);
    this.listen();
    container.prepend(parts.input.element);
    this.label();
  }

  /** What is shown, and where. */
  get layout(): ShownLayout {
    return this.shown;
  }

  /** Shows other columns, or the same in another order. */
  renew(content: GridContent): void {
    this.content = content;
    this.shown = this.shown.withColumns(columnsOf(content), content.version);
    this.parts.selection.laidOut(this.shown);
    this.heads.renew(content, () => {
      this.grid.setOptions({ frozenColumn: frozenIn(content) }, true, true);
      this.grid.setColumns(this.columns());
    });
    this.label();
    this.redraw();
  }

  /** There are other lines, or the same in another order. @param still the asset whose line is to stay where it is seen */
  show(layout: ShownLayout, still: number | undefined): void {
    const before = still === undefined ? -1 : this.shown.lineOf(still);
    const after = still === undefined ? -1 : layout.lineOf(still);
    this.shown = layout;
    this.parts.selection.laidOut(layout);
    // The gutter is as wide as its numbers.
    if (this.digits !== digitsOf(layout) && !this.heads.isComposedIn)
      this.heads.renew(this.content, () => this.grid.setColumns(this.columns()));
    this.grid.updateRowCount();
    if (before >= 0 && after >= 0 && before !== after) {
      this.top = Math.max(0, this.top + (after - before) * rowHeight);
      this.grid.scrollTo(this.top);
    }
    this.container.setAttribute('aria-rowcount', String(layout.lines));
    this.redraw();
  }

  /** What the lines of these assets say has come. */
  linesCame(ids: readonly number[]): void {
    const came = new Set(ids);
    const { top, bottom } = this.grid.getRenderedRange();
    const rows: number[] = [];
    for (let row = top; row <= bottom; row += 1) if (came.has(assetOf(this.shown.order[row] ?? 0))) rows.push(row);
    this.grid.invalidateRows(rows);
    this.grid.render();
    this.events.moved();
  }

  /** Asks for the lines that are seen, and a block ahead in the direction of travel. */
  want(): void {
    const { top, bottom } = this.grid.getRenderedRange();
    const from = Math.floor(Math.max(0, top) / blockSize) - (this.direction < 0 ? 1 : 0);
    const to = Math.floor(Math.max(0, bottom) / blockSize) + (this.direction < 0 ? 1 : 2);
    const lines = this.shown.order.subarray(Math.max(0, from * blockSize), to * blockSize).filter(isAsset);
    this.parts.cache.want(Float64Array.from(new Set(lines.map(assetOf))));
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

  /** Brings a cell into view, where it is shown. */
  reveal({ id, column }: Cell): void {
    const line = this.shown.lineOf(id);
    const place = this.shown.placeOf(column);
    if (line >= 0) this.grid.scrollCellIntoView(line, Math.max(0, place + 1), false);
  }

  /** Whether a cell's line is within what is seen. */
  isInView({ id }: Pick<Cell, 'id'>): boolean {
    const { top, bottom } = this.grid.getViewport();
    const line = this.shown.lineOf(id);
    return line >= top && line <= bottom;
  }

  /** The asset or group in the first line that is seen. */
  get firstInView(): number | undefined {
    return this.shown.order[Math.max(0, this.grid.getViewport().top)];
  }

  /** The element of a cell; null where it is not drawn. */
  cellNode({ id, column }: Cell): Element | null {
    const place = this.shown.placeOf(column);
    const line = this.shown.lineOf(id);
    return line < 0 || place < 0 ? null : this.grid.getCellNode(line, place + 1);
  }

  /** Paints which cells are selected, and which is the active one. */
  paintSelection(): void {
    const { selection } = this.parts;
    const { top, bottom } = this.grid.getRenderedRange();
    for (let line = top; line <= bottom; line += 1) {
      for (let place = 0; place < this.shown.columns.length; place += 1) {
        const node = this.grid.getCellNode(line, place + 1);
        node?.classList.toggle('active', selection.isActive(line, place));
        const isSelected = selection.has(line, place);
        if (node && node.classList.contains('selected') !== isSelected) {
          node.classList.toggle('selected', isSelected);
          node.setAttribute('aria-selected', String(isSelected));
        }
      }
    }
  }

  /** The cell at a place of the window; in the gutter it is of no column. */
  cellAt(x: number, y: number): Cell | undefined {
    const node = document.elementFromPoint(x, y)?.closest('.slick-cell');
    const row = node?.closest<HTMLElement>('.slick-row')?.dataset.row;
    const place = /\bl(\d+)\b/.exec(node?.className ?? '')?.[1];
    const id = row === undefined ? undefined : this.shown.order[Number(row)];
    if (id === undefined || place === undefined) return undefined;
    return { id, column: this.shown.columns[Number(place) - 1]?.key ?? '' };
  }

  private columns() {
    this.digits = digitsOf(this.shown);
    return gridColumns(this.content, this.shown.columns, this.shown.lines, this.parts.selection);
  }

  private options(): GridOption {
    return {
      rowHeight,
      headerRowHeight: 30,
      showHeaderRow: true,
      enableHtmlRendering: false,
      // Who moves and selects is the page: see keys.ts and pointing.ts.
      enableCellNavigation: false,
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

  private redraw(): void {
    this.grid.invalidate();
    this.want();
    this.events.moved();
  }

  private listen(): void {
    const { grid, events, container } = this;
    grid.onScroll.subscribe((_event, { scrollTop }) => {
      this.direction = scrollTop < this.top ? -1 : 1;
      this.top = scrollTop;
      this.want();
      events.moved();
    });
    grid.onRendered.subscribe(() => {
      for (const row of container.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])'))
        row.setAttribute('aria-rowindex', String(Number(row.dataset.row) + 1));
      for (const cell of container.querySelectorAll('.slick-cell.selected:not([aria-selected="true"])'))
        cell.setAttribute('aria-selected', 'true');
    });
    // After a click in a cell the grid would take the focus and the caret out of the input.
    const isInCell = ({ target }: Event): boolean =>
      target instanceof Element && target.closest('.slick-cell') !== null;
    container.addEventListener('click', (event) => isInCell(event) && event.stopPropagation(), { capture: true });
    container.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLDivElement) this.parts.input.focus();
    });
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
    const { container, content, shown, parts } = this;
    container.setAttribute('role', 'grid');
    container.setAttribute('aria-label', content.words.table);
    container.setAttribute('aria-multiselectable', 'true');
    container.setAttribute('aria-colcount', String(shown.columns.length + 1));
    container.setAttribute('aria-rowcount', String(shown.lines));
    parts.input.element.setAttribute('aria-label', `${content.words.table}. ${content.words.keys}`);
    // The grid's own places for the focus: in the cells it is the input's.
    for (const sink of container.querySelectorAll<HTMLElement>('div[tabindex="0"]')) sink.tabIndex = -1;
  }
}

function columnsOf({ columns, all }: GridContent): readonly ShownColumn[] {
  const byKey = new Map(all.map((column) => [column.key, column]));
  return columns.shown.flatMap((key) => byKey.get(key) ?? []);
}

function digitsOf({ lines }: ShownLayout): number {
  return String(lines).length;
}

/** The gutter is the first of the grid's columns, and always stays. */
function frozenIn({ columns }: GridContent): number {
  return Math.min(columns.frozen, columns.shown.length - 1);
}
