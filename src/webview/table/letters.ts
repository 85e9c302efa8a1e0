/** A key that was pressed. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
}

/**
 * The key by which shortcuts know it, in lower case: what it writes, but for a letter of another script the Latin one that stands in its place. So a
 * German Z is a Z wherever it lies, Ctrl+Я is Ctrl+Z, and the semicolon that lies at Z on a Dvorak keyboard undoes nothing.
 */
export function shortcutKey({ key, code }: PressedKey): string {
  const isOther = /^[^\p{ASCII}\p{Script=Latin}]$/u.test(key);
  const letter = isOther ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (letter ?? key).toLowerCase();
}
