import type { ShownPerson, TableWords } from '../../workbench/table/tableMessages';
import type { Host } from '../host';
import { CellEditors, type Leave } from './cellEditors';
import { filled } from './filled';
import type { GridView } from './gridView';
import type { LineCache } from './lineCache';
import { tabbed, type Extent } from './movement';
import type { Cell, Selection } from './selection';
import { spokenCell } from './speech';
import type { TableTalk } from './tableTalk';

/** What cells are worked with. */
export interface TableCellParts {
  readonly host: Host<TableTalk>;
  readonly view: GridView;
  readonly cache: LineCache;
  readonly selection: Selection;
  readonly words: TableWords;
  /** Shows something for a while. */
  readonly say: (text: string) => void;
  /** Says something to screen readers alone. */
  readonly speak: (text: string) => void;
  /** Opens or closes a group; false where the line is none. */
  readonly toggleGroup: (line: number) => boolean;
}

/** What is done to cells: moved to, selected, edited, copied, filled. Versions say in which layout lines are counted. */
export class TableCells {
  version = 0;
  private readonly editors: CellEditors;
  private readonly asked = new Map<number, (people: readonly ShownPerson[]) => void>();
  private questions = 0;
  private isUnsaid = false;

  constructor(private readonly parts: TableCellParts) {
    this.editors = new CellEditors(parts.view.grid);
  }

  get isEditing(): boolean {
    return this.editors.isOpen;
  }

  get extent(): Extent {
    const { cache, view } = this.parts;
    return { lines: cache.length, columns: view.columnsShown.length, page: view.page };
  }

  /** Takes what is in an open editor. */
  commit(): void {
    this.editors.commit();
  }

  goTo(cell: Cell): void {
    this.parts.selection.moveTo(cell);
    this.parts.view.activate(cell.line, cell.column);
    this.speak();
  }

  extend({ line, column }: Cell): void {
    const { lines, columns } = this.extent;
    const to = { line: Math.max(0, Math.min(line, lines - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
    this.parts.selection.extendTo(to);
    this.parts.view.grid.scrollCellIntoView(to.line, to.column + 1, false);
  }

  /** Goes to the next cell; false at the end of the table, where Tab leaves it. */
  tab(backwards: boolean): boolean {
    const to = tabbed(this.parts.selection.active, backwards, this.extent);
    if (to) this.goTo(to);
    return to !== undefined;
  }

  press(cell: Cell, { extend, add }: { readonly extend: boolean; readonly add: boolean }): void {
    const { selection, view } = this.parts;
    this.commit();
    view.grid.focus();
    if (this.parts.toggleGroup(cell.line)) return;
    if (cell.column < 0) {
      this.pressLine(cell.line, extend);
      return;
    }
    if (extend) {
      this.extend(cell);
      return;
    }
    if (add) selection.addAt(cell);
    else selection.moveTo(cell);
    view.activate(cell.line, cell.column);
    this.speak();
  }

  selectAll(): void {
    const { lines, columns } = this.extent;
    this.parts.selection.select({ line: 0, column: 0 }, { line: lines - 1, column: columns - 1 });
  }

  selectColumns(): void {
    const { active, end } = this.parts.selection;
    this.parts.selection.select(
      { line: 0, column: active.column },
      { line: this.extent.lines - 1, column: end.column },
    );
  }

  openAsset(line = this.parts.selection.active.line): void {
    this.parts.host.tell({ kind: 'open', version: this.version, line });
  }

  copy(headers: boolean): void {
    this.parts.host.tell({ kind: 'copy', version: this.version, ranges: this.ranges, headers });
  }

  paste(text: string): void {
    this.parts.host.tell({ kind: 'paste', version: this.version, ranges: this.ranges, text });
  }

  clear(): void {
    this.parts.host.tell({ kind: 'clear', version: this.version, ranges: this.ranges });
  }

  fill(): void {
    this.parts.host.tell({ kind: 'fill', version: this.version, ranges: this.ranges });
  }

  /** Opens the active cell's editor. @param typed what was typed to open it */
  edit(typed: string | undefined): void {
    const { cache, view, selection, words, host, say } = this.parts;
    const { line, column } = selection.active;
    const item = cache.line(line);
    const shown = view.columnsShown[column];
    if (!item || 'group' in item || !shown) return;
    const refused = item.locked ?? (shown.editor === 'none' ? `${shown.name} ${words.readOnly}` : undefined);
    if (refused !== undefined) {
      say(refused);
      return;
    }
    view.activate(line, column);
    const { version } = this;
    const request = { column: shown, text: item.cells[column] ?? '', typed, words, findPeople: this.findPeople };
    this.editors.edit({ row: line, cell: column + 1 }, request, ({ text, leave }) => {
      if (text !== undefined) host.tell({ kind: 'edit', version, line, column, text });
      view.grid.focus();
      this.leave(leave);
    });
  }

  /** Lines have come: says the active cell if it was not there when it became that. */
  linesCame(): void {
    if (this.isUnsaid) this.speak();
  }

  /** People have been found. */
  answer(request: number, people: readonly ShownPerson[]): void {
    this.asked.get(request)?.(people);
    this.asked.delete(request);
  }

  private get ranges() {
    return [...this.parts.selection.ranges];
  }

  private readonly findPeople = (text: string): Promise<readonly ShownPerson[]> => {
    this.questions += 1;
    const request = this.questions;
    return new Promise((resolve) => {
      this.asked.set(request, resolve);
      this.parts.host.tell({ kind: 'people', request, text });
    });
  };

  private pressLine(line: number, extend: boolean): void {
    const { selection, view } = this.parts;
    const from = extend ? selection.active.line : line;
    selection.select({ line: from, column: 0 }, { line, column: this.extent.columns - 1 });
    view.activate(from, 0);
    this.speak();
  }

  private leave(leave: Leave): void {
    const { line, column } = this.parts.selection.active;
    const steps: Readonly<Record<Leave, Cell>> = {
      stay: { line, column },
      down: { line: line + 1, column },
      up: { line: line - 1, column },
      next: { line, column: column + 1 },
      previous: { line, column: column - 1 },
    };
    const to = steps[leave];
    const { lines, columns } = this.extent;
    if (leave !== 'stay' && to.line >= 0 && to.line < lines && to.column >= 0 && to.column < columns) this.goTo(to);
  }

  /** The grid scrolls its cells in and out, so that screen readers could not rely on their focus: the active one is said. */
  private speak(): void {
    const { cache, view, selection, words, speak } = this.parts;
    const { line, column } = selection.active;
    this.isUnsaid = cache.line(line) === undefined;
    const at = filled(words.line, line + 1, cache.length);
    speak(spokenCell(cache.line(line), { shown: view.columnsShown[column], place: column, at }, words));
  }
}
