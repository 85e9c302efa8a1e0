import type { CellActions } from './cellActions';
import type { CellEditing } from './cellEditing';
import { shortcutKey } from './letters';
import { moved } from './movement';
import type { Selection } from './selection';
import type { TableCells } from './tableCells';

/** What keys do beside what they do to cells. */
interface KeyActions {
  readonly cells: TableCells;
  readonly editing: CellEditing;
  readonly actions: CellActions;
  readonly selection: Selection;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly find: () => void;
  readonly toggleGroup: (id: number) => boolean;
  /** Sorts by a column, by its key. */
  readonly sort: (column: string, ascending: boolean) => void;
  /** Goes to a column's filter, by its key. */
  readonly filter: (column: string) => void;
}

/** Does what a key means in the table; false where it means nothing here, and VS Code may have it. */
export function pressed(event: KeyboardEvent, actions: KeyActions): boolean {
  const { cells, editing, selection } = actions;
  if (editing.isOpen || editing.pressed(event)) return true;
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  // The browser cuts by it.
  if (key === 'Delete' && shiftKey) return false;
  // A Mac's own: Ctrl+Command+Space shows its emoji.
  if (event.ctrlKey && event.metaKey) return false;
  if (altKey) return !control && !shiftKey && sorted(key, actions);
  const to = moved(cells.placeOf(shiftKey ? selection.end : selection.active), { key, control }, cells.extent);
  if (to && shiftKey) cells.extend(to);
  else if (to) cells.goTo(to);
  else if (key === 'Tab') return !control && cells.tab(shiftKey);
  else return control ? controlled(shortcutKey(event), shiftKey, actions) : plain(key, actions);
  return true;
}

function sorted(key: string, { selection, sort }: KeyActions): boolean {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  if (selection.active) sort(selection.active.column, key === 'ArrowUp');
  return true;
}

/** What types comes as text, for only the browser knows what keys write together. */
function plain(key: string, { cells, editing, actions, selection, toggleGroup }: KeyActions): boolean {
  const { active } = selection;
  if ((key === 'Enter' || key === ' ') && active && toggleGroup(active.id)) return true;
  if (key === 'F2' || key === 'Enter') editing.edit(undefined);
  else if (key === 'Delete' || key === 'Backspace') actions.clear();
  else if (key === 'Escape') cells.goTo(cells.placeOf(active));
  else return false;
  return true;
}

function controlled(key: string, shiftKey: boolean, keys: KeyActions): boolean {
  const { cells, actions, selection, undo, redo, find } = keys;
  if (key === 'a') cells.selectAll();
  else if (key === ' ') cells.selectColumns();
  else if (key === 'd') actions.fill();
  else if (key === 'enter') actions.openAsset();
  else if (key === 'y' || (key === 'z' && shiftKey)) redo();
  else if (key === 'z') undo();
  else if (key === 'f') find();
  else if (key === 'l' && shiftKey) keys.filter(selection.active?.column ?? '');
  // Ctrl+C itself comes as the browser's copy event.
  else if (key === 'c' && shiftKey) actions.copy(true);
  else return false;
  return true;
}
