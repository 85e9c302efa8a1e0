/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (day === undefined || year === '0000' || Number(month) < 1 || Number(month) > 12) return false;
  return Number(day) >= 1 && Number(day) <= lastDayOf(Number(year), Number(month));
}

/** The day of a year, month and date, `YYYY-MM-DD`; whether there is such a day says `isDay`. */
export function dayText(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(date)}`;
}

/** The day it is at a moment where the person is, as HappyFox writes days. */
export function dayAt(moment: Date): string {
  return dayText(moment.getFullYear(), moment.getMonth() + 1, moment.getDate());
}

/** The minute it is at a moment where the person is: `2026-11-25 14:05`, which sorts and pastes well. */
export function minuteAt(moment: Date): string {
  return `${dayAt(moment)} ${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
}

/** How many days the month has. */
export function lastDayOf(year: number, month: number): number {
  return midnight(year, month + 1, 0).getUTCDate();
}

/** The moment, in UTC, at which a day begins; days beyond the month’s are those of the next. `Date.UTC` takes the years below 100 for those of the last century. */
export function midnight(year: number, month: number, date: number): Date {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  return moment;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
