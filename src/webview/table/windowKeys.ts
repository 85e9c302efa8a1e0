import { shortcutKey, type PressedKey } from './letters';

/** A key that was pressed, with what was held. */
interface HeldKey extends PressedKey {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a key that is pressed in an input of the table is VS Code's: F1, Ctrl+S, Ctrl+Shift+P and the like. */
export function isForWindow(pressed: HeldKey): boolean {
  const { key, ctrlKey, metaKey, shiftKey } = pressed;
  if (/^F\d+$/.test(key)) return key !== 'F2';
  const letter = shortcutKey(pressed);
  const isEditing = /^[acvxyz]$/.test(letter) && (!shiftKey || letter === 'z');
  return (ctrlKey || metaKey) && key.length === 1 && !isEditing;
}
