import type { Word } from './syntax';
import { fold } from '../../assets/fold';

/**
 * The test for a bare word with `*` in it: `lap*` is the beginning of a word, `*top` the end of one, `l*p` both.
 * A star stands for any characters but white space. Undefined for a word without stars.
 * The test takes an asset's search text; its cost is that of a few searches in it.
 */
export function wordPattern({ text, quoted }: Word): ((searchText: string) => boolean) | undefined {
  const wanted = fold(text);
  if (quoted || !wanted.includes('*')) return undefined;
  const pieces = wanted.split('*');
  const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one));
  return (searchText) => searchText.includes(longest) && searchText.split(/[\n ]/).some((run) => fits(run, pieces));
}

const letterOrDigit = /[\p{L}\p{N}\p{M}]/u;

/** Leftmost pieces leave the most room for those that follow, so nothing has to be tried twice. */
function fits(run: string, [head = '', ...rest]: readonly string[]): boolean {
  const tail = rest.pop() ?? '';
  let at = head === '' ? 0 : -1;
  for (let found = run.indexOf(head); at < 0 && found >= 0; found = run.indexOf(head, found + 1)) {
    if (isEdge(run, found)) at = found + head.length;
  }
  if (at < 0) return false;
  for (const piece of rest) {
    const found = run.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (tail === '') return run !== '';
  for (let found = run.indexOf(tail, at); found >= 0; found = run.indexOf(tail, found + 1)) {
    if (isEdge(run, found + tail.length)) return true;
  }
  return false;
}

/** Whether a word begins or ends at a position. */
function isEdge(run: string, at: number): boolean {
  return !letterOrDigit.test(run[at - 1] ?? '') || !letterOrDigit.test(run[at] ?? '');
}
