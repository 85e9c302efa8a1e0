/** The tags of a list as it is pasted, scanned or exported. */
export interface TagList {
  readonly tags: readonly string[];
  /** The word above them, where the first line is one of `headers`. */
  readonly header: string | undefined;
}

/**
 * Reads a list of tags: one a line, the first cell where lines have several; or all in one line, divided by commas, semicolons or tabs. They come from
 * scanners and columns of anything, and so are divided in more ways than the words of a cell.
 * @param isHeader whether a word heads a column, so that it is no tag where it stands first
 */
export function tagsIn(text: string, isHeader: (word: string) => boolean = () => false): TagList {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  const [only = '', ...others] = lines;
  const words = (others.length === 0 ? only.split(/[,;\t]/) : lines.map(firstCell)).map((word) =>
    unquoted(word.trim()),
  );
  const [first = ''] = words;
  const hasHeader = words.length > 1 && isHeader(first);
  return { tags: words.slice(hasHeader ? 1 : 0).filter(Boolean), header: hasHeader ? first : undefined };
}

/** Tags hold commas at times, and hardly ever tabs or semicolons; a quoted one may hold anything. */
function firstCell(line: string): string {
  const [quoted] = /^\s*"(?:[^"]|"")*"/.exec(line) ?? [];
  return quoted ?? line.split(/[;\t]/, 1)[0] ?? '';
}

function unquoted(word: string): string {
  return /^".*"$/s.test(word) && word.length > 1 ? word.slice(1, -1).replaceAll('""', '"').trim() : word;
}
