import type { JournalEntry, JournalResult } from './journal';

/** One line of a journal file: a write as it was meant, or what became of it. */
export type JournalLine = { readonly begin: JournalEntry } | { readonly end: JournalResult & { readonly id: string } };

/** Reads a line; undefined for one that was cut short by a crash. Lines are written by this program alone, in one version. */
export function parseJournalLine(line: string): JournalLine | undefined {
  if (line === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(line);
    return isLine(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isLine(parsed: unknown): parsed is JournalLine {
  if (typeof parsed !== 'object' || parsed === null) return false;
  const body = 'begin' in parsed ? parsed.begin : 'end' in parsed ? parsed.end : undefined;
  return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' && 'time' in body;
}
