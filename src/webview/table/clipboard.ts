import type { CellActions } from './cellActions';

/** Lets the table have what is copied, cut and pasted while the focus is in it rather than in an input. */
export function watchClipboard(actions: CellActions, isInCells: () => boolean, signal: AbortSignal): void {
  const copied = (event: ClipboardEvent): boolean => {
    if (!isInCells()) return false;
    event.preventDefault();
    actions.copy(false);
    return true;
  };
  document.addEventListener('copy', copied, { signal });
  document.addEventListener('cut', (event) => copied(event) && actions.clear(), { signal });
  document.addEventListener(
    'paste',
    (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isInCells() || text === '') return;
      event.preventDefault();
      actions.paste(text);
    },
    { signal },
  );
}
