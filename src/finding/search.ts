import { pausing, type Pause } from '../happyfox/pause';
import type { AssetIndex } from './index/assetIndex';
import type { TypeCompleteness } from './index/completeness';
import type { IndexedAsset } from './indexedAsset';
import { type MatchedPart, matchedPart } from './matchedPart';
import { type CompiledQuery, type QueryWorld, compileQuery } from './query/compileQuery';
import { parseQuery } from './query/parseQuery';
import type { QueryProblem } from './query/syntax';
import { type Rank, Ranking, ranks } from './ranking';
import { atOnce, overSlots, stride, type Steps } from './steps';
import { compareNames } from '../assets/nameOrder';

/** An asset that a search has found. */
export interface SearchHit {
  readonly row: IndexedAsset;
  readonly rank: (typeof ranks)[number];
  /** Why it was found; undefined where a condition on a field found it, and no word. */
  readonly matched: MatchedPart | undefined;
}

/** What a search has found. */
interface SearchResult {
  /** The best ones, by rank and then by name. */
  readonly hits: readonly SearchHit[];
  /** How many assets fit, shown or not. */
  readonly total: number;
  /** What is wrong with the query; see `isUnfinished` for those that need not be said while the person types. */
  readonly problems: readonly QueryProblem[];
  /** How much of the account was searched. */
  readonly completeness: TypeCompleteness;
}

/** What to search, and for how many. */
interface SearchOptions {
  /** How many hits to return; 100 when it is left out. */
  readonly limit?: number;
  /** Only assets of this type. */
  readonly assetTypeId?: number;
}

/** What the last search for words alone has found, so that one for more letters need look no further. */
interface Narrowing {
  readonly version: number;
  readonly assetTypeId: number | undefined;
  readonly words: readonly string[];
  readonly slots: readonly number[];
}

/** Searches one index as a person types: each search takes advantage of the one before. */
export class AssetSearch {
  private narrowing: Narrowing | undefined;

  constructor(
    private readonly index: AssetIndex,
    private readonly world: QueryWorld,
  ) {}

  /** Searches in one go. */
  search(text: string, options: SearchOptions = {}): SearchResult {
    return atOnce(this.steps(text, options));
  }

  /**
   * Searches in stretches of a few milliseconds, in between which others get their turn.
   * @throws the signal's reason once it is aborted
   */
  async searchAsync(
    text: string,
    options: SearchOptions & { readonly signal?: AbortSignal } = {},
    pause: Pause = pausing(options.signal),
  ): Promise<SearchResult> {
    await pause();
    return overSlots(this.index, () => this.steps(text, options), pause);
  }

  private *steps(text: string, { limit = 100, assetTypeId }: SearchOptions): Steps<SearchResult> {
    const { index } = this;
    const query = compileQuery(parseQuery(text), index, this.world);
    yield* query.prepare();
    const best = new Best(query.words, limit);
    const { version } = index;
    const known = this.narrowedSlots(query, assetTypeId);
    const kept: number[] | undefined = query.isWordsOnly ? [] : undefined;
    const count = known?.length ?? index.slotCount;
    for (let next = 0; next < count; next += 1) {
      if (next % stride === stride - 1) yield;
      const slot = known?.[next] ?? next;
      const row = index.rowAt(slot);
      if (!row || (assetTypeId !== undefined && row.assetTypeId !== assetTypeId)) continue;
      const searched = query.needsText ? index.textAt(slot) : '';
      if (!query.matches(row, searched)) continue;
      kept?.push(slot);
      best.add(row, searched);
    }
    if (kept && version === index.version) this.narrowing = { version, assetTypeId, words: query.words, slots: kept };
    return {
      hits: best.hits(index),
      total: best.total,
      problems: query.problems,
      completeness: index.completeness(assetTypeId),
    };
  }

  /** The slots of the last search, where each of its words is a part of one of the new words: nothing else can fit. */
  private narrowedSlots({ words }: CompiledQuery, assetTypeId: number | undefined): readonly number[] | undefined {
    const last = this.narrowing;
    if (last?.version !== this.index.version || last.assetTypeId !== assetTypeId) return undefined;
    return last.words.every((old) => words.some((word) => word.includes(old))) ? last.slots : undefined;
  }
}

/** The best of what was found; of two that are as good, the one that came first is kept. */
class Best {
  total = 0;
  private readonly byRank: IndexedAsset[][] = ranks.map(() => []);
  private readonly ranking: Ranking;

  constructor(
    private readonly words: readonly string[],
    private readonly limit: number,
  ) {
    this.ranking = new Ranking(words);
  }

  add(row: IndexedAsset, text: string): void {
    this.total += 1;
    const rank = this.ranking.rank(text, this.countTo(3) < this.limit);
    const rows = this.byRank[rank];
    if (rows && this.countTo(rank) < this.limit) rows.push(row);
  }

  hits(index: AssetIndex): readonly SearchHit[] {
    const best = this.byRank.flatMap((rows, rank) => {
      const name = ranks[rank] ?? 'anywhere';
      return rows.sort((one, other) => compareNames(one.name, other.name)).map((row) => ({ row, rank: name }));
    });
    return best.slice(0, this.limit).map((hit) => ({ ...hit, matched: matchedPart(hit.row, this.words, index) }));
  }

  private countTo(rank: Rank): number {
    let count = 0;
    for (let better = 0; better <= rank; better += 1) count += this.byRank[better]?.length ?? 0;
    return count;
  }
}
