import type { SearchHit, AssetSearch } from '../../finding/search';
import type { QueryProblem } from '../../finding/query/syntax';
import { ranks } from '../../finding/ranking';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { AccountSession } from '../sessions/accountSession';
import { compareNames } from '../../assets/nameOrder';

/** One account that is searched. */
export interface SearchedAccount {
  readonly session: AccountSession;
  readonly index: OpenedIndex;
}

/** An asset that was found, and where. */
interface FoundAsset extends SearchHit {
  readonly session: AccountSession;
}

/** What was found in all accounts. */
export interface Found {
  /** The best ones, by rank and then by name. */
  readonly assets: readonly FoundAsset[];
  /** How many assets fit, shown or not. */
  readonly total: number;
  /** What is wrong with the query in every one of the accounts. */
  readonly problems: readonly QueryProblem[];
  /** Whether all assets of all accounts were searched. */
  readonly complete: boolean;
}

/** One type, to search in nothing else. */
export interface TypeOfAccount {
  readonly session: AccountSession;
  readonly assetTypeId: number;
}

/** How to search. */
interface AccountsSearchOptions {
  readonly limit: number;
  readonly within?: TypeOfAccount | undefined;
  readonly signal?: AbortSignal;
}

/** Opens the indexes of accounts. Sends nothing. */
export async function openIndexes(sessions: readonly AccountSession[]): Promise<readonly SearchedAccount[]> {
  return Promise.all(sessions.map(async (session) => ({ session, index: await session.index.open() })));
}

/** Searches several accounts as one, while a person types. */
export class AccountsSearch {
  private readonly searches: readonly (SearchedAccount & { readonly search: AssetSearch })[];

  constructor(accounts: readonly SearchedAccount[]) {
    this.searches = accounts.map((account) => ({ ...account, search: account.index.newSearch() }));
  }

  /** Searches; others get their turn in between. Throws the signal's reason once it is aborted. */
  async search(query: string, { limit, within, signal }: AccountsSearchOptions): Promise<Found> {
    const searches = this.searches.filter(({ session }) => within === undefined || within.session === session);
    const options = { limit, ...(within && { assetTypeId: within.assetTypeId }), ...(signal && { signal }) };
    const assets: FoundAsset[] = [];
    const problems: (readonly QueryProblem[])[] = [];
    let total = 0;
    let complete = searches.length > 0;
    for (const { session, search } of searches) {
      const result = await search.searchAsync(query, options);
      assets.push(...result.hits.map((hit) => ({ ...hit, session })));
      problems.push(result.problems);
      total += result.total;
      complete &&= result.completeness.kind === 'complete';
    }
    if (searches.length > 1) assets.sort(byRankAndName);
    // A field that one account has is no mistake, though others lack it.
    const [fewest = []] = problems.sort((one, other) => one.length - other.length);
    return { assets: assets.slice(0, limit), total, problems: fewest, complete };
  }
}

function byRankAndName(one: FoundAsset, other: FoundAsset): number {
  return ranks.indexOf(one.rank) - ranks.indexOf(other.rank) || compareNames(one.row.name, other.row.name);
}
