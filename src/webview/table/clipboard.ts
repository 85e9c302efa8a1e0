import type { CellActions } from './cellActions';

/** Lets the table have what is copied, cut and pasted while the focus is in it rather than in an input. */
export function watchClipboard(actions: CellActions, isInCells: () => boolean, signal: AbortSignal): void {
  const taken = (event: ClipboardEvent, take: () => void): void => {
    if (!isInCells()) return;
    event.preventDefault();
    take();
  };
  document.addEventListener('copy', (event) => taken(event, () => actions.copy(false)), { signal });
  document.addEventListener('cut', (event) => taken(event, () => actions.cut()), { signal });
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
