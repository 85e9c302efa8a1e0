/** A key that was pressed. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
}

/**
 * The key by which shortcuts know it, in lower case: what it writes where that is a Latin letter, else the letter that stands in its place on a
 * keyboard that has them. So a German Z is a Z wherever it lies, and Ctrl+Я is Ctrl+Z.
 */
export function shortcutKey({ key, code }: PressedKey): string {
  const isLatin = /^[a-z]$/i.test(key);
  const letter = isLatin || key.length > 1 ? undefined : /^Key([A-Z])$/.exec(code)?.[1];
  return (letter ?? key).toLowerCase();
}
