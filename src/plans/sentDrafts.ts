import type { DraftRef } from '../assets/assetRef';
import type { Rendered } from '../assets/openDocument';
import { recordFileName } from '../disk/fileNames';
import { RecordFolder } from '../disk/recordFolder';
import type { Asset } from '../happyfox/asset';

/** What became of a draft of a new asset that was sent. */
export interface SentDraft {
  /** The asset that it has become; null while nobody can tell whether it has. */
  readonly assetId: number | null;
  /** What was sent, and what HappyFox made of it: what is typed on in the draft's tab goes on from there. */
  readonly left?: Asset;
  readonly now?: Rendered;
}

interface Entry extends SentDraft {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Of what is said of the asset. */
  readonly accountId?: string;
}

const mostRemembered = 100;

/** Which drafts of new assets were sent, on disk and for all windows: none is sent a second time unasked. */
export class SentDrafts {
  private readonly records: RecordFolder<Entry>;
  /** What became of drafts of this window, for as long as it is not on disk. */
  private readonly unwritten = new Map<string, SentDraft>();

  /** @param onDamaged hears of a record that can't be read any more, with the path at which it now lies aside */
  constructor(
    folder: string,
    onDamaged: (path: string) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.records = new RecordFolder({ folder, is: isEntry, onDamaged });
  }

  /** What became of a draft; undefined where it was not sent. Throws where it can't be read, for then nobody knows. */
  async find(ref: DraftRef): Promise<SentDraft | undefined> {
    return this.unwritten.get(nameOf(ref)) ?? this.records.read(nameOf(ref));
  }

  /** Notes that a draft is about to be sent. False where another window has begun to, or was faster. */
  async begin(ref: DraftRef, again: boolean): Promise<boolean> {
    if (this.unwritten.has(nameOf(ref))) return false;
    let begun = false;
    await this.records.alter(nameOf(ref), (now) => {
      begun = again ? now?.assetId === null : now === undefined;
      return begun ? { assetId: null, time: this.now() } : now;
    });
    return begun;
  }

  /** Notes what a draft has become. Where that can't be written this window knows it all the same, and the others go on doubting; then it throws. */
  async created(ref: DraftRef, sent: SentDraft): Promise<void> {
    const name = nameOf(ref);
    this.unwritten.set(name, sent);
    // None that was created before comes behind it, should the clock have been set back since.
    const newest = Math.max(0, ...(await this.entries().catch(() => [])).map(({ time }) => time));
    const { accountId } = ref;
    await this.records.alter(name, () => ({ ...sent, accountId, time: Math.max(this.now(), newest + 1) }));
    this.unwritten.delete(name);
    await this.prune();
  }

  /** Nothing was created. */
  async forget(ref: DraftRef): Promise<void> {
    await this.records.alter(nameOf(ref), (now) => (now?.assetId === null ? undefined : now));
  }

  /** Forgets what is said of an account's assets; that their drafts were sent stays known, for the account may be added again. Throws what `RecordFolder.alterAll` throws. */
  async dropAccount(accountId: string): Promise<void> {
    const all = (await this.entries()).filter((entry) => entry.accountId === accountId);
    await this.records.alterAll(
      all.map(({ name }) => [name, (now) => now && { assetId: now.assetId, time: now.time }]),
    );
  }

  /** Those in doubt are never forgotten. */
  private async prune(): Promise<void> {
    const entries = await this.entries();
    if (entries.length <= mostRemembered) return;
    const oldest = entries
      .filter(({ assetId }) => assetId !== null)
      .sort((one, other) => other.time - one.time)
      .slice(mostRemembered / 2);
    await this.records.alterAll(oldest.map(({ name }) => [name, () => undefined]));
  }

  private async entries(): Promise<readonly (Entry & { readonly name: string })[]> {
    const names = await this.records.names();
    const entries = await Promise.all(names.map(async (name) => ({ name, entry: await this.records.read(name) })));
    return entries.flatMap(({ name, entry }) => (entry ? [{ ...entry, name }] : []));
  }
}

function nameOf({ accountId, draftId }: DraftRef): string {
  return recordFileName(accountId, draftId);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'assetId' in value && 'time' in value;
}
