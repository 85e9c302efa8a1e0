import type { HeldEdits } from '../../assets/heldEdits';
import type { JournalFiles } from '../../plans/journalFiles';
import type { PlanFiles } from '../../plans/planFiles';
import type { SentDrafts } from '../../plans/sentDrafts';
import type { AccountsVault } from '../sessions/accountsVault';
import type { IndexStorage } from '../sessions/indexStorage';
import type { ReadingChoices } from '../sessions/readingChoices';
import type { RecentAssets } from '../screen/recentAssets';
import type { TreeMemory } from '../screen/treeMemory';
import type { TypeTotals } from '../sessions/typeTotals';

/** Where something is stored about an account. */
export interface AccountTraces {
  readonly vault: Pick<AccountsVault, 'remove'>;
  readonly journal: Pick<JournalFiles, 'erase'>;
  readonly plans: { readonly files: Pick<PlanFiles, 'erase'> };
  readonly indexes: Pick<IndexStorage, 'forget'>;
  readonly choices: Pick<ReadingChoices, 'set'>;
  readonly recent: Pick<RecentAssets, 'forget'>;
  readonly memory: Pick<TreeMemory, 'forget'>;
  readonly totals: Pick<TypeTotals, 'forgetKept'>;
  readonly heldEdits: Pick<HeldEdits, 'dropAccount'>;
  readonly sent: Pick<SentDrafts, 'dropAccount'>;
}

/**
 * Removes an account with everything stored about it: its key, its changes and plans, its index, its saved filters, edits that wait to be sent, and new
 * assets that were. What can't be removed keeps nothing else of what was stored. Throws what the first refusal was.
 */
export async function forgetAccount(
  { vault, journal, plans, indexes, choices, recent, memory, totals, heldEdits, sent }: AccountTraces,
  accountId: string,
): Promise<void> {
  await vault.remove(accountId);
  const forgetting: readonly (() => PromiseLike<unknown>)[] = [
    () => journal.erase(accountId),
    () => plans.files.erase(accountId),
    () => indexes.forget(accountId),
    () => choices.set(accountId, undefined),
    () => recent.forget(accountId),
    () => memory.forget(accountId),
    () => totals.forgetKept(accountId),
    () => heldEdits.dropAccount(accountId),
    () => sent.dropAccount(accountId),
  ];
  const refusals: unknown[] = [];
  for (const forget of forgetting) {
    try {
      await forget();
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
}
