import type { ValueForm } from '../assets/fieldKind';
import { compareNames } from '../assets/nameOrder';
import { compareDecimals, decimalOf, type Decimal } from './query/decimal';
import { isDay } from '../assets/day';

/** By what values are put in order: what the field or column is made of, or moments, which no field is. */
export type OrderKind = ValueForm | 'moment';

/** A value as it is put in order. */
export interface OrderedValue {
  /** As it is shown, without blanks around it; never empty. */
  readonly text: string;
  /** Of a number in a field of numbers. */
  readonly number: Decimal | undefined;
  /** Whether it is a day or a moment, whose texts are in the order of time. */
  readonly isTime: boolean;
}

/**
 * A text as it is put in order; undefined for a blank one, which is no value.
 */
export function orderedValue(text: string, kind: OrderKind): OrderedValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return {
    text: trimmed,
    number: kind === 'number' ? decimalOf(trimmed) : undefined,
    isTime: kind === 'moment' || (kind === 'day' && isDay(trimmed)),
  };
}

/** Below 0, 0 or above it: numbers by value, then days and moments by time, then all else as a person would sort it. */
export function compareValues(one: OrderedValue, other: OrderedValue): number {
  if (one.number && other.number) return compareDecimals(one.number, other.number);
  if (one.number || other.number) return one.number ? -1 : 1;
  if (one.isTime !== other.isTime) return one.isTime ? -1 : 1;
  return one.isTime ? byCode(one.text, other.text) : compareNames(one.text, other.text);
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
