import type { EndedWrite } from '../assets/endedWrite';
import { writeLine, type WriteKind, type WriteTold } from '../assets/writeLine';
import type { SharedOrder } from '../disk/sharedOrder';
import type { Journal, JournalEntry, JournalResult, JournaledWrite, Operation } from './journal';

const kinds: Readonly<Record<Operation, WriteKind>> = { create: 'created', update: 'saved', delete: 'deleted' };

/**
 * A journal that tells all windows of each write, before its request goes out and after: whenever a window dies, the others know of which assets they
 * can't tell what they are now. A result is kept with its moment, so that what was answered can be held against what was read.
 */
export class OrderedJournal implements Journal {
  /** Entries of this window whose writes are under way. */
  readonly #open = new Set<string>();

  constructor(
    private readonly journal: Journal,
    private readonly order: Pick<SharedOrder, 'add'>,
    /** Hears of each write of this window once its end is told; undefined where nobody knows what became of it. */
    private readonly ended: (write: EndedWrite | undefined) => void,
  ) {}

  async begin(entry: JournalEntry): Promise<void> {
    await this.journal.begin(entry);
    this.#tell('begun', entry, entry.assetId);
    this.#open.add(entry.id);
  }

  async end(entry: JournalEntry, result: JournalResult): Promise<void> {
    const { after } = result;
    const told = toldOf(entry, result);
    const moment = this.#tell(told, entry, after?.id ?? entry.assetId);
    // What a later look has found out was so before this moment: whoever looked tells of it.
    const write = this.#open.delete(entry.id) ? endedWrite(entry, { ...result, moment }) : undefined;
    if (write || told === 'doubted') this.ended(write);
    await this.journal.end(entry, write ? { ...result, moment } : result);
  }

  lost(accountId: string, assetId: number): Promise<readonly JournalEntry[]> {
    return this.journal.lost(accountId, assetId);
  }

  #tell(told: WriteTold, { assetTypeId, id }: JournalEntry, assetId: number | null): number {
    // Enough to tell it from the few that are under way: the file is never cut back.
    const entry = id.slice(0, 8);
    const sender = told === 'begun' ? { sender: process.pid } : {};
    return this.order.add(writeLine({ told, assetTypeId, assetId: assetId ?? 0, entry, ...sender }));
  }
}

/** What of a journal's writes went through at a moment that is known; the last of each asset. */
export function endedWrites(newestFirst: readonly JournaledWrite[]): readonly EndedWrite[] {
  const last = new Map<number, EndedWrite>();
  for (const { entry, result } of newestFirst) {
    const write = result && endedWrite(entry, result);
    if (!write) continue;
    const id = write.kind === 'deleted' ? write.assetId : write.asset.id;
    if ((last.get(id)?.moment ?? 0) < write.moment) last.set(id, write);
  }
  return [...last.values()];
}

function toldOf({ operation }: JournalEntry, { state, after, lost }: JournalResult): WriteTold {
  // A slow server may carry out late what was looked up and not found.
  if (state === 'failed') return lost ? 'doubted' : 'failed';
  if (state === 'unknown' || (operation !== 'delete' && !after)) return 'doubted';
  return kinds[operation];
}

function endedWrite(
  { operation, assetTypeId, assetId }: JournalEntry,
  { state, after, moment }: JournalResult,
): EndedWrite | undefined {
  if ((state !== 'verified' && state !== 'applied') || moment === undefined) return undefined;
  const kind = kinds[operation];
  if (kind === 'deleted') return assetId === null ? undefined : { kind, assetTypeId, assetId, moment };
  return after ? { kind, assetTypeId, asset: after, moment } : undefined;
}
