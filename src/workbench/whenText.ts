import * as vscode from 'vscode';

/** When something was, in as little room as it takes: `2:32 PM` today, `24 Nov` this year. A list that is not drawn again stays true. */
export function whenText(time: number): string {
  const [then, now] = [new Date(time), new Date()];
  const { language } = vscode.env;
  if (then.toDateString() === now.toDateString())
    return then.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });
  const thisYear = then.getFullYear() === now.getFullYear();
  return then.toLocaleDateString(language, { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) });
}
