import { pausing, type Pause } from '../happyfox/pause';
import { dayText, isDay, midnight } from '../assets/day';

/** In which order a column writes its dates; `serial` is a spreadsheet's count of days since the end of 1899. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'serial';

/** Every order, the likeliest first. */
const dateOrders = ['ymd', 'dmy', 'mdy', 'serial'] as const satisfies readonly DateOrder[];

/** Serial numbers from 1954 to 2119: what is outside is no date that anybody wrote. */
const [firstSerial, lastSerial] = [20_000, 80_500];

/** The day that a cell names, `YYYY-MM-DD`; undefined where it is none in that order. The year in front is understood in any order. */
export function dayIn(cell: string, order: DateOrder): string | undefined {
  const text = cell.trim().replace(/[T ]0?0:00(:00(\.0+)?)?(Z|[+-]00:?00)?$/, '');
  const [, year, month, day] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/.exec(text)?.toSpliced(2, 1) ?? [];
  if (year !== undefined) return calendarDay(year, month, day);
  if (order === 'serial') return serialDay(text);
  const [, first, separator, second, last] = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (order === 'dmy') return calendarDay(last, second, first);
  // Nobody puts the month first and dots between.
  return order === 'mdy' && separator !== '.' ? calendarDay(last, first, second) : undefined;
}

/** What a column's dates may be. */
export interface ColumnDates {
  /** The orders in which every cell that is a date at all can be read; empty where no single one does. */
  readonly orders: readonly DateOrder[];
  /** A cell that means different days in two of them, for the question. */
  readonly example: string | undefined;
}

/** Looks at a column. Cells that are no date in any order say nothing about it. In stretches; throws what `pause` throws. */
export async function datesOf(cells: Iterable<string>, pause: Pause = pausing()): Promise<ColumnDates> {
  let orders: readonly DateOrder[] = dateOrders;
  let example: string | undefined;
  // Of thousands of rows most repeat a date, and a repeated one says nothing new. Nor does one with the year in front, the same day in any order.
  const seen = new Set<string>();
  for (const cell of cells) {
    await pause();
    if (seen.has(cell)) continue;
    seen.add(cell);
    if (/^\s*\d{4}[-/.]/.test(cell)) continue;
    const days = new Map(dateOrders.map((order) => [order, dayIn(cell, order)]));
    if ([...days.values()].every((day) => day === undefined)) continue;
    orders = orders.filter((order) => days.get(order) !== undefined);
    if (new Set([...days.values()].filter((day) => day !== undefined)).size > 1) example ??= cell;
  }
  return { orders, example };
}

/** The order to read a column in; undefined where a person has to be asked, since two give different days. */
export function settledOrder({ orders, example }: ColumnDates): DateOrder | undefined {
  const [first = 'ymd'] = orders;
  return orders.length > 1 && example !== undefined ? undefined : first;
}

function calendarDay(year?: string, month?: string, day?: string): string | undefined {
  const text = dayText(Number(year), Number(month), Number(day));
  return isDay(text) ? text : undefined;
}

function serialDay(text: string): string | undefined {
  if (!/^\d{5}$/.test(text)) return undefined;
  const days = Number(text);
  if (days < firstSerial || days > lastSerial) return undefined;
  const day = midnight(1899, 12, 30 + days);
  return dayText(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}
