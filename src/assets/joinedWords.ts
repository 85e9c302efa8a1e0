/** Words in one cell: `Spare; EU; "a; b"`. Quotation marks stand where a word would else be read as another, or as several. */
export function joinWords(words: readonly string[]): string {
  return words.map(quotedWord).join('; ');
}

function quotedWord(word: string): string {
  return word === '' || word !== word.trim() || /[;"\r\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}
