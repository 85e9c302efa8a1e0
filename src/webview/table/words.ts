/** Words in one cell, as `assets/wordList.ts` joins them, which a page may not load: `Spare; EU; "a; b"`. A test holds the two together. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) =>
      word === '' || word !== word.trim() || /[;"\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word,
    )
    .join('; ');
}

/** The words of a cell that the host has written. */
export function splitWords(cell: string): readonly string[] {
  const word = /\s*"((?:[^"]|"")*)"\s*(?:[;\r\n]|$)|([^;\r\n]*)(?:[;\r\n]|$)/uy;
  const words: string[] = [];
  while (word.lastIndex < cell.length) {
    const [, quoted, plain = ''] = word.exec(cell) ?? [];
    if (quoted !== undefined) words.push(quoted.replaceAll('""', '"'));
    else if (plain.trim() !== '') words.push(plain.trim());
  }
  return words;
}
