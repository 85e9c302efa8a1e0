import { daysOf } from './days';
import { compareDecimals, decimalOf, type Decimal } from './decimal';
import type { Operator, Word } from './syntax';
import { fold } from '../../assets/fold';

/** What a value in a query can be taken for. */
export interface Operand {
  readonly operator: Operator;
  /** Folded. */
  readonly text: string;
  readonly quoted: boolean;
  /** Undefined where the value is no number. */
  readonly isNumberWanted: ((number: Decimal) => boolean) | undefined;
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
    isNumberWanted: orderTest(operator, value, numberOf, compareDecimals),
    isDayWanted: orderTest<string>(operator, value, (word) => daysOf(word, today), compareDays),
    isTextWanted: hasOrder ? undefined : textTest(operator, text, value.quoted),
  };
}

/** Whether a value asks for what is not there, with `:` or `=`: `empty`, or nothing in quotation marks. */
export function meansEmpty({ text, quoted }: Word): boolean {
  const folded = fold(text);
  return folded === '' || (!quoted && folded === 'empty');
}

/** Whether a text fits a pattern with `*` for any characters, also none. */
function fitsPattern(text: string, pattern: readonly string[]): boolean {
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

function numberOf(word: string): Stretch<Decimal> | undefined {
  const number = decimalOf(word);
  return number && { first: number, last: number };
}

function compareDays(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The test for a value with an order, be it one (`2026`, `>=16`) or two (`10..20`, `..today`). */
function orderTest<T>(
  operator: Operator,
  { text, quoted }: Word,
  read: (word: string) => Stretch<T> | undefined,
  compare: (one: T, other: T) => number,
): ((value: T) => boolean) | undefined {
  const folded = fold(text);
  const dots = quoted || (operator !== ':' && operator !== '=') ? -1 : folded.indexOf('..');
  if (dots < 0) {
    const wanted = read(folded);
    return wanted && comparison(operator, wanted, compare);
  }
  const [from, to] = [folded.slice(0, dots), folded.slice(dots + 2)];
  const [low, high] = [read(from), read(to)];
  if ((from !== '' && !low) || (to !== '' && !high) || (!low && !high)) return undefined;
  return (value) => (!low || compare(value, low.first) >= 0) && (!high || compare(value, high.last) <= 0);
}

function comparison<T>(
  operator: Operator,
  { first, last }: Stretch<T>,
  compare: (one: T, other: T) => number,
): (value: T) => boolean {
  switch (operator) {
    case ':':
    case '=':
      return (value) => compare(value, first) >= 0 && compare(value, last) <= 0;
    case '<':
      return (value) => compare(value, first) < 0;
    case '<=':
      return (value) => compare(value, last) <= 0;
    case '>':
      return (value) => compare(value, last) > 0;
    case '>=':
      return (value) => compare(value, first) >= 0;
  }
}

function textTest(operator: Operator, wanted: string, quoted: boolean): (folded: string) => boolean {
  if (operator === '=') return (text) => text === wanted;
  if (quoted || !wanted.includes('*')) return (text) => text.includes(wanted);
  const pattern = wanted.split('*');
  return (text) => fitsPattern(text, pattern);
}
