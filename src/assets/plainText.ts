import { longestName } from './documentKeys';
import type { DocumentComplaint, FieldComplaint } from './problem';

/** What stands against a text as the value of anything: a control character other than a tab or a line break, or half a character. */
export function noText(text: string): FieldComplaint | undefined {
  if (text.isWellFormed() && !/[^\P{Cc}\t\n\r\u007f-\u009f]/u.test(text)) return undefined;
  const found = Array.from(text, (character) => character.codePointAt(0) ?? 0).find(isNoText) ?? 0;
  return { code: 'notText', detail: { character: `U+${found.toString(16).toUpperCase().padStart(4, '0')}` } };
}

/** What stands against a text as an asset's name or display id. */
export function textComplaint(
  key: 'name' | 'display_id',
  text: string,
): DocumentComplaint | FieldComplaint | undefined {
  if (text.trim() === '') return { code: 'required', detail: { key } };
  const actual = Array.from(text).length;
  if (key === 'name' && actual > longestName) return { code: 'tooLong', detail: { limit: longestName, actual } };
  return noText(text);
}

const allowed: ReadonlySet<number> = new Set([9, 10, 13]);

function isNoText(code: number): boolean {
  return (code < 32 && !allowed.has(code)) || (code >= 0xd800 && code <= 0xdfff);
}
