import type { AccountSession } from '../sessions/accountSession';
import { filterById, pickFilter } from './savedFilters';
import type { SavedFilter, TreeMemory } from '../screen/treeMemory';
import { pickSession, sessionFor } from './arguments';
import type { SessionParts } from '../sessions/sessionParts';

/** A saved filter with its account. */
export interface FilterOfAccount {
  readonly session: AccountSession;
  readonly filter: SavedFilter;
}

/**
 * The saved filter that a command is about: the one that a script has named, else that of the tree's node, else the one that is picked.
 *
 * @throws {CommandRefused} where there is none
 */
export async function savedFilterFor(
  parts: { readonly memory: TreeMemory } & Pick<SessionParts, 'sessions'>,
  given: { readonly account?: string | undefined; readonly filter: string } | undefined,
  args: readonly unknown[],
  title: string,
): Promise<FilterOfAccount> {
  const { memory } = parts;
  if (given) {
    const session = sessionFor(parts, given.account);
    return { session, filter: await filterById(memory, session, given.filter) };
  }
  const session = await pickSession(parts, args, title);
  return { session, filter: await pickFilter(memory, session, args[0], title) };
}
