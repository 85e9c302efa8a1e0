import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { askPick } from '../asking/quickInput';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import { isNode } from '../screen/nodes';
import type { TableParts } from './tableParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: z.optional(Id),
  query: z.optional(z.string()),
});

/** Opens the assets of a type, or those that a query finds, as a table. A script waits until all of them are there. */
export async function openTable(
  parts: Pick<TableParts, 'tables'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  if (given) return parts.tables.show(sessionFor(parts, given.account), given.typeId, given.query);
  const [node] = args;
  const session = await pickSession(parts, args, t('Open Table'));
  const typeId = isNode(node) && node.kind === 'assetType' ? node.assetType.id : await pickType(session);
  // The tab itself tells how its reading goes on.
  await parts.tables.show(session, typeId, undefined);
}

async function pickType(session: AccountSession): Promise<number | undefined> {
  const types = await session.assetTypes();
  const [only] = types;
  if (types.length === 1 && only) return only.id;
  const items = [
    ...types.map(({ id, name }) => ({ label: safeLabel(name), typeId: id })),
    { label: t('All asset types'), typeId: undefined },
  ];
  const picked = await askPick({
    title: t('Open Table'),
    step: 1,
    totalSteps: 1,
    placeholder: t('Which assets?'),
    items,
  });
  if (typeof picked === 'symbol') throw new vscode.CancellationError();
  return picked.typeId;
}

/** The commands of this room, by their ids. */
export const tableCommands = { openTable } as const;
