import { EventEmitter } from 'node:events';
import { recordFileName } from '../disk/fileNames';
import { RecordFolder } from '../disk/recordFolder';
import type { AssetRef, DraftRef } from './assetRef';
import type { Origin } from './origin';

/** An edit of an asset that was saved in the editor, by auto-save, but has not been sent. */
export interface HeldAssetEdit extends Origin {
  readonly kind: 'edit';
  readonly ref: AssetRef;
  /** The text as it was last held. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** A new asset of which the same is true. */
interface HeldDraft {
  readonly kind: 'asset';
  readonly ref: DraftRef;
  readonly text: string;
  readonly time: number;
  /** The draft's URI, to open it again. */
  readonly uri: string;
}

/** What auto-save must not send. */
export type HeldEdit = HeldAssetEdit | HeldDraft;

/** Names what an edit is of. */
export type HeldEditOf = Pick<HeldAssetEdit, 'kind' | 'ref'> | Pick<HeldDraft, 'kind' | 'ref'>;

/** The edits that were held or let go; `any` where another window has changed too many to name. */
export type ChangedEdits = readonly HeldEditOf[] | 'any';

/** As many are named to other windows: their messages are kept, and all written anew with each. */
const mostNamed = 100;

/** An edit that is to be held, or let go of where it is null, and the text that is held until then: undefined where there is none. */
interface HeldEditChange {
  readonly of: HeldEditOf;
  readonly held: string | undefined;
  readonly edit: HeldEdit | null;
}

/**
 * Edits that auto-save must not send, kept on disk until the user sends or discards them, and shared by all windows. Each change names
 * the text that it takes the place of, and is refused where another is held by then: it may be all there is of what somebody typed.
 */
export class HeldEdits {
  private readonly events = new EventEmitter<{ change: [ChangedEdits]; own: [ChangedEdits] }>();
  private readonly records: RecordFolder<HeldEdit>;

  /** @param onDamaged hears of an edit that can't be read any more, with the path at which it now lies aside */
  constructor(folder: string, onDamaged: (path: string) => void) {
    this.records = new RecordFolder({ folder, is: isHeldEdit, onDamaged });
  }

  /** Calls `listener` when edits were held or let go, in whatever window; the returned function stops that. */
  onChange(listener: (changed: ChangedEdits) => void): () => void {
    this.events.on('change', listener);
    return () => this.events.off('change', listener);
  }

  /** Calls `listener` before that when it was in this window, so that it can tell the others. */
  onOwnChange(listener: (changed: ChangedEdits) => void): void {
    this.events.on('own', listener);
  }

  /** Another window has held edits or let them go. */
  heard(changed: ChangedEdits): void {
    this.events.emit('change', changed);
  }

  /** The edits to look at after a change: where any may have changed, those that are held, and those that were `known` to be. Throws where one can't be read. */
  async those(changed: ChangedEdits, known: Iterable<HeldEditOf>): Promise<readonly HeldEditOf[]> {
    if (changed !== 'any') return changed;
    const edits = [...known, ...(await this.all())].map(namesOnly);
    return [...new Map(edits.map((of) => [nameOf(of), of])).values()];
  }

  /**
   * Makes changes, announced at once. Those in front of one that can't be written are made.
   * @returns those that were made; not made are those in whose place another text is held by now
   */
  async change(changes: readonly HeldEditChange[]): Promise<readonly HeldEditChange[]> {
    const made: HeldEditChange[] = [];
    try {
      await this.records.alterAll(
        changes.map((change) => [
          nameOf(change.of),
          (now) => {
            if (now?.text !== change.held) return now;
            made.push(change);
            return change.edit ?? undefined;
          },
        ]),
      );
    } finally {
      if (made.length > 0) this.tell(made.map(({ of }) => of));
    }
    return made;
  }

  /** Keeps an edit in place of the one whose text is `held`. False where another is held by now. Rejects when it can't be written, for then it must not count as saved. */
  async hold(edit: HeldEdit, held: string | undefined): Promise<boolean> {
    return (await this.change([{ of: edit, held, edit }])).length > 0;
  }

  /** Lets go of an edit that was sent or discarded. False where another is held by now. */
  async drop(of: HeldEditOf, held: string): Promise<boolean> {
    return (await this.change([{ of, held, edit: null }])).length > 0;
  }

  /** The held edit of an asset. Throws where it can't be read, for then nobody knows whether there is one. */
  async findEdit(ref: AssetRef): Promise<HeldAssetEdit | undefined> {
    const edit = await this.records.read(nameOf({ kind: 'edit', ref }));
    return edit?.kind === 'edit' ? edit : undefined;
  }

  /** The text of a new asset that is held. Throws where it can't be read. */
  async findAsset(ref: DraftRef): Promise<HeldDraft | undefined> {
    const edit = await this.records.read(nameOf({ kind: 'asset', ref }));
    return edit?.kind === 'asset' ? edit : undefined;
  }

  /** Whether there is such an edit. */
  async isHeld(of: HeldEditOf): Promise<boolean> {
    return (await this.records.read(nameOf(of))) !== undefined;
  }

  /** Every held edit, newest first. Throws where one can't be read. */
  async all(): Promise<readonly HeldEdit[]> {
    const edits: HeldEdit[] = [];
    for (const name of await this.records.names()) {
      const edit = await this.records.read(name);
      if (edit) edits.push(edit);
    }
    return edits.sort((one, other) => other.time - one.time);
  }

  /** Forgets every edit of an account, whatever it says by now. */
  async dropAccount(accountId: string): Promise<void> {
    const edits = (await this.all()).filter(({ ref }) => ref.accountId === accountId);
    await this.records.alterAll(edits.map((edit) => [nameOf(edit), () => undefined]));
    if (edits.length > 0) this.tell(edits);
  }

  private tell(edits: readonly HeldEditOf[]): void {
    // Names alone: what is told goes further than what was typed may.
    const changed = edits.map(namesOnly);
    this.events.emit('own', changed.length > mostNamed ? 'any' : changed);
    this.events.emit('change', changed);
  }
}

function namesOnly(of: HeldEditOf): HeldEditOf {
  return of.kind === 'edit' ? { kind: of.kind, ref: of.ref } : { kind: of.kind, ref: of.ref };
}

function nameOf({ kind, ref }: HeldEditOf): string {
  return recordFileName(ref.accountId, kind === 'edit' ? ref.assetId : ref.draftId);
}

/** The checksum has shown that it is what this class wrote, so its shape is known by its kind. */
function isHeldEdit(value: unknown): value is HeldEdit {
  return typeof value === 'object' && value !== null && 'kind' in value && 'text' in value && 'ref' in value;
}
