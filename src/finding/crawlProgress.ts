import type { WriteKind } from '../assets/writeLine';
import type { Asset } from '../happyfox/asset';
import type { Page } from '../happyfox/page';
import { TypeWalk } from './crawlWalk';
import { PagesElsewhere } from './pagesElsewhere';
import type { Settled, Standing, Totals, TypeProgress } from './typeProgress';
import { crawlPageSize } from './walkedPage';
import { WrittenAssets } from './writtenAssets';

interface Entry {
  readonly assetTypeId: number;
  walk: TypeWalk;
  attempt: 1 | 2;
  standing: Standing | undefined;
  /** Whether `walk` has been settled. */
  settled: boolean;
  /** Ids that an earlier walk or an own write brought; those that no consistent walk sees again are gone. */
  readonly known: Set<number>;
  readonly elsewhere: PagesElsewhere;
}

/** How far the index of an account has come, type by type. The crawl and everyone else who reads pages or writes assets report here. */
export class CrawlProgress {
  readonly #entries = new Map<number, Entry>();

  /** @param written says which pages are behind on which assets */
  constructor(readonly written = new WrittenAssets()) {}

  /** Each type that was begun. */
  get types(): Iterable<TypeProgress> {
    return this.#entries.values();
  }

  type(assetTypeId: number): TypeProgress | undefined {
    return this.#entries.get(assetTypeId);
  }

  /** True when the last settled walk of every one of these types was consistent: then what is not in the index is not there. */
  complete(assetTypeIds: Iterable<number>): boolean {
    for (const id of assetTypeIds) if (this.#entries.get(id)?.standing?.consistent !== true) return false;
    return true;
  }

  /** Sums over these types. */
  totals(assetTypeIds: Iterable<number>): Totals {
    const sum = { loadedPages: 0, totalPages: 0, loadedAssets: 0, totalAssets: 0 };
    for (const id of assetTypeIds) {
      const walk = this.#entries.get(id)?.walk;
      sum.loadedPages += walk?.pagesRead ?? 0;
      sum.totalPages += Math.max(walk?.pagesExpected ?? 1, walk?.pagesRead ?? 0);
      sum.loadedAssets += walk?.size ?? 0;
      sum.totalAssets += Math.max(walk?.total ?? 0, walk?.size ?? 0);
    }
    return sum;
  }

  /** Takes a type up as it was kept. */
  restore(kept: TypeProgress, known: Iterable<number>): void {
    const { assetTypeId, walk, attempt, standing } = kept;
    // A walk whose pages are not all there any more has to be gone on with, whatever was said of it.
    const settled = walk.finished && standing?.walk === walk.startedAt;
    const elsewhere = this.#entries.get(assetTypeId)?.elsewhere ?? new PagesElsewhere();
    const entry = { assetTypeId, walk, attempt, standing, settled, known: new Set(known), elsewhere };
    this.#entries.set(assetTypeId, entry);
  }

  /** Begins or goes on with the walk of a type, unless the last one is finished and younger than `maxAge` milliseconds. */
  begin(assetTypeId: number, now: number, maxAge: number): void {
    const entry = this.#entry(assetTypeId, now);
    const from = entry.settled ? (entry.standing?.finishedAt ?? 0) : entry.walk.startedAt;
    // A clock that was set back must not keep an index for ever; of a walk that has ended nobody knows then how old it is.
    if (Math.abs(now - from) > maxAge || (entry.settled && from > now)) this.#walkAnew(entry, now, 1);
  }

  /** All assets of a type that are known. */
  ids(assetTypeId: number): readonly number[] {
    const entry = this.#entries.get(assetTypeId);
    return entry ? [...new Set([...entry.known, ...entry.walk.ids()])] : [];
  }

  /** Assets of a type were read otherwise than by pages of the crawl. */
  noteSeen(assetTypeId: number, ids: Iterable<number>, now: number): void {
    this.#know(this.#entry(assetTypeId, now), ids);
  }

  /** An asset was read by itself just now. */
  noteMet(assetTypeId: number, assetId: number, now: number): void {
    const entry = this.#entry(assetTypeId, now);
    entry.walk.meet(assetId);
    this.#know(entry, [assetId]);
  }

  /** Assets of a type that are known, but that the walk under way or settled has not seen. */
  unseen(assetTypeId: number): readonly number[] {
    const entry = this.#entries.get(assetTypeId);
    return entry ? [...entry.known].filter((id) => !entry.walk.has(id)) : [];
  }

  /** Forgets a type; the result is what of it was known. */
  remove(assetTypeId: number): readonly number[] {
    const ids = this.ids(assetTypeId);
    this.#entries.delete(assetTypeId);
    return ids;
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
  }

  /** Whether nothing is left to read of a type. */
  isDone(assetTypeId: number): boolean {
    return this.#entries.get(assetTypeId)?.settled === true;
  }

  /** The next page of a type to ask for that nobody reads yet; undefined where there is none, or none can be known yet. */
  nextPage(assetTypeId: number, underWay: (page: number) => boolean): number | undefined {
    const entry = this.#entries.get(assetTypeId);
    if (!entry || entry.settled || entry.walk.finished) return undefined;
    return entry.walk.nextPage((page) => underWay(page) || entry.elsewhere.has(page));
  }

  /** Resolves when a read elsewhere has ended, well or badly; undefined where none is under way. */
  elsewhere(assetTypeIds: Iterable<number>): Promise<unknown> | undefined {
    const readings = [...assetTypeIds].flatMap((id) => [...(this.#entries.get(id)?.elsewhere.readings ?? [])]);
    return readings.length > 0 ? Promise.race(readings) : undefined;
  }

  /** Somebody else, such as the tree, begins to read a page of `size` rows; when it has come, it is noted. The crawl does not ask for it meanwhile. */
  noteReading(
    assetTypeId: number,
    page: number,
    size: number,
    reading: Promise<Page<Asset>>,
    now: number,
    began = this.written.now(),
  ): void {
    const ended = reading.then(
      (read) => {
        this.noteRead(assetTypeId, read, size, now, began);
      },
      () => undefined,
    );
    // Pages of another size have other borders, so the crawl has to ask all the same.
    if (size === crawlPageSize) this.#entry(assetTypeId, now).elsewhere.add(page, ended);
  }

  /** A page was read. Only pages of `crawlPageSize` rows move the walk on: others have other borders, but their rows are known from then on. */
  noteRead(assetTypeId: number, page: Page<Asset>, size: number, now: number, began = this.written.now()): void {
    const entry = this.#entry(assetTypeId, now);
    if (size === crawlPageSize) this.#move(entry, page, began);
    if (began >= entry.walk.knownFrom) for (const id of idsOf(page)) entry.walk.meet(id);
    this.#know(entry, idsOf(page));
  }

  /** A page has come that the crawl asked for at a moment. */
  noteCrawled(assetTypeId: number, page: Page<Asset>, began = this.written.now()): void {
    const entry = this.#entries.get(assetTypeId);
    if (!entry) return;
    this.#move(entry, page, began);
    this.#know(entry, idsOf(page));
  }

  /** This extension saved, created or deleted an asset, which had ended at a moment: by default just now, in this window. */
  noteWrite(
    kind: WriteKind,
    assetTypeId: number,
    assetId: number,
    now: number,
    moment = this.written.note(kind, assetTypeId, assetId),
  ): void {
    const { walk, known } = this.#entry(assetTypeId, now);
    if (kind === 'created') walk.created(assetId, moment);
    else if (kind === 'saved') this.noteSeen(assetTypeId, [assetId], now);
    else {
      walk.deleted(assetId, moment);
      known.delete(assetId);
    }
  }

  /**
   * An asset was written in another window, which had ended at a moment, and what it is now is not known here. As long as it is not, the type is
   * incomplete, and what has to be read for it is due.
   * @returns whether to wait for that; else it is not there any more, as far as the walk can tell
   */
  noteUnknown(assetTypeId: number, assetId: number, now: number, moment: number): boolean {
    const entry = this.#entry(assetTypeId, now);
    const { walk, known, settled } = entry;
    const page = walk.pageOf(assetId);
    // Where rows have shifted, no page is sure to bring it, and the walk is not believed anyway.
    if (page !== undefined && !walk.shifted) walk.readAgain(page);
    else if (settled && moment > walk.knownFrom) this.#walkAnew(entry, now, 1);
    // Such a walk says of nothing that it is gone, and the next one may be no better.
    else if (settled && walk.shifted) return true;
    else if (settled) {
      known.delete(assetId);
      return false;
    } else if (page === undefined && moment <= walk.knownFrom && !known.has(assetId)) return true;
    entry.settled = false;
    entry.standing = undefined;
    return true;
  }

  /** A create was sent at a moment, and nobody knows whether there is an asset: only a walk that began after that can tell. */
  noteUnknownCreate(assetTypeId: number, now: number, moment: number): void {
    const entry = this.#entry(assetTypeId, now);
    if (moment <= entry.walk.knownFrom) return;
    this.#walkAnew(entry, now, 1);
    entry.standing = undefined;
  }

  /** Draws the conclusion from a walk that has come to its end; undefined while it has not, or when that was done before. */
  settle(assetTypeId: number, now: number): Settled | undefined {
    const entry = this.#entries.get(assetTypeId);
    if (!entry || entry.settled || !entry.walk.finished) return undefined;
    if (!entry.walk.consistent && entry.attempt === 1) {
      this.#walkAnew(entry, now, 2);
      return { outcome: 'again' };
    }
    const { consistent } = entry.walk;
    entry.settled = true;
    entry.standing = { finishedAt: now, walk: entry.walk.startedAt, consistent };
    if (!consistent) return { outcome: 'inconsistent', gone: [] };
    const gone = this.unseen(assetTypeId).filter((id) => !this.isBeyond(assetTypeId, id));
    for (const id of entry.known) if (entry.walk.has(id) || !this.isBeyond(assetTypeId, id)) entry.known.delete(id);
    return { outcome: 'complete', gone };
  }

  /** Whether an asset was written or read after the walk of its type had begun: that no page of it has the asset says nothing then. */
  isBeyond(assetTypeId: number, assetId: number): boolean {
    const written = this.written.last(assetId);
    const walk = this.#entries.get(assetTypeId)?.walk;
    if (walk?.hasMet(assetId) === true) return true;
    return written !== undefined && written.kind !== 'deleted' && written.moment > (walk?.knownFrom ?? Infinity);
  }

  #entry(assetTypeId: number, now: number): Entry {
    const known = this.#entries.get(assetTypeId);
    if (known) return known;
    const entry: Entry = {
      assetTypeId,
      walk: new TypeWalk(now, this.written.now()),
      attempt: 1,
      standing: undefined,
      settled: false,
      known: new Set(),
      elsewhere: new PagesElsewhere(),
    };
    this.#entries.set(assetTypeId, entry);
    return entry;
  }

  /** A page that was asked for before the walk began may be from before a write that the walk is to see. */
  #move({ walk, settled }: Entry, page: Page<Asset>, began: number): void {
    if (!settled && began >= walk.knownFrom) walk.note(page, began);
  }

  /** Whoever asked before an asset was deleted here may be answered after that. */
  #know({ walk, known }: Entry, ids: Iterable<number>): void {
    for (const id of ids) if (!walk.has(id) && this.written.last(id)?.kind !== 'deleted') known.add(id);
  }

  #walkAnew(entry: Entry, now: number, attempt: 1 | 2): void {
    for (const id of entry.walk.ids()) entry.known.add(id);
    // Walks are told apart by when they began, whatever the clock was set to in between.
    entry.walk = new TypeWalk(Math.max(now, entry.walk.startedAt + 1), this.written.now());
    entry.attempt = attempt;
    entry.settled = false;
  }
}

function idsOf({ items }: Page<Asset>): number[] {
  return items.map(({ id }) => id);
}
