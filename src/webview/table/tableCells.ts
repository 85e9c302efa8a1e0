import type { TableWords } from '../../workbench/table/tableMessages';
import type { Host } from '../host';
import type { AskedPeople } from './askedPeople';
import { CellEditors, type Leave } from './cellEditors';
import type { CellInput } from './cellInput';
import { filled } from './filled';
import type { GridView } from './gridView';
import type { LineCache } from './lineCache';
import { tabbed, type Extent, type Place } from './movement';
import type { Cell, Selection } from './selection';
import { spokenCell } from './speech';
import type { TableTalk } from './tableTalk';

/** What cells are worked with. */
export interface TableCellParts {
  readonly host: Host<TableTalk>;
  readonly view: GridView;
  readonly cache: LineCache;
  readonly selection: Selection;
  readonly input: CellInput;
  readonly people: AskedPeople;
  readonly words: TableWords;
  /** Shows something for a while. */
  readonly say: (text: string) => void;
  /** Says something to screen readers alone. */
  readonly speak: (text: string) => void;
  /** Opens or closes a group; false where that is none. */
  readonly toggleGroup: (id: number) => boolean;
}

/** What is done in cells: moved, selected, edited. Cells are named by asset and column; see cellActions.ts for what is done to them. */
export class TableCells {
  private readonly editors = new CellEditors();
  private editing: Cell | undefined;
  /** Where the active cell stood last, to move on from where it is no longer shown. */
  private stood: Place = { line: 0, column: 0 };
  /** Where something is being composed, or was last, if the cell was shown when that began. */
  private composed: Cell | undefined;
  /** What was typed into a cell of which nobody can say yet what it says. */
  private early: { readonly cell: Cell; readonly text: string } | undefined;
  private isUnsaid = false;

  constructor(private readonly parts: TableCellParts) {}

  get isEditing(): boolean {
    return this.editors.isOpen;
  }

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

  /** Takes what is in an open editor, or was composed. */
  commit(): void {
    const text = this.parts.input.take();
    const { active } = this.parts.selection;
    if (text !== undefined && active) this.put(active, text, this.parts.view.layout.version);
    this.editors.commit();
    this.putEarly();
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
    this.commit();
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
      this.commit();
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

  /** Opens the active cell's editor. @param typed what was typed to open it */
  edit(typed: string | undefined): void {
    const { cache, view, selection, words, say, input, people } = this.parts;
    const cell = selection.active;
    if (!cell || view.layout.group(cell.id)) return;
    const shown = view.layout.columns[view.layout.placeOf(cell.column)];
    if (!shown || view.layout.lineOf(cell.id) < 0) {
      say(words.gone);
      return;
    }
    const line = cache.line(cell.id);
    const text = line?.cell(cell.column);
    if (!line || text === undefined) {
      if (typed !== undefined) this.early = { cell, text: typed };
      view.reveal(cell);
      view.want();
      return;
    }
    const refused = line.locked ?? (shown.editor === 'none' ? `${shown.name} ${words.readOnly}` : undefined);
    if (refused !== undefined) {
      say(refused);
      return;
    }
    view.reveal(cell);
    const node = view.cellNode(cell);
    if (!node) return;
    this.editing = cell;
    const { version } = view.layout;
    this.editors.edit(node, { column: shown, text, typed, words, findPeople: people.find }, ({ text: now, leave }) => {
      this.editing = undefined;
      if (now !== undefined) this.put(cell, now, version);
      input.focus();
      this.leave(cell, leave);
    });
  }

  /** Something begins to be composed in the active cell. */
  composing(): void {
    const { active } = this.parts.selection;
    this.composed = active && this.isShown(active) ? active : undefined;
  }

  /** Something was typed into the active cell. @param by the key that ended it, which the editor is to have too */
  typed(text: string, by: KeyboardEvent | undefined): void {
    const { active } = this.parts.selection;
    if (this.early?.cell !== active) this.putEarly();
    const { composed } = this;
    this.composed = undefined;
    if (composed && composed === active && !this.isShown(composed)) {
      this.put(composed, text, this.parts.view.layout.version);
      this.parts.say(this.parts.words.editedElsewhere);
      return;
    }
    this.edit(`${this.early?.text ?? ''}${text}`);
    if (by) this.editors.press(by);
  }

  /** Cells have moved within the window: an open editor goes with its cell. */
  cellsMoved(): void {
    const { view, input, selection } = this.parts;
    if (selection.active) input.lieOver(view.cellNode(selection.active));
    if (!this.editing) return;
    const isShown = view.layout.lineOf(this.editing.id) >= 0;
    if (isShown && !view.isInView(this.editing)) this.editors.commit();
    else this.editors.lieOver(view.cellNode(this.editing));
  }

  /** Lines or columns stand elsewhere, or are others. */
  laidOut(): void {
    const { selection, say, words } = this.parts;
    if (this.editing && !this.isShown(this.editing)) say(words.editedElsewhere);
    this.stood = this.placeOf(selection.active);
  }

  /** Lines have come: says the active cell if it was not there when it became that. */
  linesCame(): void {
    if (this.isUnsaid) this.speak();
    if (!this.early) return;
    const { cell, text } = this.early;
    const { cache, selection, view } = this.parts;
    if (cache.line(cell.id)?.cell(cell.column) === undefined) return;
    if (cell !== selection.active || view.layout.lineOf(cell.id) < 0) this.putEarly();
    else {
      this.early = undefined;
      this.edit(text);
    }
  }

  private put({ id, column }: Cell, text: string, version: number): void {
    this.parts.host.tell({ kind: 'edit', version, asset: id, column, text });
  }

  private isShown({ id, column }: Cell): boolean {
    const { layout } = this.parts.view;
    return layout.lineOf(id) >= 0 && layout.placeOf(column) >= 0;
  }

  /** Nobody waits for it to be shown any more. */
  private putEarly(): void {
    const { early } = this;
    this.early = undefined;
    if (early) this.put(early.cell, early.text, this.parts.view.layout.version);
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

  private leave(cell: Cell, leave: Leave): void {
    if (leave === 'stay') return;
    const { line, column } = this.placeOf(cell);
    const steps: Readonly<Record<Exclude<Leave, 'stay'>, Place>> = {
      down: { line: line + 1, column },
      up: { line: line - 1, column },
      next: { line, column: column + 1 },
      previous: { line, column: column - 1 },
    };
    const to = steps[leave];
    const { lines, columns } = this.extent;
    if (to.line >= 0 && to.line < lines && to.column >= 0 && to.column < columns) this.goTo(to);
  }

  /** The grid scrolls its cells in and out, so that screen readers could not rely on their focus: the active one is said. */
  private speak(): void {
    const { cache, view, selection, words, speak } = this.parts;
    const { active } = selection;
    if (!active) return;
    const { layout } = view;
    const item = layout.group(active.id) ?? cache.line(active.id);
    this.isUnsaid = item === undefined;
    const at = filled(words.line, this.placeOf(active).line + 1, layout.lines);
    speak(spokenCell(item, { shown: layout.columns[layout.placeOf(active.column)], at }, words));
  }
}
