import { textEnd } from './index/searchText';

/** How well an asset fits, best first. Each rank holds what the one before does not. */
export const ranks = [
  /** The query is the display id. */
  'displayId',
  /** The query is the name. */
  'name',
  /** The name or display id begins with the query's first word. */
  'beginning',
  /** Each word of the query begins a word of the asset. */
  'words',
  'anywhere',
] as const;

/** A place in `ranks`. */
export type Rank = 0 | 1 | 2 | 3 | 4;

/** Tells the ranks of assets that a query has found. */
export class Ranking {
  private readonly whole: string;

  /** @param words folded; all of them are in every asset */
  constructor(private readonly words: readonly string[]) {
    this.whole = words.join(' ') + textEnd;
  }

  /**
   * The rank of an asset.
   * @param text its search text
   * @param areWordsTold false to spare the cost of telling `words` from `anywhere`; both are `anywhere` then
   */
  rank(text: string, areWordsTold: boolean): Rank {
    const [first] = this.words;
    if (first === undefined) return 4;
    if (text.startsWith(this.whole)) return 0;
    const name = text.indexOf(textEnd) + textEnd.length;
    if (text.startsWith(this.whole, name)) return 1;
    if (text.startsWith(first) || text.startsWith(first, name)) return 2;
    return areWordsTold && this.words.every((word) => beginsWord(text, word)) ? 3 : 4;
  }
}

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isLetterOrDigit(text, at - 1)) return true;
  }
  return false;
}

const beyondAscii = /[\p{L}\p{N}\p{M}]/u;

function isLetterOrDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code > 47 && code < 58) || (code > 96 && code < 123);
  return beyondAscii.test(text.charAt(at));
}
