import type { Cell } from './selection';

/** What a mouse or finger does to the table. A cell in the gutter is of no column. */
interface Pointing {
  readonly cellAt: (x: number, y: number) => Cell | undefined;
  /** The button went down on a cell. Returns whether dragging from there selects. */
  readonly press: (cell: Cell, how: { readonly extend: boolean; readonly add: boolean }) => boolean;
  /** A menu is about to open over a cell. */
  readonly menu: (cell: Cell) => void;
  /** It was dragged to another one. */
  readonly drag: (cell: Cell) => void;
  /** It was dragged beyond the cells: up (-1) or down (1). */
  readonly beyond: (direction: number) => void;
  readonly doubleClick: (cell: Cell) => void;
}

const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');

/** How often the table moves on while the mouse is held beyond it, in milliseconds. */
const step = 50;

/** Turns what the mouse does in `container` into what it means. */
export function watchPointer(container: HTMLElement, pointing: Pointing): void {
  container.addEventListener('pointerdown', (event) => {
    const cell = event.button === 0 ? cellUnder(event, pointing) : undefined;
    // On a Mac Ctrl with the button opens the menu.
    if (!cell || (isMac && event.ctrlKey)) return;
    const isHeld = pointing.press(cell, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey });
    if (isHeld && event.pointerType === 'mouse') followDrag(container, pointing);
  });
  // The focus is where the press has put it.
  container.addEventListener('mousedown', (event) => {
    if (cellUnder(event, pointing)) event.preventDefault();
  });
  container.addEventListener('contextmenu', (event) => {
    const cell = cellUnder(event, pointing);
    if (cell) pointing.menu(cell);
  });
  container.addEventListener('dblclick', (event) => {
    const cell = cellUnder(event, pointing);
    if (cell) pointing.doubleClick(cell);
  });
}

function cellUnder({ target, clientX, clientY }: MouseEvent, { cellAt }: Pointing): Cell | undefined {
  const isCell = target instanceof Element && target.closest('.slick-cell') !== null;
  return isCell ? cellAt(clientX, clientY) : undefined;
}

function followDrag(container: HTMLElement, pointing: Pointing): void {
  let beyond = 0;
  const going = setInterval(() => {
    if (beyond !== 0) pointing.beyond(beyond);
  }, step);
  const move = ({ clientX, clientY }: PointerEvent): void => {
    const { top, bottom } = container.getBoundingClientRect();
    beyond = clientY < top ? -1 : clientY > bottom ? 1 : 0;
    const cell = pointing.cellAt(clientX, clientY);
    if (cell) pointing.drag(cell);
  };
  const end = (): void => {
    clearInterval(going);
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}
