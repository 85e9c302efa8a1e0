import type { Parts } from './commands/parts';

/** Removes an account with everything stored about it: its key, its changes and plans, its index, its saved filters, and edits that wait to be sent. */
export async function forgetAccount(
  { vault, journal, plans, indexes, choices, recent, memory, totals, pending }: Parts,
  accountId: string,
): Promise<void> {
  await vault.remove(accountId);
  await journal.erase(accountId);
  await plans.files.erase(accountId);
  await indexes.forget(accountId);
  await choices.set(accountId, undefined);
  await recent.forget(accountId);
  await memory.forget(accountId);
  await totals.forgetKept(accountId);
  await pending.dropAccount(accountId);
}
