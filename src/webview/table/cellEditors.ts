import type { CellEditor, EditorRequest } from './editorTypes';
import { PickEditor } from './pickEditor';
import { areaEditor, dateEditor, textEditor } from './plainEditor';
import { isComposing } from '../composition';
import { isForWindow } from './windowKeys';
import type { ShownColumn } from '../../workbench/table/tableMessages';

/** Which way to go once an editor has ended; `away`: the focus is elsewhere already. */
export type Leave = 'stay' | 'away' | 'down' | 'up' | 'next' | 'previous';

/** How an editor ended. */
interface Ended {
  /** Undefined where nothing is to change. */
  readonly text: string | undefined;
  readonly leave: Leave;
}

const makers: Readonly<Record<ShownColumn['editor'], ((request: EditorRequest) => CellEditor) | undefined>> = {
  text: textEditor,
  number: textEditor,
  textarea: areaEditor,
  date: dateEditor,
  choice: (request) => new PickEditor(request),
  choices: (request) => new PickEditor(request),
  contacts: (request) => new PickEditor(request),
  none: undefined,
};

/** Opens one editor at a time over the cell that it edits. An editor that loses the focus is taken at its word: nothing typed is lost. */
export class CellEditors {
  private open: { readonly editor: CellEditor; readonly end: (isTaken: boolean, leave: Leave) => void } | undefined;

  /** Whether an editor is open. */
  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** Opens an editor over a cell. */
  edit(cell: Element, request: Omit<EditorRequest, 'commit'>, ended: (how: Ended) => void): void {
    this.commit();
    const make = makers[request.column.editor];
    if (!make) return;
    const end = (isTaken: boolean, leave: Leave): void => {
      if (this.open?.end !== end) return;
      this.open = undefined;
      const { text } = editor;
      resizing.disconnect();
      editor.element.remove();
      ended({ text: isTaken && text !== request.text ? text : undefined, leave });
    };
    const editor = make({ ...request, commit: () => end(true, 'stay') });
    this.open = { editor, end };
    place(editor.element, cell);
    document.body.append(editor.element);
    // Lists of people grow when they have come.
    const resizing = new ResizeObserver(() => keepInside(editor.element));
    resizing.observe(editor.element);
    keepInside(editor.element);
    editor.focus();
    editor.element.addEventListener('keydown', (event) => onKey(event, editor, end));
    editor.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && editor.element.contains(relatedTarget)))
        end(true, relatedTarget ? 'away' : 'stay');
    });
  }

  /** The open editor's cell has moved; null leaves the editor where it is. */
  lieOver(cell: Element | null): void {
    if (!this.open || !cell) return;
    place(this.open.editor.element, cell);
    keepInside(this.open.editor.element);
  }

  /** A key that was pressed before the editor was open is meant for it. */
  press(event: KeyboardEvent): void {
    if (this.open) onKey(event, this.open.editor, this.open.end);
  }

  /** Takes what the open editor says, and closes it. */
  commit(): void {
    this.open?.end(true, 'stay');
  }
}

function onKey(event: KeyboardEvent, editor: CellEditor, end: (isTaken: boolean, leave: Leave) => void): void {
  // The grid behind must not hear of keys that are the editor's.
  if (isForWindow(event)) return;
  event.stopPropagation();
  if (isComposing(event) || editor.wants(event)) return;
  const leave = leaving(event);
  if (leave === undefined && event.key !== 'Escape') return;
  event.preventDefault();
  end(event.key !== 'Escape', leave ?? 'stay');
}

/** Which way a key leaves an editor; undefined for one that does not. */
export function leaving({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): Leave | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  if (key === 'Enter') return shiftKey ? 'up' : 'down';
  if (key === 'Tab') return shiftKey ? 'previous' : 'next';
  if (key === 'ArrowDown') return 'down';
  if (key === 'ArrowUp') return 'up';
  if (key === 'ArrowRight') return 'next';
  return key === 'ArrowLeft' ? 'previous' : undefined;
}

function place({ style }: HTMLElement, node: Element): void {
  const { left, top, width, height } = node.getBoundingClientRect();
  style.left = `${left}px`;
  style.top = `${top}px`;
  style.minWidth = `max(${width}px, var(--least, 0px))`;
  style.minHeight = `${height}px`;
}

/** An editor near the edge moves back into the window. */
function keepInside(element: HTMLElement): void {
  const { right, bottom, left, top } = element.getBoundingClientRect();
  const { style } = element;
  if (right > innerWidth) style.left = `${Math.max(0, left - (right - innerWidth))}px`;
  if (bottom > innerHeight) style.top = `${Math.max(0, top - (bottom - innerHeight))}px`;
}
