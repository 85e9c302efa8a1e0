import type { TableComplaint } from './importProblem';
import { isScientific } from './numberText';

/** What a spreadsheet seems to have done to a value on its way: a long number in powers of ten, zeros in front lost, digits rounded away. */
export function spreadsheetDamage(text: string, was: string): TableComplaint | undefined {
  if (isScientific(text)) return { code: 'scientific', detail: { value: text } };
  if (!/^\d+$/.test(text) || !/^\d+$/.test(was) || text === was) return undefined;
  if (was.replace(/^0+/, '') === text) return { code: 'lostZeros', detail: { value: text, was } };
  const isRounded = text.length > 15 && text.length === was.length && text.slice(0, 15) === was.slice(0, 15);
  return isRounded ? { code: 'lostDigits', detail: { value: text, was } } : undefined;
}
