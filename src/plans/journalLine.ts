import { unsealed } from '../disk/sealedLines';
import type { JournalEntry, JournalResult, JournaledWrite } from './journal';

/** One line of a journal file: a write as it was meant, or what became of it. */
export type JournalLine = { readonly begin: JournalEntry } | { readonly end: JournalResult & { readonly id: string } };

/** Reads a line. `cut` is one whose write was never told as done, so that nothing was sent after it. Lines are written by this program alone, in one version. */
export function journalLineIn(text: string): JournalLine | 'cut' | 'damaged' {
  const read = unsealed(text);
  if (read.kind !== 'whole') return read.kind;
  return isLine(read.value) ? read.value : 'damaged';
}

/** The write that a line is about. */
export function idOf(line: JournalLine): string {
  return 'begin' in line ? line.begin.id : line.end.id;
}

/** What is left of a write's line where all that has to be remembered is that the write has brought a deleted asset back. */
export function outlineOf(line: JournalLine, { result }: JournaledWrite): JournalLine {
  if ('end' in line) return { end: { ...line.end, after: null } };
  const { id, time, order, accountId, agent, operation, assetTypeId, name, reverts, alsoReverts } = line.begin;
  return {
    begin: {
      ...{ id, time, accountId, agent, operation, assetTypeId, name, before: null, intent: null, isOutline: true },
      ...{ assetId: result?.after?.id ?? null, ...(reverts !== undefined && { reverts }) },
      ...(order !== undefined && { order }),
      ...(alsoReverts && { alsoReverts }),
    },
  };
}

function isLine(parsed: unknown): parsed is JournalLine {
  if (typeof parsed !== 'object' || parsed === null) return false;
  const body = 'begin' in parsed ? parsed.begin : 'end' in parsed ? parsed.end : undefined;
  return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' && 'time' in body;
}
