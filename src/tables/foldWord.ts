/** A word as people compare it: without case, and with one blank where there are several. */
export function foldWord(word: string): string {
  return word.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
