import * as vscode from 'vscode';
import { dayAt } from '../../assets/day';

const { t } = vscode.l10n;

/** Writes times in the user's language. What does so is made when it is first needed, and once: that takes longer than a hundred times to write. */
function writing(options: Intl.DateTimeFormatOptions): (time: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (time) => (format ??= new Intl.DateTimeFormat(vscode.env.language, options)).format(time);
}

const timeOfDay = writing({ hour: 'numeric', minute: '2-digit' });
const day = writing({ day: 'numeric', month: 'short' });
const dayOfYear = writing({ day: 'numeric', month: 'short', year: 'numeric' });

/** A time of today, to the minute: until when something waits. */
export const clockText = writing({ hour: '2-digit', minute: '2-digit' });

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
  return dayAt(now);
}

/** How long so many milliseconds are, roughly. */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return t('a few seconds');
  if (seconds < 55) return t('{0} seconds', Math.ceil(seconds / 10) * 10);
  const minutes = Math.ceil(seconds / 60);
  if (minutes === 1) return t('1 minute');
  if (minutes < 90) return t('{0} minutes', minutes);
  return t('{0} hours', (minutes / 60).toFixed(1));
}
