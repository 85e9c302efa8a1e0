/** Words in one cell: `Spare; EU; "a; b"`. Quotation marks stand where a word would else be read as another, or as several. */
export function joinWords(words: readonly string[]): string {
  return words.map(quotedWord).join('; ');
}

/** The words of a cell, divided by semicolons or line breaks; blanks around them do not count, and blank words are left out. */
export function splitWords(cell: string): readonly string[] {
  return split(cell, ';\\r\\n');
}

/** The words of a cell in which commas divide. */
export function splitAtCommas(cell: string): readonly string[] {
  return split(cell, ',');
}

function quotedWord(word: string): string {
  return word === '' || word !== word.trim() || /[;"\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}

/** A quotation mark counts at the start of a word alone, and only where another closes it right before a divider. */
function split(cell: string, dividers: string): readonly string[] {
  const word = new RegExp(`\\s*"((?:[^"]|"")*)"\\s*(?:[${dividers}]|$)|([^${dividers}]*)(?:[${dividers}]|$)`, 'uy');
  const words: string[] = [];
  while (word.lastIndex < cell.length) {
    const [, quoted, plain = ''] = word.exec(cell) ?? [];
    if (quoted !== undefined) words.push(quoted.replaceAll('""', '"'));
    else if (plain.trim() !== '') words.push(plain.trim());
  }
  return words;
}
