export { joinWords } from '../assets/joinedWords';

/** The words of a cell, divided by semicolons or line breaks; blanks around them do not count, and blank words are left out. */
export function splitWords(cell: string): readonly string[] {
  return split(cell, ';\\r\\n');
}

/** The words of a cell in which commas divide. */
export function splitAtCommas(cell: string): readonly string[] {
  return split(cell, ',');
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
