import * as vscode from 'vscode';

/** Writes times in the user's language. What does so is made when it is first needed, and once: that takes longer than a hundred times to write. */
function writing(options: Intl.DateTimeFormatOptions): (time: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (time) => (format ??= new Intl.DateTimeFormat(vscode.env.language, options)).format(time);
}

const timeOfDay = writing({ hour: 'numeric', minute: '2-digit' });
const day = writing({ day: 'numeric', month: 'short' });
const dayOfYear = writing({ day: 'numeric', month: 'short', year: 'numeric' });

/** A moment to the second. */
export const momentText = writing({
  ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
  ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
});

/** When something was, in as little room as it takes: `2:32 PM` today, `24 Nov` this year. A list that is not drawn again stays true. */
export function whenText(time: number): string {
  const [then, now] = [new Date(time), new Date()];
  if (then.toDateString() === now.toDateString()) return timeOfDay(time);
  return then.getFullYear() === now.getFullYear() ? day(time) : dayOfYear(time);
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago something was, in the user's language. `time` in epoch milliseconds. */
export function sinceText(time: number, now = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
  for (const [unit, milliseconds] of units) {
    if (now - time >= milliseconds) return format.format(-Math.floor((now - time) / milliseconds), unit);
  }
  return format.format(0, 'second');
}

/** The day it is where the person is, as HappyFox writes days. */
export function today(now: Date = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
