import * as vscode from 'vscode';

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
