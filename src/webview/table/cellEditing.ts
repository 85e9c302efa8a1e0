import type { FromTable, TableWords } from '../../workbench/table/tableMessages';
import type { AskedPeople } from './askedPeople';
import { CellEditors, leaving, type Leave } from './cellEditors';
import type { CellInput } from './cellInput';
import type { GridView } from './gridView';
import type { LineCache } from './lineCache';
import type { Cell, Selection } from './selection';
import { assetOf } from './shownLayout';

/** What cells are edited with. */
interface CellEditingParts {
  readonly tell: (message: FromTable) => void;
  readonly view: GridView;
  readonly cache: LineCache;
  readonly selection: Selection;
  readonly input: CellInput;
  readonly people: AskedPeople;
  readonly words: TableWords;
  /** Shows something for a while. */
  readonly say: (text: string) => void;
  /** The editor of a cell has ended. */
  readonly left: (cell: Cell, leave: Leave) => void;
}

/** A cell as it was when somebody began to write into it. */
interface Begun {
  readonly cell: Cell;
  /** Of the columns that were seen. */
  readonly version: number;
}

/** What is written into cells: by an editor, by an input method, or before anybody can say what the cell says. It is meant for the cell as it was begun. */
export class CellEditing {
  private readonly editors = new CellEditors();
  private editing: Cell | undefined;
  /** Where something is being composed, or was last, if the cell was shown when that began. */
  private composed: Begun | undefined;
  /** What was typed into a cell of which nobody can say yet what it says. */
  private early: (Begun & { readonly text: string }) | undefined;

  constructor(private readonly parts: CellEditingParts) {}

  get isOpen(): boolean {
    return this.editors.isOpen;
  }

  /** Takes what is in an open editor, or was composed. */
  commit(): void {
    const text = this.parts.input.take();
    const begun = this.composed ?? this.activeNow;
    this.composed = undefined;
    if (text !== undefined && begun) this.put(begun, text);
    this.editors.commit();
    this.putEarly();
  }

  /** Opens the active cell's editor. @param typed what was typed to open it */
  edit(typed: string | undefined): void {
    const { cache, view, selection, words, say, input, people, left } = this.parts;
    const { version } = view.layout;
    const cell = selection.active;
    if (!cell || view.layout.group(cell.id)) return;
    const shown = view.layout.columns[view.layout.placeOf(cell.column)];
    if (!shown || view.layout.lineOf(cell.id) < 0) {
      say(words.gone);
      return;
    }
    const line = cache.line(assetOf(cell.id));
    const text = line?.cell(cell.column);
    if (!line || text === undefined) {
      if (typed !== undefined)
        this.early = { ...(this.early?.cell === cell ? this.early : { cell, version }), text: typed };
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
    if (!node) {
      if (typed !== undefined) this.put({ cell, version }, typed);
      return;
    }
    this.editing = cell;
    this.editors.edit(node, { column: shown, text, typed, words, findPeople: people.find }, ({ text: now, leave }) => {
      this.editing = undefined;
      if (now !== undefined) this.put({ cell, version }, now);
      if (leave !== 'away') input.focus();
      left(cell, leave);
    });
  }

  /** A key goes on with what was typed before its cell has come, as the editor would take it; false where nothing was, or it does not. */
  pressed(event: KeyboardEvent): boolean {
    const { early } = this;
    if (!early || early.cell !== this.parts.selection.active) return false;
    const leave = leaving(event);
    if (event.key === 'Escape') this.early = undefined;
    else if (event.key === 'Backspace') this.early = { ...early, text: early.text.replace(/.$/su, '') };
    else if (leave) {
      this.putEarly();
      this.parts.left(early.cell, leave);
    } else return false;
    return true;
  }

  /** Something begins to be composed in the active cell. */
  composing(): void {
    const begun = this.activeNow;
    this.composed = begun && this.isShown(begun.cell) ? begun : undefined;
  }

  /** Something was typed into the active cell. @param by the key that ended it, which the editor is to have too */
  typed(text: string, by: KeyboardEvent | undefined): void {
    const { selection, say, words } = this.parts;
    if (this.early?.cell !== selection.active) this.putEarly();
    const { composed } = this;
    this.composed = undefined;
    if (composed && composed.cell === selection.active && !this.isShown(composed.cell)) {
      this.put(composed, text);
      say(words.editedElsewhere);
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
    if (this.editing && !this.isShown(this.editing)) this.parts.say(this.parts.words.editedElsewhere);
  }

  /** Lines have come: what was typed before them finds its editor. */
  linesCame(): void {
    const { early } = this;
    const { cache, selection, view } = this.parts;
    if (!early || cache.line(assetOf(early.cell.id))?.cell(early.cell.column) === undefined) return;
    const isMeant = early.cell === selection.active && early.version === view.layout.version;
    if (!isMeant || view.layout.lineOf(early.cell.id) < 0) this.putEarly();
    else {
      this.early = undefined;
      this.edit(early.text);
    }
  }

  private get activeNow(): Begun | undefined {
    const { selection, view } = this.parts;
    return selection.active && { cell: selection.active, version: view.layout.version };
  }

  private put({ cell: { id, column }, version }: Begun, text: string): void {
    this.parts.tell({ kind: 'edit', version, asset: assetOf(id), column, text });
  }

  private isShown({ id, column }: Cell): boolean {
    const { layout } = this.parts.view;
    return layout.lineOf(id) >= 0 && layout.placeOf(column) >= 0;
  }

  /** Nobody waits for it to be shown any more. */
  private putEarly(): void {
    const { early } = this;
    this.early = undefined;
    if (early) this.put(early, early.text);
  }
}
