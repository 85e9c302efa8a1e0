import type { TableCells } from './tableCells';

/** Lets the table have what is copied, cut and pasted while the focus is in it rather than in an input. */
export function watchClipboard(cells: TableCells, signal: AbortSignal): void {
  const copied = (event: ClipboardEvent): boolean => {
    if (!isInGrid(cells)) return false;
    event.preventDefault();
    cells.copy(false);
    return true;
  };
  document.addEventListener('copy', copied, { signal });
  document.addEventListener('cut', (event) => copied(event) && cells.clear(), { signal });
  document.addEventListener(
    'paste',
    (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isInGrid(cells) || text === '') return;
      event.preventDefault();
      cells.paste(text);
    },
    { signal },
  );
}

function isInGrid({ isEditing }: TableCells): boolean {
  const { activeElement } = document;
  return !isEditing && !(activeElement instanceof HTMLInputElement || activeElement instanceof HTMLSelectElement);
}
