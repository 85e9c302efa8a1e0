import { fold } from '../fold';
import { daysOf } from './days';
import type { Operator, Word } from './syntax';

/** What a value in a query can be taken for. */
export interface Operand {
  readonly operator: Operator;
  /** Folded. */
  readonly text: string;
  readonly quoted: boolean;
  /** Undefined where the value is no number. */
  readonly isNumberWanted: ((number: number) => boolean) | undefined;
  /** Undefined where the value is no date. Takes `YYYY-MM-DD`. */
  readonly isDayWanted: ((day: string) => boolean) | undefined;
  /** Whether folded text is wanted; undefined where the operator asks for an order. */
  readonly isTextWanted: ((folded: string) => boolean) | undefined;
}

/** A number stands for itself alone, `2026-05` for a month of days. */
interface Stretch<T> {
  readonly first: T;
  readonly last: T;
}

/** Understands the value of `field:value`. @param today `YYYY-MM-DD` */
export function readOperand(operator: Operator, value: Word, today: string): Operand {
  const text = fold(value.text);
  const hasOrder = operator !== ':' && operator !== '=';
  return {
    operator,
    text,
    quoted: value.quoted,
    isNumberWanted: orderTest(operator, value, numberOf),
    isDayWanted: orderTest<string>(operator, value, (word) => daysOf(word, today)),
    isTextWanted: hasOrder ? undefined : textTest(operator, text, value.quoted),
  };
}

/** The number that a text is, decimal point and sign allowed. */
export function exactNumber(text: string): number | undefined {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Whether a text fits a pattern with `*` for any characters, also none. */
export function fitsPattern(text: string, pattern: readonly string[]): boolean {
  const [head = '', ...rest] = pattern;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}

function numberOf(word: string): Stretch<number> | undefined {
  const number = exactNumber(word);
  return number === undefined ? undefined : { first: number, last: number };
}

/** The test for a value with an order, be it one (`2026`, `>=16`) or two (`10..20`, `..today`). */
function orderTest<T extends number | string>(
  operator: Operator,
  { text, quoted }: Word,
  read: (word: string) => Stretch<T> | undefined,
): ((value: T) => boolean) | undefined {
  const folded = fold(text);
  const dots = quoted || (operator !== ':' && operator !== '=') ? -1 : folded.indexOf('..');
  if (dots < 0) {
    const wanted = read(folded);
    return wanted && comparison(operator, wanted);
  }
  const [from, to] = [folded.slice(0, dots), folded.slice(dots + 2)];
  const [low, high] = [read(from), read(to)];
  if ((from !== '' && !low) || (to !== '' && !high) || (!low && !high)) return undefined;
  return (value) => (!low || value >= low.first) && (!high || value <= high.last);
}

function comparison<T extends number | string>(operator: Operator, { first, last }: Stretch<T>): (value: T) => boolean {
  switch (operator) {
    case ':':
    case '=':
      return (value) => value >= first && value <= last;
    case '<':
      return (value) => value < first;
    case '<=':
      return (value) => value <= last;
    case '>':
      return (value) => value > last;
    case '>=':
      return (value) => value >= first;
  }
}

function textTest(operator: Operator, wanted: string, quoted: boolean): (folded: string) => boolean {
  if (operator === '=') return (text) => text === wanted;
  if (quoted || !wanted.includes('*')) return (text) => text.includes(wanted);
  const pattern = wanted.split('*');
  return (text) => fitsPattern(text, pattern);
}
