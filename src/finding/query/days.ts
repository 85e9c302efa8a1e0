import { dayText, isDay, lastDayOf, midnight } from '../../assets/day';

/** Some days, from the first to the last, both `YYYY-MM-DD`. */
interface Days {
  readonly first: string;
  readonly last: string;
}

const relativeForm = /^(today|yesterday|tomorrow)((?:[+-]\d{1,6}[dwmy])*)$/;
const calendarForm = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * The days that a word of a query means: `2026-01-31`, `2026-01`, `2026`, `today`, `today+90d`, `today-2w`, `today+1m-1d`, `yesterday`, `tomorrow`.
 * @param word folded
 * @param today `YYYY-MM-DD`
 */
export function daysOf(word: string, today: string): Days | undefined {
  const relative = relativeForm.exec(word);
  if (relative) {
    const day = moved(today, `${offsets[relative[1] ?? ''] ?? ''}${relative[2] ?? ''}`);
    return { first: day, last: day };
  }
  const [, year, month, day] = calendarForm.exec(word) ?? [];
  if (year === undefined || year === '0000') return undefined;
  if (day !== undefined) return isDay(word) ? { first: word, last: word } : undefined;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const first = `${year}-${month}-01`;
  return isDay(first) ? { first, last: `${year}-${month}-${lastDayOf(Number(year), Number(month))}` } : undefined;
}

const offsets: Readonly<Record<string, string>> = { yesterday: '-1d', tomorrow: '+1d' };

/** A day after steps such as `+1m-1d`, each taken on its own. The end of a month stays within the month. */
function moved(day: string, steps: string): string {
  let [year = 1, month = 1, date = 1] = day.split('-').map(Number);
  for (const [, sign, count, unit] of steps.matchAll(/([+-])(\d+)([dwmy])/g)) {
    const steps = Number(count) * (sign === '-' ? -1 : 1);
    if (unit === 'm' || unit === 'y') {
      const months = year * 12 + month - 1 + steps * (unit === 'y' ? 12 : 1);
      year = Math.floor(months / 12);
      month = months - year * 12 + 1;
      date = Math.min(date, lastDayOf(year, month));
    } else {
      const moment = midnight(year, month, date + steps * (unit === 'w' ? 7 : 1));
      [year, month, date] = [moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate()];
    }
    // Beyond the years that a date field can hold, one day is as good as another.
    if (Number.isNaN(year) || year > 9999) return '9999-12-31';
    if (year < 1) return '0001-01-01';
  }
  return dayText(year, month, date);
}
