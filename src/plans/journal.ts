import type { Agent } from '../assets/account';
import type { FileTrouble } from '../disk/fileTrouble';
import type { Asset, NewContact } from '../happyfox/asset';
import { WriteRefused } from './writeRefused';

/** What a write does to an asset. */
export type Operation = 'create' | 'update' | 'delete';

/**
 * How a write ended. `verified`: the answer is what was meant; `applied`: it went through, but the server made something else of it;
 * `failed`: nothing happened; `unknown`: nobody can tell.
 */
export type WriteState = 'verified' | 'applied' | 'failed' | 'unknown';

/** One write, as it was meant. It is on disk before the request is sent. */
export interface JournalEntry {
  /** A UUID. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** Its place among all, which no clock that is set back puts before what was there; as a rule its time. The journal adds it; older entries have none. */
  readonly order?: number;
  /** Milliseconds since the machine started, by which its age is measured; older entries have none. */
  readonly monotonic?: number;
  readonly accountId: string;
  readonly agent: Agent;
  readonly operation: Operation;
  readonly assetTypeId: number;
  /** Null for a create, until its result tells. */
  readonly assetId: number | null;
  /** The asset's name, to list the entry by. */
  readonly name: string;
  /** The asset as it was; null for a create. */
  readonly before: Asset | null;
  /** The asset as it was meant to become; null for a delete. */
  readonly intent: Asset | null;
  /** People who were to be created with it; `intent` can't list them, for they had no ids. */
  readonly newContacts?: readonly NewContact[];
  /** For a create: ids of assets that had its display id before, so that none of them is taken for the new one. */
  readonly known?: readonly number[];
  /** For a create: the highest id that was known before it was sent. */
  readonly newest?: number;
  /** The entry that this one undoes. */
  readonly reverts?: string;
  /** Other entries of the deletion that it undoes: where answers were lost there are several of one. The journal adds them. */
  readonly alsoReverts?: readonly string[];
  /** The step of a plan that it carries out. */
  readonly step?: { readonly plan: string; readonly id: string };
  /** The rest is forgotten: it is remembered only for what it has brought back. */
  readonly isOutline?: true;
}

/** What became of a write. */
export interface JournalResult {
  readonly state: WriteState;
  /** Epoch milliseconds. */
  readonly time: number;
  /** The asset as the server answered, where it did. */
  readonly after: Asset | null;
  /** When it was so, by the order in which all windows write; absent where it was found out later, and in results of earlier versions. */
  readonly moment?: number;
  /** The answer was lost, and this is what a look at the server told: a slow one may have carried the write out since. */
  readonly lost?: true;
}

/** The window that sent a write: this one, another that is open, or one that is gone, so that nobody waits for the answer. */
export type Sender = 'this' | 'other' | 'gone';

/** A write with its result; undefined while it is under way, or when the window it came from died. */
export interface JournaledWrite {
  readonly entry: JournalEntry;
  readonly result: JournalResult | undefined;
  readonly sender: Sender;
}

/** Remembers every write, before it is sent and after. */
export interface Journal {
  /**
   * Puts an entry on disk. Throws `JournalUnavailable`, or `WriteRefused` with `recreatedAlready` for one that brings back what another
   * brings back, and then nothing may be sent.
   */
  begin(entry: JournalEntry): Promise<void>;
  /** Adds the result. Never throws: the write has happened, and a later look can find out how it ended. */
  end(entry: JournalEntry, result: JournalResult): Promise<void>;
  /** Updates of an asset that may have been carried out after they were told as not done, oldest first; see `lostUpdates`. Throws `JournalUnavailable`. */
  lost(accountId: string, assetId: number): Promise<readonly JournalEntry[]>;
}

/** Whether a write has been carried out, or may have been. */
export function mayHaveHappened(result: JournalResult | undefined): boolean {
  return result?.state !== 'failed' || result.lost === true;
}

/** The ids of the other entries that tell of the deletion which this entry tells of: of several entries all but one are in doubt, for an asset is deleted once. */
export function sameDeletion(writes: readonly JournaledWrite[], deletion: string): readonly string[] {
  const isInDoubt = ({ result }: JournaledWrite): boolean => mayHaveHappened(result) && result?.state !== 'verified';
  const told = writes.find(({ entry }) => entry.id === deletion);
  if (!told) return [];
  return writes
    .filter(
      ({ entry }) => entry.operation === 'delete' && entry.assetId === told.entry.assetId && entry.id !== deletion,
    )
    .filter((write) => isInDoubt(write) || isInDoubt(told))
    .map(({ entry }) => entry.id);
}

/**
 * Refuses to bring a deleted asset back a second time: it would exist twice. `deletion` is the id of the entry that is undone. Throws
 * `WriteRefused` with `recreatedAlready` where a write has created it again, or may have.
 */
export function refuseRecreated(writes: readonly JournaledWrite[], deletion: string): void {
  const entries = new Set([deletion, ...sameDeletion(writes, deletion)]);
  const undone = ({ reverts = '', alsoReverts = [] }: JournalEntry) => [reverts, ...alsoReverts];
  const by = writes.find((write) => hasRecreated(write) && undone(write.entry).some((id) => entries.has(id)));
  if (by) throw new WriteRefused({ reason: 'recreatedAlready', assetId: by.result?.after?.id ?? by.entry.assetId });
}

/** Whether a write has brought a deleted asset back, or may have. */
export function hasRecreated({ entry, result }: JournaledWrite): boolean {
  return entry.operation === 'create' && entry.reverts !== undefined && result?.state !== 'failed';
}

/** Thrown when the journal, or the record of a plan's run, can't be written or relied on: what could not be undone or cleared up must not be sent. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
  readonly file: FileTrouble | undefined;

  constructor(message: string, { file, cause }: { readonly file?: FileTrouble; readonly cause?: unknown } = {}) {
    super(message, { cause });
    this.file = file;
  }
}
