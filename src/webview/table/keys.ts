import { moved } from './movement';
import type { Selection } from './selection';
import type { TableCells } from './tableCells';

/** What keys do beside what they do to cells. */
export interface KeyActions {
  readonly cells: TableCells;
  readonly selection: Selection;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly find: () => void;
  readonly toggleGroup: (line: number) => boolean;
  /** Sorts by a column, by its place. */
  readonly sort: (column: number, ascending: boolean) => void;
  /** Goes to a column's filter, by its place. */
  readonly filter: (column: number) => void;
}

/** Does what a key means in the table; false where it means nothing here, and VS Code may have it. */
export function pressed(event: KeyboardEvent, actions: KeyActions): boolean {
  const { cells, selection } = actions;
  if (cells.isEditing) return true;
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (altKey) return !control && !shiftKey && sorted(key, actions);
  const to = moved(shiftKey ? selection.end : selection.active, { key, control }, cells.extent);
  if (to && shiftKey) cells.extend(to);
  else if (to) cells.goTo(to);
  else if (key === 'Tab') return !control && cells.tab(shiftKey);
  else return control ? controlled(key.toLowerCase(), shiftKey, actions) : plain(key, actions);
  return true;
}

function sorted(key: string, { selection, sort }: KeyActions): boolean {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  sort(selection.active.column, key === 'ArrowUp');
  return true;
}

function plain(key: string, { cells, selection, toggleGroup }: KeyActions): boolean {
  const { active } = selection;
  if ((key === 'Enter' || key === ' ') && toggleGroup(active.line)) return true;
  if (key === 'F2' || key === 'Enter') cells.edit(undefined);
  else if (key === 'Delete' || key === 'Backspace') cells.clear();
  else if (key === 'Escape') cells.goTo(active);
  else if (key.length === 1) cells.edit(key);
  else return false;
  return true;
}

function controlled(key: string, shiftKey: boolean, actions: KeyActions): boolean {
  const { cells, undo, redo, find } = actions;
  if (key === 'a') cells.selectAll();
  else if (key === ' ') cells.selectColumns();
  else if (key === 'd') cells.fill();
  else if (key === 'enter') cells.openAsset();
  else if (key === 'y' || (key === 'z' && shiftKey)) redo();
  else if (key === 'z') undo();
  else if (key === 'f') find();
  else if (key === 'l' && shiftKey) actions.filter(actions.selection.active.column);
  // Ctrl+C itself comes as the browser's copy event.
  else if (key === 'c' && shiftKey) cells.copy(true);
  else return false;
  return true;
}
