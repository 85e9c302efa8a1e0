import type { JournalFiles } from '../../plans/journalFiles';
import type { PlanFiles } from '../../plans/planFiles';
import type { AccountSession } from '../sessions/accountSession';
import type { LostNode, PlanNode, WriteNode } from '../screen/changeNodes';

/** What is on disk of an account's changes. */
export interface AccountChanges {
  /** Newest first. */
  readonly writes: readonly WriteNode[];
  readonly plans: readonly PlanNode[];
  /** What can't be shown. */
  readonly lost: readonly LostNode[];
}

/** An account's plans and writes, and the files of them that can't be read: one of these hides none of the others. */
export async function changesOf(
  session: AccountSession,
  { journal, plans }: { readonly journal: JournalFiles; readonly plans: PlanFiles },
): Promise<AccountChanges> {
  const { writes, troubles } = await journal.list(session.accountId);
  const { entries, lost } = await plans.list(session.accountId);
  return {
    writes: writes.map((write) => ({ kind: 'write', write, session })),
    plans: entries.map((entry) => ({ kind: 'plan', entry, session })),
    lost: [
      ...troubles.map((file) => ({ kind: 'lost', of: 'journal', file, session }) as const),
      ...lost.map(({ id, file }) => ({
        ...({ kind: 'lost', of: 'plan', file, session } as const),
        ...(id !== undefined && { plan: id }),
      })),
    ],
  };
}
