import * as z from 'zod/mini';
import { allTypes } from '../screen/treeMemory';
import { Id, isNode, scripted, sessionFor } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';

const Argument = z.object({ account: z.optional(z.string()), typeId: z.optional(Id) });

/** Shows again what a filter hides: of a type, or of all types; from the title of the view, of all accounts. */
export async function clearFilter(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory, sessions } = parts;
  const given = scripted(Argument, args);
  const [node] = args;
  const type = isNode(node) && node.kind === 'assetType' ? node.assetType.id : undefined;
  const chosen = given ? [sessionFor(parts, given.account)] : isNode(node) ? [node.session] : sessions.all;
  const key = given?.typeId ?? type ?? allTypes;
  for (const { accountId } of chosen) {
    const { types } = await memory.of(accountId);
    if (types[key]?.query !== undefined) await memory.setView(accountId, key, { ...types[key], query: undefined });
  }
}
