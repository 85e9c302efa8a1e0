import { EventEmitter } from 'node:events';
import { recordFileName } from '../disk/fileNames';
import { RecordFolder } from '../disk/recordFolder';
import type { AssetRef, DraftRef } from './assetRef';
import type { Origin } from './origin';

/** An edit of an asset that was saved in the editor, by auto-save, but has not been sent. */
export interface PendingEdit extends Origin {
  readonly kind: 'edit';
  readonly ref: AssetRef;
  /** The text as it was last held. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** A new asset of which the same is true. */
export interface PendingAsset {
  readonly kind: 'asset';
  readonly ref: DraftRef;
  readonly text: string;
  readonly time: number;
  /** The draft's URI, to open it again. */
  readonly uri: string;
}

/** What auto-save must not send. */
export type PendingDraft = PendingEdit | PendingAsset;

/** Names what a draft is of. */
export type DraftOf = Pick<PendingEdit, 'kind' | 'ref'> | Pick<PendingAsset, 'kind' | 'ref'>;

/** The drafts that were held or let go; `any` where another window has changed too many to name. */
export type ChangedDrafts = readonly DraftOf[] | 'any';

/** As many are named to other windows: their messages are kept, and all written anew with each. */
const mostNamed = 100;

/** A draft that is to be held, or let go of where it is null, and the text that is held until then: undefined where there is none. */
export interface DraftChange {
  readonly of: DraftOf;
  readonly held: string | undefined;
  readonly draft: PendingDraft | null;
}

/**
 * Edits that auto-save must not send, kept on disk until the user sends or discards them, and shared by all windows. Each change names
 * the text that it takes the place of, and is refused where another is held by then: it may be all there is of what somebody typed.
 */
export class PendingDrafts {
  private readonly events = new EventEmitter<{ change: [ChangedDrafts]; own: [ChangedDrafts] }>();
  private readonly records: RecordFolder<PendingDraft>;

  /** @param onDamaged hears of a draft that can't be read any more, with the path at which it now lies aside */
  constructor(folder: string, onDamaged: (path: string) => void) {
    this.records = new RecordFolder({ folder, is: isDraft, onDamaged });
  }

  /** Calls `listener` when drafts were held or let go, in whatever window; the returned function stops that. */
  onChange(listener: (changed: ChangedDrafts) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** Calls `listener` before that when it was in this window, so that it can tell the others. */
  onOwnChange(listener: (changed: ChangedDrafts) => void): void {
    this.events.on('own', listener);
  }

  /** Another window has held drafts or let them go. */
  heard(changed: ChangedDrafts): void {
    this.events.emit('change', changed);
  }

  /** The drafts to look at after a change: where any may have changed, those that are held, and those that were `known` to be. Throws where one can't be read. */
  async those(changed: ChangedDrafts, known: Iterable<DraftOf>): Promise<readonly DraftOf[]> {
    if (changed !== 'any') return changed;
    const drafts = [...known, ...(await this.all())].map(namesOnly);
    return [...new Map(drafts.map((of) => [nameOf(of), of])).values()];
  }

  /**
   * Makes changes, announced at once. Those in front of one that can't be written are made.
   * @returns those that were made; not made are those in whose place another text is held by now
   */
  async change(changes: readonly DraftChange[]): Promise<readonly DraftChange[]> {
    const made: DraftChange[] = [];
    try {
      await this.records.alterAll(
        changes.map((change) => [
          nameOf(change.of),
          (now) => {
            if (now?.text !== change.held) return now;
            made.push(change);
            return change.draft ?? undefined;
          },
        ]),
      );
    } finally {
      if (made.length > 0) this.tell(made.map(({ of }) => of));
    }
    return made;
  }

  /** Keeps an edit in place of the one whose text is `held`. False where another is held by now. Rejects when it can't be written, for then it must not count as saved. */
  async hold(draft: PendingDraft, held: string | undefined): Promise<boolean> {
    return (await this.change([{ of: draft, held, draft }])).length > 0;
  }

  /** Lets go of an edit that was sent or discarded. False where another is held by now. */
  async drop(of: DraftOf, held: string): Promise<boolean> {
    return (await this.change([{ of, held, draft: null }])).length > 0;
  }

  /** The pending edit of an asset. Throws where it can't be read, for then nobody knows whether there is one. */
  async findEdit(ref: AssetRef): Promise<PendingEdit | undefined> {
    const draft = await this.records.read(nameOf({ kind: 'edit', ref }));
    return draft?.kind === 'edit' ? draft : undefined;
  }

  /** The text of a new asset that is pending. Throws where it can't be read. */
  async findAsset(ref: DraftRef): Promise<PendingAsset | undefined> {
    const draft = await this.records.read(nameOf({ kind: 'asset', ref }));
    return draft?.kind === 'asset' ? draft : undefined;
  }

  /** Whether there is such a draft. */
  async isHeld(of: DraftOf): Promise<boolean> {
    return (await this.records.read(nameOf(of))) !== undefined;
  }

  /** Every pending edit, newest first. Throws where one can't be read. */
  async all(): Promise<readonly PendingDraft[]> {
    const drafts: PendingDraft[] = [];
    for (const name of await this.records.names()) {
      const draft = await this.records.read(name);
      if (draft) drafts.push(draft);
    }
    return drafts.sort((one, other) => other.time - one.time);
  }

  /** Forgets every draft of an account, whatever it says by now. */
  async dropAccount(accountId: string): Promise<void> {
    const drafts = (await this.all()).filter(({ ref }) => ref.accountId === accountId);
    await this.records.alterAll(drafts.map((draft) => [nameOf(draft), () => undefined]));
    if (drafts.length > 0) this.tell(drafts);
  }

  private tell(drafts: readonly DraftOf[]): void {
    // Names alone: what is told goes further than what was typed may.
    const changed = drafts.map(namesOnly);
    this.events.emit('own', changed.length > mostNamed ? 'any' : changed);
    this.events.emit('change', changed);
  }
}

function namesOnly(of: DraftOf): DraftOf {
  return of.kind === 'edit' ? { kind: of.kind, ref: of.ref } : { kind: of.kind, ref: of.ref };
}

function nameOf({ kind, ref }: DraftOf): string {
  return recordFileName(ref.accountId, kind === 'edit' ? ref.assetId : ref.draftId);
}

/** The checksum has shown that it is what this class wrote, so its shape is known by its kind. */
function isDraft(value: unknown): value is PendingDraft {
  return typeof value === 'object' && value !== null && 'kind' in value && 'text' in value && 'ref' in value;
}
