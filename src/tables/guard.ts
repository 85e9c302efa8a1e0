/**
 * What a spreadsheet would run, or this program would take for an instruction, were it the start of a cell: formulas (also in full
 * width, and behind blanks), a tab or line break, `(clear)`, and nothing but blanks.
 */
const startsSomething = String.raw`\s*(?:[\t\r\n=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|\(clear\)\s*$|$)`;
const needsGuard = new RegExp(`^'*${startsSomething}`, 'iu');
const guarded = new RegExp(`^'+${startsSomething}`, 'iu');

/** A text as it may stand in a cell of a file: an apostrophe in front of what would be more than a text. An empty text stays empty. */
export function guard(text: string): string {
  return text !== '' && needsGuard.test(text) ? `'${text}` : text;
}

/** The text that a cell stands for. `unguard(guard(text))` is `text`, and any other apostrophe is left alone. */
export function unguard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** What a cell asks for that is no text of its own. */
export function instructionIn(cell: string): 'keep' | 'clear' | undefined {
  const word = cell.trim();
  if (word === '') return 'keep';
  return word.toLowerCase() === clearWord ? 'clear' : undefined;
}

/** What a cell says to empty a value; a blank cell leaves it. */
const clearWord = '(clear)';
