import type { TableWords } from '../../workbench/table/tableMessages';
import type { CellEditing } from './cellEditing';
import type { Leave } from './cellEditors';
import type { CellInput } from './cellInput';
import { filled } from './filled';
import type { GridView } from './gridView';
import type { LineCache } from './lineCache';
import { tabbed, type Extent, type Place } from './movement';
import type { Cell, Selection } from './selection';
import { spokenCell } from './speech';
import { assetOf } from './shownLayout';

/** What cells are worked with. */
interface TableCellParts {
  readonly view: GridView;
  readonly cache: LineCache;
  readonly selection: Selection;
  readonly input: CellInput;
  readonly editing: CellEditing;
  readonly words: TableWords;
  /** Says something to screen readers alone. */
  readonly speak: (text: string) => void;
  /** Opens or closes a group; false where that is none. */
  readonly toggleGroup: (id: number) => boolean;
}

/** How one moves and selects in cells. They are named by asset and column; see cellEditing.ts and cellActions.ts for what is done to them. */
export class TableCells {
  /** Where the active cell stood last, to move on from where it is no longer shown. */
  private stood: Place = { line: 0, column: 0 };
  private isUnsaid = false;

  constructor(private readonly parts: TableCellParts) {}

  get extent(): Extent {
    const { layout, page } = this.parts.view;
    return { lines: layout.lines, columns: layout.columns.length, page };
  }

  /** The place of a cell; where it is not shown, where the active one stood. */
  placeOf(cell: Cell | undefined): Place {
    const { layout } = this.parts.view;
    const line = cell ? layout.lineOf(cell.id) : -1;
    const column = cell ? layout.placeOf(cell.column) : -1;
    return { line: line < 0 ? this.stood.line : line, column: column < 0 ? this.stood.column : column };
  }

  /** The cell at a place, the nearest where there is none. */
  cellAt({ line, column }: Place): Cell | undefined {
    const { order, columns } = this.parts.view.layout;
    const id = order[Math.max(0, Math.min(line, order.length - 1))];
    const key = columns[Math.max(0, Math.min(column, columns.length - 1))]?.key;
    return id === undefined || key === undefined ? undefined : { id, column: key };
  }

  goTo(place: Place): void {
    const cell = this.cellAt(place);
    if (!cell) return;
    this.parts.selection.moveTo(cell);
    this.showActive();
  }

  extend(place: Place): void {
    const cell = this.cellAt(place);
    if (cell) this.extendTo(cell);
  }

  extendTo(cell: Cell): void {
    this.parts.selection.extendTo(cell);
    this.parts.view.reveal(cell);
  }

  /** Goes to the next cell; false at the end of the table, where Tab leaves it. */
  tab(backwards: boolean): boolean {
    const to = tabbed(this.placeOf(this.parts.selection.active), backwards, this.extent);
    if (to) this.goTo(to);
    return to !== undefined;
  }

  /** Returns whether dragging from there selects. */
  press(cell: Cell, { extend, add }: { readonly extend: boolean; readonly add: boolean }): boolean {
    const { selection, input, toggleGroup } = this.parts;
    this.parts.editing.commit();
    input.focus();
    if (toggleGroup(cell.id)) return false;
    if (cell.column === '') this.pressLine(cell.id, extend);
    else if (extend) this.extendTo(cell);
    else {
      if (add) selection.addAt(cell);
      else selection.moveTo(cell);
      this.showActive();
    }
    return true;
  }

  /** A menu is about to open over a cell: what it does is meant for that one, or for all that are selected with it. */
  pressMenu(cell: Cell): void {
    const { selection, view, input } = this.parts;
    const { line, column } = this.placeOf(cell);
    const isHead = view.layout.group(cell.id) !== undefined;
    if (!isHead && !selection.has(line, column)) this.press(cell, { extend: false, add: false });
    else {
      this.parts.editing.commit();
      input.focus();
      if (isHead) this.goTo({ line, column });
    }
  }

  selectAll(): void {
    this.selectBetween({ line: 0, column: 0 }, { line: Infinity, column: Infinity });
  }

  selectColumns(): void {
    const { active, end } = this.parts.selection;
    const [from, to] = [this.placeOf(active).column, this.placeOf(end).column];
    this.selectBetween({ line: 0, column: from }, { line: Infinity, column: to });
  }

  /** Brings the active cell into view, and says it. */
  showActive(): void {
    const { view, selection, input } = this.parts;
    const { active } = selection;
    if (!active) return;
    this.stood = this.placeOf(active);
    view.reveal(active);
    input.lieOver(view.cellNode(active));
    this.speak();
  }

  /** Lines or columns stand elsewhere, or are others. */
  laidOut(): void {
    this.stood = this.placeOf(this.parts.selection.active);
  }

  /** Lines have come: says the active cell if it was not there when it became that. */
  linesCame(): void {
    if (this.isUnsaid) this.speak();
  }

  private selectBetween(from: Place, to: Place): void {
    const [anchor, head] = [this.cellAt(from), this.cellAt(to)];
    if (!anchor || !head) return;
    this.parts.selection.select(anchor, head);
    this.stood = this.placeOf(anchor);
  }

  private pressLine(id: number, extend: boolean): void {
    const { line } = this.placeOf({ id, column: '' });
    const from = extend ? this.placeOf(this.parts.selection.active).line : line;
    this.selectBetween({ line: from, column: 0 }, { line, column: Infinity });
    this.showActive();
  }

  /** An editor has ended: goes on from its cell. */
  leave(cell: Cell, leave: Leave): void {
    const { line, column } = this.placeOf(cell);
    const steps: Readonly<Partial<Record<Leave, Place>>> = {
      down: { line: line + 1, column },
      up: { line: line - 1, column },
      next: { line, column: column + 1 },
      previous: { line, column: column - 1 },
    };
    const to = steps[leave];
    const { lines, columns } = this.extent;
    if (to && to.line >= 0 && to.line < lines && to.column >= 0 && to.column < columns) this.goTo(to);
  }

  /** The grid scrolls its cells in and out, so that screen readers could not rely on their focus: the active one is said. */
  private speak(): void {
    const { cache, view, selection, words, speak } = this.parts;
    const { active } = selection;
    if (!active) return;
    const { layout } = view;
    const item = layout.group(active.id) ?? cache.line(assetOf(active.id));
    this.isUnsaid = item === undefined;
    const at = filled(words.line, this.placeOf(active).line + 1, layout.lines);
    speak(spokenCell(item, { shown: layout.columns[layout.placeOf(active.column)], at }, words));
  }
}
