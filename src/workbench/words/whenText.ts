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
