/** A key that was pressed, with what was held. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a key that is pressed in an input of the table is VS Code's: F1, Ctrl+S, Ctrl+Shift+P and the like. */
export function isForWindow({ key, ctrlKey, metaKey, shiftKey }: PressedKey): boolean {
  if (/^F\d+$/.test(key)) return key !== 'F2';
  const isEditing = /^[acvxyz]$/i.test(key) && (!shiftKey || key.toLowerCase() === 'z');
  return (ctrlKey || metaKey) && key.length === 1 && !isEditing;
}
